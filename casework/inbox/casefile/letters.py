"""Official letters of a case, as far as the viewer may read them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from casework.cases.models import Case
from casework.cases.policies import reads_own_side_only
from casework.inbox.casefile.materials import Paper, paper
from casework.inbox.viewer import Viewer
from casework.inbox.wording.labels import label
from casework.letters.models import Letter

SERVED = (Letter.State.SERVED, Letter.State.RECEIVED, Letter.State.DEEMED_SERVED)


@dataclass(frozen=True)
class LetterLine:
    letter: Letter
    state: str
    file: Paper | None
    # How many copies of a letter to many went out, and for how many somebody signed.
    sent: int = 0
    read: int = 0


def letter_lines(case: Case, viewer: Viewer) -> list[LetterLine]:
    """Newest first. A respondent reads letters once they are served, not while they are being drafted."""
    letters = Letter.objects.filter(case=case).select_related(
        "version__uploaded_by", "version__evidence__finding", "addressee"
    )
    read = Count("copies", filter=Q(copies__read_at__isnull=False))
    letters = letters.annotate(copies_sent=Count("copies"), copies_read=read)
    if reads_own_side_only(case, viewer.standing):
        letters = letters.filter(addressee__in=viewer.standing.organisation_ids)
    if is_outside(case, viewer):
        letters = letters.filter(state__in=SERVED)
    return [_line(case, letter) for letter in letters.order_by("-drafted_at", "-pk")]


def stands_with_respondent(case: Case, viewer: Viewer) -> bool:
    return viewer.standing.is_member(str(case.respondent_id))


def is_outside(case: Case, viewer: Viewer) -> bool:
    """The respondent, or the school whose matter it is: letters are theirs once they are served.

    An office that answers for its own matter drafts them itself.
    """
    if case.respondent_id == case.office_id:
        return False
    return stands_with_respondent(case, viewer) or bool(
        case.school_id and viewer.standing.is_member(str(case.school_id))
    )


def _line(case: Case, letter: Letter) -> LetterLine:
    file = paper(case, letter.version) if letter.version is not None else None
    state = label(letter.get_state_display())
    return LetterLine(
        letter, state, file, getattr(letter, "copies_sent", 0), getattr(letter, "copies_read", 0)
    )
