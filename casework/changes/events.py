"""The sentences of what happens to a change of policy and process."""

from casework.audit.kinds import register

register(
    "change.opened",
    "{by}发起了流程变更“{title}”，理由：{reason}",
    "{by} opened the change “{title}”; reason: {reason}",
    name=("发起流程变更", "Process change opened"),
)
register(
    "change.process_taken",
    "{by}把流程“{process}”（第{number}版）列入变更，开始修改",
    "{by} took the process “{process}” (version {number}) into the change",
    name=("列入流程", "Process taken into a change"),
)
register(
    "change.process_dropped",
    "{by}不再修改流程“{process}”，它的草稿已删除",
    "{by} dropped the process “{process}” from the change and deleted its draft",
    name=("移出流程", "Process dropped from a change"),
)
register(
    "change.abandoned",
    "{by}放弃了流程变更“{title}”",
    "{by} gave the change “{title}” up",
    name=("放弃流程变更", "Process change given up"),
)
register(
    "change.handed_in",
    "{by}将流程变更“{title}”送审，拟自{effective_from}起施行：{summary}",
    "{by} handed in the change “{title}”, to be in force from {effective_from}: {summary}",
    name=("送审流程变更", "Process change handed in"),
)
register(
    "change.returned",
    "{by}退回了流程变更“{title}”，草稿可以再改",
    "{by} returned the change “{title}”; its drafts may be changed again",
    name=("退回流程变更", "Process change returned"),
)
register(
    "change.published",
    "{by}批准发布流程变更“{title}”：{versions}，自{effective_from}起施行",
    "{by} approved the change “{title}”: {versions}, in force from {effective_from}",
    name=("发布流程变更", "Process change published"),
)
register(
    "change.withdrawn",
    "{by}批准回退流程变更“{title}”，原因：{reason}",
    "{by} approved taking the change “{title}” back; reason: {reason}",
    name=("回退流程变更", "Process change taken back"),
)
register(
    "change.todo_done",
    "{by}核对了{what}（{clause}）",
    "{by} dealt with {what} ({clause})",
    name=("核对引用", "Reference dealt with"),
)
register(
    "change.todo_open",
    "{by}重新打开了{what}（{clause}）",
    "{by} opened {what} ({clause}) again",
    name=("重新核对引用", "Reference opened again"),
)
register(
    "change.moves_started",
    "{by}开始把 {count} 件在办案件迁移到“{process}”第{after}版",
    "{by} began to move {count} running cases to version {after} of “{process}”",
    name=("迁移在办案件", "Running cases moved"),
)
register(
    "change.moves_taken_back",
    "{by}开始把 {count} 件案件退回“{process}”第{before}版",
    "{by} began to put {count} cases back to version {before} of “{process}”",
    name=("撤回迁移", "Moves taken back"),
)
register(
    "case.moved",
    "{by}把案件从“{process}”第{before}版迁移到第{after}版（{change}），待办、草稿和期限照旧",
    "{by} moved the case from version {before} of “{process}” to version {after} ({change}); tasks, drafts and deadlines stay",
    name=("案件换版", "Case moved to another version"),
)
register(
    "case.moved_back",
    "{by}把案件从“{process}”第{after}版退回第{before}版，和迁移前一样",
    "{by} put the case back from version {after} of “{process}” to version {before}, as it was before",
    name=("撤回换版", "Case moved back"),
)
register(
    "change.backtest_begun",
    "{by}用“{process}”的草稿回测{since}至{until}办结的 {total} 件案件",
    "{by} began to replay {total} cases of “{process}” closed from {since} to {until} through the draft",
    name=("开始回测", "Backtest begun"),
)
register(
    "change.backtest_cancelled",
    "{by}取消了“{process}”草稿的回测",
    "{by} cancelled the backtest of the draft of “{process}”",
    name=("取消回测", "Backtest cancelled"),
)
register(
    "change.halted",
    "{by}自动停用了流程变更“{title}”：“{process}”第{number}版的 {cases} 件案件中有 {failed} 件出故障，"
    "上一版 {cases_before} 件中有 {failed_before} 件；新的事项改按第{before}版办理",
    "{by} stopped the change “{title}”: {failed} of {cases} cases of version {number} of “{process}” failed, "
    "{failed_before} of {cases_before} of the version before; new matters follow version {before}",
    name=("自动停用流程变更", "Process change stopped by itself"),
)
register(
    "change.alarmed",
    "流程变更“{title}”故障增多：“{process}”第{number}版的 {cases} 件案件中有 {failed} 件出故障；"
    "它之前没有别的版本，没有停用",
    "Failures of the change “{title}” rose: {failed} of {cases} cases of version {number} of “{process}”; "
    "there is no version before it, so it was not stopped",
    name=("流程变更故障增多", "Failures of a process change rose"),
)
register(
    "change.resumed",
    "{by}批准恢复施行流程变更“{title}”",
    "{by} approved resuming the change “{title}”",
    name=("恢复施行流程变更", "Process change resumed"),
)
register(
    "change.deployed_over",
    "{by}用程序自带的目录部署了“{process}”第{after}版，代替这份变更发布的第{number}版",
    "{by} deployed version {after} of “{process}” from the programme’s folder in place of version {number} of this change",
    name=("部署代替变更", "Deployed over a change"),
)
