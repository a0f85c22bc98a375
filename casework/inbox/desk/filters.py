"""What the reader of the inbox asked for; kept in the address, so that a view can be saved as a bookmark."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

TABS = ("todo", "read", "done", "started")
WHOSE = ("", "mine", "free", "taken", "instead")


@dataclass(frozen=True)
class Filters:
    """``whose``: mine, free (my role may claim it), taken (a colleague has it), instead (for
    whom I stand in); empty is all but taken."""

    tab: str = "todo"
    whose: str = ""
    school: str = ""
    severity: str = ""
    step: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """Anything that cannot be meant is left out, so that an old bookmark still opens."""
        tab, whose = query.get("tab", ""), query.get("whose", "")
        return cls(
            tab=tab if tab in TABS else TABS[0],
            whose=whose if whose in WHOSE else "",
            school=known_id(query.get("school", "")),
            severity=query.get("severity", "") if query.get("severity") in {"1", "2", "3", "4"} else "",
            step=query.get("step", "")[:120],
            text=query.get("q", "").strip()[:60],
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.whose or self.school or self.severity or self.step or self.text)

    def query(self, **changes: str) -> str:
        """The address of this view with some of its filters changed."""
        names = {"tab": self.tab, "whose": self.whose, "school": self.school, "severity": self.severity,
                 "step": self.step, "q": self.text}  # fmt: skip
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in {**names, **changes}.items() if value})
        return f"?{query.urlencode()}"


def known_id(text: str) -> str:
    """An id as the database writes it; empty for anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
