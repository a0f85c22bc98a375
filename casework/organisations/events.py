"""The sentences of what happens to the registers."""

from casework.audit.kinds import register

register(
    "organisation.created",
    "{by}登记了单位“{name}”（{code}）",
    "{by} registered the organisation “{name}” ({code})",
    name=("登记单位", "Organisation registered"),
)
register(
    "organisation.changed",
    "{by}修改了单位“{name}”的登记",
    "{by} changed the entry of “{name}”",
    name=("修改单位", "Organisation changed"),
)
register(
    "person.created",
    "{by}开立了账号“{username}”（{post}）",
    "{by} opened the account “{username}” ({post})",
    name=("开立账号", "Account opened"),
)
register(
    "person.changed",
    "{by}修改了账号“{username}”（{post}）",
    "{by} changed the account “{username}” ({post})",
    name=("修改账号", "Account changed"),
)
register(
    "person.password_set",
    "{by}重设了账号“{username}”的密码",
    "{by} set another password for “{username}”",
    name=("重设密码", "Password set"),
)
register(
    "membership.began",
    "{by}任命{person}为{organisation}的{role_name}，自{first_day}起",
    "{by} gave {person} the role {role_name} at {organisation} from {first_day}",
    name=("任命角色", "Role given"),
)
register(
    "membership.ended",
    "{by}结束了{person}在{organisation}的{role_name}任职，最后一天为{last_day}",
    "{by} ended the role {role_name} of {person} at {organisation}; last day {last_day}",
    name=("结束任职", "Role ended"),
)
register(
    "recusal.registered",
    "{by}登记：{person}回避{organisation}，自{first_day}起，事由：{reason}",
    "{by} registered that {person} keeps away from {organisation} from {first_day}: {reason}",
    name=("登记回避", "Recusal registered"),
)
register(
    "recusal.ended",
    "{by}结束了{person}对{organisation}的回避，最后一天为{last_day}",
    "{by} ended the recusal of {person} from {organisation}; last day {last_day}",
    name=("结束回避", "Recusal ended"),
)
register(
    "delegation.given",
    "{by}委托{delegate}代办本人在{organisation}的审批，自{first_day}至{last_day}",
    "{by} had {delegate} stand in for them at {organisation} from {first_day} to {last_day}",
    name=("委托代办", "Delegation given"),
)
register(
    "delegation.withdrawn",
    "{by}收回了委托{delegate}的代办（{organisation}）",
    "{by} took back what {delegate} did for them at {organisation}",
    name=("收回委托", "Delegation withdrawn"),
)
