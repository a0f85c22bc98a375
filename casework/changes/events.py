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
