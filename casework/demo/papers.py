"""Papers of the demo's vendors in every state of validity, so that a register shows what each looks like."""

from datetime import datetime, timedelta

from casework.cases.clock import local_date
from casework.organisations.models import Organisation, Person, Role
from casework.papers.models import Paper
from casework.scenarios.sheets import sheet
from documents.catalogue import document_type
from documents.services import store_bytes

State = Paper.State
# What becomes of a licence: state, and how many days its validity still has.
LICENCES = (
    (State.VALID, 400), (State.VALID, 55), (State.VALID, 28), (State.VALID, 12), (State.VALID, 5), (State.EXPIRED, -9),
    (State.SUBMITTED, 300), (State.DRAFT, 200), (State.VOID, 150), (State.REPLACED, -40),
)  # fmt: skip
STORIED = 6  # those of the stories hold the papers that their stories give them


def load_papers(*, at: datetime) -> int:
    """A business licence without end and a teaching permit in one of the states, for every vendor of no story."""
    vendors = Organisation.objects.filter(kind=Organisation.Kind.VENDOR).order_by("code")[STORIED:]
    verifier = Person.objects.get(username="cyg")
    made = 0
    for number, vendor in enumerate(vendors):
        _hold(vendor, "DT-211", (State.VALID, None), verifier, at)
        _hold(vendor, "DT-212", LICENCES[number % len(LICENCES)], verifier, at)
        made += 2
    return made


def _hold(
    vendor: Organisation, code: str, fate: tuple[str, int | None], verifier: Person, at: datetime
) -> None:
    state, days = fate
    clerk = Person.objects.get(memberships__organisation=vendor, memberships__role=Role.VENDOR_CLERK)
    handed_in, today = at - timedelta(days=120), local_date(at)
    kind = document_type(code)
    version = store_bytes(
        holder=vendor.pk, type_code=code, name=f"{kind.zh}.pdf", by=clerk, at=handed_in, title=kind.zh,
        content=sheet(f"{vendor.code} {code}", title=kind.zh),
    )  # fmt: skip
    verified = state not in {State.DRAFT, State.SUBMITTED}
    Paper.objects.create(
        subject=vendor,
        type_code=code,
        document=version.document,
        number=vendor.vendor_profile.credit_code if code == "DT-211" else f"证字第{vendor.code}号",
        holder=vendor.name,
        issuer="发证机关（演示）",
        issued_on=today - timedelta(days=700),
        valid_from=today - timedelta(days=700),
        valid_to=None if days is None else today + timedelta(days=days),
        is_long_term=days is None,
        scope=vendor.vendor_profile.categories if "scope" in kind.facts else [],
        state=state,
        verified_at=handed_in + timedelta(days=2) if verified else None,
        verified_by=verifier if verified else None,
        method=Paper.Method.ORIGINAL if verified else "",
        created_at=handed_in,
        created_by=clerk,
    )
