"""The sentences of what happens to findings."""

from casework.audit.kinds import register

register("case.merged", "并入案件 {number}", "Merged into case {number}", name=("并入他案", "Merged"))
register(
    "case.joined",
    "案件 {number} 并入本案",
    "Case {number} was merged into this one",
    name=("他案并入", "Another case merged"),
)
register(
    "findings.aggravated",
    "问题复发，严重程度升为 L{severity}",
    "The fault came back; severity raised to L{severity}",
    name=("复发加重", "Severity raised"),
)
register("case.stop_ordered", "责令：{text}", "Stop order: {text}", name=("责令停止", "Stop order"))
register(
    "deadline.extended",
    "整改期限由{from}延长至{to}",
    "Rectification deadline extended from {from} to {to}",
    name=("延长期限", "Deadline extended"),
)
register(
    "findings.sent_back",
    "{by}退回部分问题继续整改",
    "{by} sent findings back for further repair",
    name=("退回整改", "Sent back for repair"),
)
register(
    "case.next_round",
    "进入第{round}轮整改",
    "Round {round} of rectification began",
    name=("进入下一轮", "Next round"),
)
register(
    "case.handed_over",
    "移交追责：{reason}",
    "Handed over to accountability: {reason}",
    name=("移交追责", "Handed over to accountability"),
)
register("findings.closed", "各问题已销号", "The findings were closed", name=("问题销号", "Findings closed"))
