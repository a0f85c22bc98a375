"""I-1 and I-2 in words: what must stand on the day of a lesson. The database asks the same (``guards``)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.library.models import LibraryEntry, LibraryEntryQuerySet
from casework.permits.models import Application, Permit, PermitInstructor, ScheduledSession
from casework.permits.models.permit import PermitQuerySet
from casework.policy.values import value_of

_PLANNED = ScheduledSession.State.PLANNED


def hindrances(session: ScheduledSession) -> list[str]:
    """Why the lesson may not be planned, in sentences that say how to mend it; nothing where it may."""
    permit = session.permit
    found = [
        *_of_permit(session, permit),
        *_of_person(session),
        *_of_application(session, permit.application),
    ]
    others = ScheduledSession.objects.filter(course=session.course, held_on=session.held_on, state=_PLANNED)
    if others.exists():
        found.append(_("这门课当天已经排了课。请先取消原来的课次，或换一天。"))
    return found


def _of_permit(session: ScheduledSession, permit: Permit) -> Iterator[str]:
    if session.course.application_id != permit.application_id:
        yield _("这门课不在许可的课程之内。请选择许可上列出的课程。")
    if not _fresh(Permit.objects.filter(pk=permit.pk), session.held_on):
        yield _(
            "当天没有有效的入校许可（%(number)s，%(state)s）。请先恢复或续办许可，或改排许可有效的日期。"
        ) % {
            "number": permit.number,
            "state": permit.get_state_display(),
        }


def _of_person(session: ScheduledSession) -> Iterator[str]:
    day, person = session.held_on, session.instructor
    if session.permit.people.on(day).filter(instructor=person).exists():
        return
    if not session.is_substitute:
        yield _("该师资当天不在许可的师资名单上。请先办理更换师资；只代几次课的，请选“临时代课”。")
        return
    elsewhere = Permit.objects.filter(people__in=PermitInstructor.objects.on(day).filter(instructor=person))
    if not _fresh(elsewhere.exclude(pk=session.permit_id), day):
        yield _("临时代课只能请当天在本区其他学校已备案的师资。请先为其办理备案，或另请一位。")
    already = session.permit.sessions.filter(instructor=person, is_substitute=True, state=_PLANNED)
    most = value_of("PRM_SUBST_MAX", on=day)
    if already.exclude(pk=session.pk).count() >= most:
        yield _("同一师资在一份许可下最多代课%(n)d次，已经用完。请办理更换师资。") % {"n": most}


def _of_application(session: ScheduledSession, application: Application) -> Iterator[str]:
    day = session.held_on
    entries = LibraryEntry.objects.filter(organisation=session.permit.subject_id)
    if application.path != Application.Path.SPORTS and not _fresh(entries, day):
        yield _("授课单位当天不在师资库（或已暂停）。请先办理入库、续期或恢复。")
    if application.verified_at is None or local_date(application.verified_at) >= day:
        yield _("资格证明材料要在上课日之前核实完。请先完成核实，或改排以后的日期。")
    if application.interviewed_at is None or local_date(application.interviewed_at) >= day:
        yield _("面审要在上课日之前完成。请先组织面审，或改排以后的日期。")


def _fresh(rows: PermitQuerySet | LibraryEntryQuerySet, day: date) -> bool:
    """Whether one is in force on ``day``, and was not out of force then and resumed later."""
    resumed_later = Q(state="ACTIVE", changed_on__gt=day)
    return rows.active_on(day).exclude(resumed_later).exists()


def resting_on_another(permit: Permit) -> QuerySet[ScheduledSession]:
    """Planned lessons under other permits whose substitute is filed nowhere else than under ``permit``."""
    day = OuterRef("held_on")
    theirs = PermitInstructor.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, instructor=OuterRef("instructor")
    )
    in_force = Q(permit__state=Permit.State.ACTIVE) | Q(permit__changed_on__gt=day)
    carried = theirs.filter(in_force, permit__valid_from__lte=day, permit__valid_to__gte=day)
    others = carried.exclude(permit=permit.pk).exclude(permit=OuterRef("permit"))
    found = ScheduledSession.objects.filter(is_substitute=True, state=_PLANNED).exclude(permit=permit.pk)
    return found.filter(
        Exists(theirs.filter(permit=permit.pk)),
        ~Exists(theirs.filter(permit=OuterRef("permit"))),
        ~Exists(others),
    )


def out_of_library(entry: LibraryEntry) -> QuerySet[ScheduledSession]:
    """Planned lessons that no entry of the library but ``entry`` carries."""
    day = OuterRef("held_on")
    others = LibraryEntry.objects.filter(
        Q(state=LibraryEntry.State.ACTIVE) | Q(changed_on__gt=day),
        organisation=OuterRef("permit__subject"),
        valid_from__lte=day,
        valid_to__gte=day,
    ).exclude(pk=entry.pk)
    return (
        ScheduledSession.objects.filter(state=_PLANNED, permit__subject=entry.organisation_id)
        .exclude(permit__application__path=Application.Path.SPORTS)
        .filter(~Exists(others))
    )
