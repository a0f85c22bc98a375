"""Values of policy that the demonstration needs and nobody has published: entered as such, for all to see."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware

from casework.organisations.models import Person
from casework.policy.models import Clause
from casework.policy.services import confirm, propose

SOURCE = "演示参数，非政策数值"
PAY_CAP = 100  # yuan a lesson
SINCE = date(2025, 9, 1)


def load_parameters() -> None:
    """A ceiling of pay, proposed by the finance office and confirmed by the deputy director as of its day."""
    at = make_aware(datetime.combine(SINCE, time(9)))
    proposal = propose(
        code="PRM_PAY_CAP",
        value=PAY_CAP,
        effective_from=SINCE,
        source=SOURCE,
        clause=Clause.objects.get(document__short_name="实施方案", place="三（三）2"),
        demonstration=True,
        by=Person.objects.get(username="jc"),
        at=at,
    )
    confirm(value=proposal, by=Person.objects.get(username="leader"), at=at)
