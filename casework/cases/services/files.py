"""Files that a form names: of this case, uploaded whole, of the right type; a submission freezes them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.cases.models import Case, CaseDocument
from casework.organisations.models import Person
from documents.models import DocumentVersion
from documents.services import freeze
from processes.forms import Field, FormRejected, FormSchema


def file_away(
    *, case: Case, element_id: str, form: FormSchema, values: Mapping[str, Any], by: Person, at: datetime
) -> None:
    """File and freeze what ``values`` name. Raises FormRejected naming each field whose files are not acceptable."""
    named = list(_named(form, values))
    if not named:
        return
    known = _acceptable(case, {key for _, _, key in named}, by)
    errors = {
        holder.name: [_("有文件没有上传完成，或者不属于本案，请重新上传。")]
        for holder, field, key in named
        if key not in known or field.document_type not in (None, known[key].document.type_code)
    }
    if errors:
        raise FormRejected(errors)
    CaseDocument.objects.bulk_create(
        [
            CaseDocument(case=case, document=version.document, element_id=element_id, filed_at=at)
            for version in known.values()
        ],
        ignore_conflicts=True,
    )
    freeze(versions=list(known.values()), at=at)


def _acceptable(case: Case, keys: set[str], by: Person) -> dict[str, DocumentVersion]:
    """Whole files of the case that ``by`` uploaded, or that were filed before."""
    found = DocumentVersion.objects.filter(
        Q(uploaded_by=by) | Q(document__filing__isnull=False),
        pk__in=keys,
        document__holder=case.pk,
        state=DocumentVersion.State.AVAILABLE,
    )
    return {str(version.pk): version for version in found.select_related("document")}


def _named(form: FormSchema, values: Mapping[str, Any]) -> Iterator[tuple[Field, Field, str]]:
    """(field of the form, field or column that holds files, file)."""
    for field in form.fields:
        if field.type == "file":
            yield from ((field, field, key) for key in values.get(field.name) or [])
        if field.type == "checklist":
            yield from (
                (field, field, key) for item in values.get(field.name) or [] for key in item["photos"]
            )
        for column in (c for c in field.columns if c.type == "file"):
            for row in values.get(field.name) or []:
                yield from ((field, column, key) for key in row.get(column.name) or [])
