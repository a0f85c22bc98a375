"""The nightly duty, cut into pieces that any number of workers share."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.cases.clock import LOCAL, local_date
from casework.expiry.services.running import handle, subjects_to_watch
from casework.jobs.declaring import job
from casework.jobs.services import enqueue_once

# domain.md §2.20: daily at 01:00.
HOUR = 1
_PIECE = 20


@job(title=_("检查证照、许可到期"))
def watch_expiry(at: str) -> None:
    """Woken every hour; the first time after one o'clock deals out the day's work, later ones find it dealt out."""
    now = datetime.fromisoformat(at)
    if now.astimezone(LOCAL).hour < HOUR:
        return
    day = local_date(now)
    subjects = [str(subject) for subject in subjects_to_watch()]
    for first in range(0, len(subjects), _PIECE):
        piece = subjects[first : first + _PIECE]
        enqueue_once(handle_piece, key=f"{day} {first}", subjects=piece, day=day.isoformat(), at=at)


# Every vendor is a transaction of its own, and what was done for it is not done again.
@job(title=_("处理证照、许可到期"), atomic=False, lease=timedelta(minutes=10))
def handle_piece(subjects: list[str], day: str, at: str) -> None:
    """All of them, also after one that fails; then the job fails, and is tried again for that one."""
    failed: list[Exception] = []
    for subject in subjects:
        try:
            handle(subject_id=UUID(subject), day=date.fromisoformat(day), at=datetime.fromisoformat(at))
        except Exception as error:  # noqa: BLE001  whatever it is, the other vendors must not wait for it
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)}/{len(subjects)}", failed)
