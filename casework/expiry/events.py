"""The sentences of what happens as papers run out."""

from casework.audit.kinds import register

register(
    "paper.expired",
    "{type}已于{ends_on}到期",
    "{type} ran out on {ends_on}",
    name=("证照到期", "Paper ran out"),
)
register(
    "expiry.not_started",
    "没有部署流程“{process}”，到期后续事项须人工办理",
    "The process “{process}” is not deployed; what follows has to be done by hand",
    name=("到期流程未启动", "Renewal not started"),
)
