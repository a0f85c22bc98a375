"""The nightly duty, cut into pieces that any number of workers share."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.cases.clock import LOCAL, local_date
from casework.expiry.services.running import handle, pieces_to_watch
from casework.jobs.declaring import job
from casework.jobs.services import enqueue_once

# domain.md §2.20: daily at 01:00.
HOUR = 1


@job(title=_("检查证照、许可到期"))
def watch_expiry(at: str) -> None:
    """Woken every hour; the first time after one o'clock deals out the day's work, later ones find it dealt out."""
    now = datetime.fromisoformat(at)
    if now.astimezone(LOCAL).hour < HOUR:
        return
    day = local_date(now)
    for number, piece in enumerate(pieces_to_watch()):
        subjects = [str(subject) for subject in piece]
        enqueue_once(handle_piece, key=f"{day} {number}", subjects=subjects, day=day.isoformat(), at=at)


# A piece is one transaction, or each of its vendors is; what was done for one is not done again.
@job(title=_("处理证照、许可到期"), atomic=False, lease=timedelta(minutes=10))
def handle_piece(subjects: list[str], day: str, at: str) -> None:
    """All of them at once, or where one fails each on its own; then the job fails, and is tried again for that one."""
    keys, on, now = (
        [UUID(subject) for subject in subjects],
        date.fromisoformat(day),
        datetime.fromisoformat(at),
    )
    try:
        handle(subjects=keys, day=on, at=now)
    except Exception:  # noqa: BLE001  whatever it is, the other vendors must not wait for it
        _each(keys, day=on, at=now)


def _each(subjects: list[UUID], *, day: date, at: datetime) -> None:
    failed: list[Exception] = []
    for subject in subjects:
        try:
            handle(subjects=[subject], day=day, at=at)
        except Exception as error:  # noqa: BLE001  see above
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)}/{len(subjects)}", failed)
