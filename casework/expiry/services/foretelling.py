"""Permits and library entries that end soon: said at the days of PRM_ALERT_DAYS, once each (domain.md §2.1, §2.20)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q

from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from casework.expiry.models import EndAlert
from casework.expiry.night import Night
from casework.expiry.thresholds import OFFICE_DAYS, SCHOOL_DAYS, threshold
from casework.library.models import LibraryEntry
from casework.papers.policies import OWNERS, SCHOOLS
from casework.permits.models import Permit


def foretell_ends(permits: Sequence[Permit], entries: Sequence[LibraryEntry], night: Night) -> int:
    """Tell of the ends that come near, and return how many; ``permits`` and ``entries`` are all that some vendors hold.

    A permit that a later one at the same school follows ends unsaid.
    """
    due = [
        *(_alert(night, permit=permit) for permit in permits if not _is_followed(permit, permits)),
        *(_alert(night, entry=entry) for entry in entries),
    ]
    new = _unsaid([alert for alert in due if alert is not None])
    cases = _cases([alert.entry.organisation_id for alert in new if alert.entry and not alert.entry.case_id])
    told = [alert for alert in new if _tell(alert, night, cases)]
    EndAlert.objects.bulk_create(told)
    return len(told)


def _alert(
    night: Night, *, permit: Permit | None = None, entry: LibraryEntry | None = None
) -> EndAlert | None:
    held = permit or entry
    days = threshold((held.valid_to - night.day).days, night.alert_days) if held else None
    if held is None or not days:
        return None
    return EndAlert(permit=permit, entry=entry, days=days, valid_to=held.valid_to, sent_at=night.at)


def _is_followed(permit: Permit, permits: Sequence[Permit]) -> bool:
    place = permit.subject_id, permit.school_id
    return any(
        other.valid_to > permit.valid_to and (other.subject_id, other.school_id) == place for other in permits
    )


def _unsaid(due: Sequence[EndAlert]) -> list[EndAlert]:
    if not due:
        return []
    held = Q(permit__in=[alert.permit_id for alert in due]) | Q(entry__in=[alert.entry_id for alert in due])
    said = set(EndAlert.objects.filter(held).values_list("permit", "entry", "days", "valid_to"))
    return [
        alert for alert in due if (alert.permit_id, alert.entry_id, alert.days, alert.valid_to) not in said
    ]


def _cases(vendors: Sequence[UUID]) -> Mapping[UUID, Case]:
    """The latest case of each of ``vendors``: a notice belongs to a case, and an entry that was taken over has none."""
    found = Case.objects.filter(respondent__in=vendors).order_by("opened_at") if vendors else []
    return {case.respondent_id: case for case in found}


def _tell(alert: EndAlert, night: Night, cases: Mapping[UUID, Case]) -> bool:
    """Whether there was a case to tell it on."""
    if alert.permit is not None:
        _tell_of_permit(alert.permit, night)
        return True
    if alert.entry is None:
        return False
    case = alert.entry.case or cases.get(alert.entry.organisation_id)
    if case is not None:
        _tell_of_entry(alert.entry, case, night)
    return case is not None


def _tell_of_permit(permit: Permit, night: Night) -> None:
    left, case = (permit.valid_to - night.day).days, permit.application.case
    said = f"入校许可{permit.number}（{permit.school.short_name}）{_ends(permit, night)}"
    night.tell(case, OWNERS, permit.subject_id, f"{said}还要继续的，请联系学校申请下一期。")
    others = f"{permit.subject.short_name}：{said}还要继续的，请在“发起事项”申请引进下一期。"
    if left <= SCHOOL_DAYS:
        night.tell(case, SCHOOLS, permit.school_id, others)
    if left <= OFFICE_DAYS:
        night.tell_offices(case, others)


def _tell_of_entry(entry: LibraryEntry, case: Case, night: Night) -> None:
    said = f"{entry.get_level_display()}师资库登记{entry.number}{_ends(entry, night)}"
    night.tell(case, OWNERS, entry.organisation_id, f"{said}{_RENEWED[entry.level]}")
    # No school keeps the library: its keepers hear of it as early as a school does of a permit.
    if (entry.valid_to - night.day).days <= SCHOOL_DAYS:
        night.tell_offices(case, f"{entry.organisation.short_name}：{said}尚未续期。")


def _ends(held: Permit | LibraryEntry, night: Night) -> str:
    left = (held.valid_to - night.day).days
    return f"将于{full_date(held.valid_to, 'zh-hans')}到期，{f'还剩{left}天' if left else '今天到期'}。"


_RENEWED: dict[str, str] = {
    LibraryEntry.Level.DISTRICT: "请在“发起事项”申请进入区级师资库，办理续期；仍有效的材料不用重交。",
    LibraryEntry.Level.CITY: "请留意市级师资库的新名单；列入后由活动中心导入续期。",
}
