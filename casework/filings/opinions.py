"""What offices may say of a filing, and how the timeline says it."""

from casework.audit.kinds import register

OPINIONS = {
    "agreed": ("同意", "agreed"),
    "returned": ("退回补正", "returned for mending"),
    "refused": ("不同意", "refused"),
    "recorded": ("已登记", "recorded"),
}
register(
    "filing.opinion",
    "备案审查意见：{opinion}",
    "Opinion on the filing: {opinion}",
    name=("备案审查意见", "Opinion"),
)
