"""The sentences of what is shown to the public."""

from casework.audit.kinds import register

register(
    "publicity.published",
    "公示“{title}”，自{from}至{to}",
    "“{title}” is shown to the public from {from} to {to}",
    name=("公示", "Shown to the public"),
)
register(
    "publicity.struck",
    "公示异议成立：“{title}”不生效",
    "An objection stands: “{title}” does not take effect",
    name=("公示异议成立", "Objection stands"),
)
register(
    "publicity.passed",
    "“{title}”公示期满，没有成立的异议",
    "“{title}” was shown in full, no objection stands",
    name=("公示期满", "Publicity over"),
)
register(
    "publicity.letter",
    "公开文书“{title}”（{number}），自{from}至{to}",
    "“{title}” ({number}) was made public from {from} to {to}",
    name=("公开文书", "Letter made public"),
)
