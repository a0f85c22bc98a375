"""From the case of a change to the change itself: whoever confirms or approves it reads there what would change."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.matters import Matter, matter
from casework.cases.models import Case
from casework.changes.models import ChangeSet


@matter(Case.Kind.POLICY)
def change_of(case: Case) -> Matter | None:
    found = ChangeSet.objects.filter(case=case).only("pk", "status").first()
    if found is None:
        return None
    if found.status == ChangeSet.Status.HALTED:
        return Matter(_("看哪些案件出了故障"), reverse("changes:change", args=[found.pk]))
    return Matter(_("看改了什么"), reverse("changes:differences", args=[found.pk]))
