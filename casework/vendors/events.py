"""The sentences of what happens to a vendor's roster."""

from casework.audit.kinds import register

register(
    "instructor.added",
    "{by}把{name}加入师资名册",
    "{by} put {name} on the roster",
    name=("加入名册", "Instructor added"),
)
register(
    "instructor.changed",
    "{by}修改了师资{name}的登记",
    "{by} changed the entry of instructor {name}",
    name=("修改师资", "Instructor changed"),
)
register(
    "instructor.renumbered",
    "{by}更正了师资{name}的证件号码",
    "{by} corrected the identity number of {name}",
    name=("更正证件号码", "Identity number corrected"),
)
register(
    "instructor.removed",
    "{by}把{name}移出师资名册",
    "{by} took {name} off the roster",
    name=("移出名册", "Instructor removed"),
)
register(
    "vendor.profile_changed",
    "{by}修改了“{name}”的主体信息",
    "{by} changed the profile of “{name}”",
    name=("修改主体信息", "Profile changed"),
)
