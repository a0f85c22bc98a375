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
