"""The sentences of what happens to official letters."""

from casework.audit.kinds import register

register(
    "letter.sealed",
    "{by}登记 {number} 已用印",
    "{by} recorded that {number} was sealed",
    name=("用印", "Letter sealed"),
)
register(
    "letter.served",
    "《{title}》（{number}）已送达",
    "Letter {number} “{title}” was served",
    name=("文书送达", "Letter served"),
)
register(
    "letter.received", "{by}签收 {number}", "{by} signed for {number}", name=("文书签收", "Letter received")
)
register(
    "letter.deemed_served",
    "{number} 逾期未签收，视为{on}送达",
    "{number} was not signed for and counts as served on {on}",
    name=("视为送达", "Letter deemed served"),
)
register(
    "letter.circulated",
    "《{title}》（{number}）已印发 {count} 个单位",
    "Letter {number} “{title}” was sent to {count} organisations",
    name=("文书印发", "Letter sent to many"),
)
register(
    "letter.read",
    "{by}代表{recipient}签收 {number}",
    "{by} signed for {number} on behalf of {recipient}",
    name=("通报签收", "Copy signed for"),
)
