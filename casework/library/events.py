"""The sentences of what happens to the library."""

from casework.audit.kinds import register

register(
    "library.entered",
    "{name}入库，编号 {number}，有效期至{valid_to}",
    "{name} entered the library as {number}, until {valid_to}",
    name=("入库", "Entered the library"),
)
register(
    "library.suspended",
    "库条目 {number} 自{day}起暂停：{reason}",
    "Entry {number} was suspended from {day}: {reason}",
    name=("库条目暂停", "Entry suspended"),
)
register(
    "library.resumed",
    "库条目 {number} 自{day}起恢复：{reason}",
    "Entry {number} was resumed from {day}: {reason}",
    name=("库条目恢复", "Entry resumed"),
)
register(
    "library.removed",
    "库条目 {number} 自{day}起移出：{reason}",
    "Entry {number} was removed from {day}: {reason}",
    name=("移出师资库", "Removed from the library"),
)
register(
    "library.ended", "库条目 {number} 到期", "Entry {number} has ended", name=("库条目到期", "Entry ended")
)
