"""A table of the form of a step as an Excel file, for whoever may fill it in."""

from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from casework.inbox.forms.importing import ImportRefused, import_rows
from casework.inbox.forms.options import Options
from casework.inbox.forms.sheets import SheetForm
from casework.inbox.step.filling import context_of
from casework.inbox.step.loading import Step
from processes.forms.tables import MAXIMUM_ROWS

APPEND = "append"


def sheet_form(step: Step, name: str) -> SheetForm:
    """The table ``name`` of the step's form. Raises Http404 where there is none, or its rows are given."""
    for field in step.schema.fields:
        if field.name == name and field.type == "table" and not field.fixed:
            return SheetForm(field, Options(context_of(step)))
    raise Http404


def imported(
    step: Step, form: SheetForm, sent: UploadedFile[Any] | None, *, mode: str, before: list[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of the table once the file is taken: its own, after those of ``before`` where they are appended.

    Raises ImportRefused.
    """
    if sent is None:
        raise ImportRefused([_("请先选择填好的表，再点“导入”。")])
    rows = import_rows(
        form,
        step.opened.evaluate,
        stream=cast(BinaryIO, sent),
        name=sent.name or "",
        size=sent.size or 0,
    )
    if mode != APPEND:
        return rows
    if len(before) + len(rows) > MAXIMUM_ROWS:
        too_many = _("加上现有的 %(before)s 行一共有 %(all)s 行，最多 %(most)s 行。")
        details = {"before": len(before), "all": len(before) + len(rows), "most": MAXIMUM_ROWS}
        raise ImportRefused([too_many % details])
    return [*map(dict, before), *rows]
