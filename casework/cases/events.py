"""The sentences of what happens in a case."""

from casework.audit.kinds import register

register(
    "case.opened",
    "{by}登记案件 {number}（{respondent}）",
    "{by} opened case {number} about {respondent}",
    name=("登记案件", "Case opened"),
)
register(
    "task.opened", "“{name}”已到待办", "“{name}” is waiting to be done", name=("事项到达", "Task opened")
)
register(
    "task.completed", "{by}办理了“{name}”", "{by} completed “{name}”", name=("办理事项", "Task completed")
)
register(
    "task.cancelled",
    "“{name}”不再需要办理",
    "“{name}” is no longer needed",
    name=("事项取消", "Task cancelled"),
)
register(
    "task.returned",
    "{person}不再担任相应岗位，“{name}”退回待领取",
    "{person} left the post; “{name}” can be claimed again",
    name=("离任退回", "Task returned to the post"),
)
register("message.sent", "{by}办理“{label}”", "{by} chose “{label}”", name=("案中操作", "Action on a case"))
register(
    "step.passed", "自动办理“{name}”", "“{name}” was done automatically", name=("自动步骤", "Automatic step")
)
register(
    "decision.taken",
    "按决策表“{name}”作出判断",
    "The decision table “{name}” was applied",
    name=("决策表判断", "Decision table"),
)
register("case.closed", "案件办结：{outcome}", "The case ended: {outcome}", name=("案件办结", "Case ended"))
register(
    "incident.recorded",
    "自动步骤“{element}”没有成功：{cause}",
    "The automatic step “{element}” failed: {cause}",
    name=("自动步骤故障", "Automatic step failed"),
)
register("case.reminded", "到期提醒：{text}", "Reminder: {text}", name=("到期提醒", "Reminder"))
register("case.notified", "通知：{text}", "Notice: {text}", name=("通知", "Notice"))
register(
    "case.respondent_changed",
    "{by}将责任单位由{from}变更为{to}",
    "{by} changed the respondent from {from} to {to}",
    name=("变更责任单位", "Respondent changed"),
)
register(
    "deadline.moved",
    "工作日历修改，一个期限由{from}改为{to}",
    "The calendar changed: a deadline moved from {from} to {to}",
    name=("期限移动", "Deadline moved"),
)
register(
    "incident.retried",
    "{by}重做了自动步骤“{element}”",
    "{by} had the automatic step “{element}” done again",
    name=("重做自动步骤", "Automatic step repeated"),
)
register(
    "incident.repeated",
    "系统自动重做了“{element}”",
    "The automatic step “{element}” was repeated by the system",
    name=("自动重做", "Repeated by the system"),
)
register(
    "incident.skipped",
    "{by}跳过了自动步骤“{element}”，理由：{reason}",
    "{by} skipped the automatic step “{element}”: {reason}",
    name=("跳过自动步骤", "Automatic step skipped"),
)
register(
    "incident.given_back",
    "{by}把“{element}”前的事项退回重办",
    "{by} gave the task before “{element}” back",
    name=("退回重办", "Task given back"),
)
register(
    "hearing.concluded",
    "陈述申辩：{result}",
    "Statement and defence: {outcome}",
    name=("陈述申辩", "Statement and defence"),
)
register(
    "case.concluded",
    "阶段结论：{reason}",
    "Result of the stage: {reason}",
    name=("阶段结论", "Result of a stage"),
)
register(
    "message.handed",
    "{by}由本案发起事项 {number}《{title}》",
    "{by} opened {number} “{title}” from this case",
    name=("由本案发起", "Opened from this case"),
)
register(
    "message.received",
    "由 {number}《{title}》发起",
    "Opened from {number} “{title}”",
    name=("来自其他事项", "Opened from another case"),
)
register(
    "message.answered",
    "结果已回给 {number}",
    "The result went back to {number}",
    name=("回报结果", "Result reported"),
)
register(
    "answers.received",
    "由本案发起的{count}件事项都有了结果",
    "All {count} matters opened from this case have come to a result",
    name=("结果已齐", "Results complete"),
)
register(
    "answers.dropped",
    "由本案发起的{count}件事项都有了结果，本案已办结，不再等待",
    "All {count} matters opened from this case have come to a result; it is closed and waits no more",
    name=("结果不再等待", "Results not waited for"),
)
# What it is called is for processes to find it by.
register("case.noted", "记下结果", "A result was noted", name=("记下结果", "Result noted"))
register(
    "case.disclosed",
    "自此对责任单位公开",
    "Open to the respondent from now on",
    name=("对责任单位公开", "Disclosed to the respondent"),
)
register(
    "case.reworded",
    "事项名称由“{from}”改为“{to}”",
    "The matter is now called “{to}”, formerly “{from}”",
    name=("改事项名称", "Matter renamed"),
)
