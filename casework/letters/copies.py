"""Letters to many (通报): each recipient has its copy and reads it without seeing the case that it came from."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from casework.cases.policies import OFFICERS, visible_cases
from casework.letters.models import Copy, Letter
from casework.organisations.models import Organisation, Person, Role
from casework.organisations.standing import Standing

# Who signs for what a school or vendor receives.
SIGNERS = (
    Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD, Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.TRAINING_UNIT,
)  # fmt: skip


class NoRecipients(Exception):
    """A letter to many must go to somebody."""


def circulate(*, letter: Letter, recipients: Iterable[UUID], at: datetime) -> int:
    """Send a copy to each of ``recipients``, once; returns to how many. Raises NoRecipients."""
    wanted = Organisation.objects.filter(pk__in=set(recipients), is_active=True).order_by("code")
    copies = [Copy(letter=letter, recipient=recipient, served_at=at) for recipient in wanted]
    if not copies:
        raise NoRecipients
    Copy.objects.bulk_create(copies)
    letter.state, letter.served_at = Letter.State.SERVED, at
    letter.save(update_fields=["state", "served_at"])
    return len(copies)


def sign_for(*, copy: Copy, by: Person, at: datetime) -> bool:
    """The recipient has read its copy; False where somebody of it had signed before."""
    return bool(Copy.objects.filter(pk=copy.pk, read_at=None).update(read_at=at, read_by=by))


def visible_copies(standing: Standing) -> QuerySet[Copy]:
    """Copies to organisations in which the person holds a role, and those of cases that an officer may read."""
    seen = Q(recipient__in=standing.organisation_ids)
    if standing.organisations(OFFICERS):
        seen |= Q(letter__case__in=visible_cases(standing).values("pk"))
    return Copy.objects.filter(seen).exclude(letter__state=Letter.State.VOID)


def received(standing: Standing, asked: str = "") -> QuerySet[Copy]:
    """What came to the person's own organisations, newest first; ``asked`` stands in the title or the number."""
    own = visible_copies(standing).filter(_says("letter__", asked), recipient__in=standing.organisation_ids)
    return own.select_related("letter", "recipient", "read_by").order_by("-served_at", "-pk")


def unread(standing: Standing) -> int:
    """How many copies wait for the person to sign for them."""
    signs = [UUID(organisation) for organisation in standing.organisations(SIGNERS)]
    return visible_copies(standing).filter(recipient__in=signs, read_at=None).count() if signs else 0


def _says(letter: str, asked: str) -> Q:
    return (
        Q(**{f"{letter}title__icontains": asked}) | Q(**{f"{letter}number__icontains": asked})
        if asked
        else Q()
    )


def sent(standing: Standing, asked: str = "") -> QuerySet[Letter]:
    """Letters to many that an officer may follow, newest first, with how many copies went out and were read."""
    if not standing.organisations(OFFICERS):
        return Letter.objects.none()
    counted = Letter.objects.filter(pk__in=visible_copies(standing).values("letter")).annotate(
        copies_sent=Count("copies"), copies_read=Count("copies", filter=Q(copies__read_at__isnull=False))
    )
    return counted.filter(_says("", asked)).select_related("case").order_by("-served_at", "-pk")


def may_sign(copy: Copy, standing: Standing) -> bool:
    return standing.has(*SIGNERS, organisation=str(copy.recipient_id))
