"""The form of a step of a trial case: drawn as people will see it, read back as a scenario writes it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from casework.changes.recording.cast import named, part_of, tokens
from casework.changes.recording.rehearsal import Stage
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values
from casework.inbox.forms.conditions import equality
from casework.inbox.forms.context import Choices
from casework.organisations.models import Person
from casework.scenarios.offered import fixed_tables
from processes.forms import Field, FormSchema, Text
from processes.forms.conditions import Evaluate

# A photo of this type is drawn for a trial; of any other a blank page is handed in.
PHOTO = "DT-463"
# Ids that are others with every play.
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Sheet:
    """``evaluate`` answers the form's FEEL for the one who fills it in."""

    stage: Stage
    schema: FormSchema
    evaluate: Evaluate
    language: str

    @cached_property
    def context(self) -> FormContext:
        return FormContext(
            evaluate=self.evaluate,
            language=self.language,
            today=self.stage.now.date(),
            named=lambda field, scope: named(self.stage, field, scope),
            stand_ins=self.stand_ins,
        )

    @property
    def shown(self) -> FormSchema:
        """What only the server could tell during typing shows all the time; what is not asked is not read anyway."""
        names = {f.name for f in self.schema.fields}
        names |= {self.schema.decision.name} if self.schema.decision else set()
        fields = (
            f if f.visible is None or equality(f.visible, names) else _on_condition(f)
            for f in self.schema.fields
        )
        return replace(self.schema, fields=tuple(fields))

    def form(
        self, raw: Mapping[str, Any] | None = None, sentences: Mapping[str, list[str]] | None = None
    ) -> StepForm:
        """Fresh without ``raw``, else come back with ``sentences``."""
        given = None if raw is None else self._with_ids(raw)
        values = restored_values(self.schema, self.context, given)
        return build_form(self.shown, self.context, self._as_written(values), sentences)

    def said(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """What a step of a scenario says of ``raw``: ``form``, and rows by what names them where their ids change."""
        choose = [self._chosen(name, column, raw) for name, column in self._volatile.items()]
        form = {name: value for name, value in raw.items() if name not in self._volatile}
        found: dict[str, Any] = {"form": _without_blanks(form)}
        if choose:
            found |= {"prefilled": True, "choose": choose}
        return found

    def stand_ins(self, field: Field) -> Choices:
        """One paper for a trial, as a scenario names it."""
        label = re.sub(r"[:@/\\]", " ", field.label.in_language("zh"))[:40].strip() or "材料"
        if field.document_type in (None, PHOTO):
            return [(f"@file:{label}.jpg", _("附一张试办用的照片"))]
        return [(f"@paper:{field.document_type}:{label}", _("附一份试办用的材料"))]

    @cached_property
    def _tables(self) -> dict[str, list[dict[str, Any]]]:
        return fixed_tables(self.schema, self.evaluate)

    @cached_property
    def _volatile(self) -> dict[str, str]:
        """The tables whose rows have ids that change, each with the column that names a row, or "" for its number."""
        found = {}
        for field in self.schema.fields:
            rows = self._tables.get(field.name, [])
            keys = [column.name for column in field.columns if column.readonly]
            if any(_is_id(row.get(key)) for row in rows for key in keys):
                steady = (key for key in keys if _is_unique(row.get(key) for row in rows))
                found[field.name] = next(steady, "")
        return found

    def _chosen(self, name: str, column: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        field = next(field for field in self.schema.fields if field.name == name)
        typed = [c.name for c in field.columns if not c.readonly]
        rows = {
            str(given[column]) if column else str(number): {key: row.get(key) for key in typed}
            for number, (given, row) in enumerate(
                zip(self._tables[name], raw.get(name) or [], strict=False), 1
            )
        }
        said: dict[str, Any] = {"table": name, "rows": rows}
        return {**said, "by": column} if column else said

    def _with_ids(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Rows come back in the order in which they went out, with the ids of another play."""
        fitted = dict(raw)
        for name in self._volatile:
            field = next(field for field in self.schema.fields if field.name == name)
            keys = [column.name for column in field.columns if column.readonly]
            rows = zip(self._tables[name], raw.get(name) or [], strict=False)
            fitted[name] = [{**row, **{key: given.get(key) for key in keys}} for given, row in rows]
        return fitted

    def _as_written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        known = tokens(self.stage)
        return {
            field.name: self._value(field, values[field.name], known)
            for field in self.schema.fields
            if field.name in values
        }

    def _value(self, field: Field, value: Any, known: Mapping[str, str]) -> Any:
        if field.type == "table":
            columns = {column.name: column for column in field.columns}
            return [
                {k: self._value(columns[k], v, known) if k in columns else v for k, v in row.items()}
                for row in value or []
            ]
        if isinstance(value, list) and field.type in {"organisation", "person"}:
            return [self._one(field, one, known) for one in value]
        if field.type == "file":
            return [key for key, _label in self.stand_ins(field)] if value else []
        if field.type == "checklist":
            photos = [key for key, _label in self.stand_ins(field)]
            return [{**line, "photos": photos if line.get("photos") else []} for line in value or []]
        return self._one(field, value, known)

    def _one(self, field: Field, value: Any, known: Mapping[str, str]) -> Any:
        if field.type == "organisation":
            return known.get(str(value), value)
        if field.type == "person" and str(value).isdigit():
            found = part_of(self.stage, Person.objects.filter(pk=int(value)).first())
            return found.token if found else ""
        return value


def _on_condition(field: Field) -> Field:
    """It shows all the time, and says so."""
    said, known = _("满足条件时才需要填写。"), field.help or Text("")
    shown = Text(f"{known.zh}{said}", f"{known.en or known.zh} {said}".strip())
    return replace(field, visible=None, required=False, help=shown)


def _is_id(value: Any) -> bool:
    return _ID.fullmatch(str(value)) is not None


def _is_unique(values: Iterable[Any]) -> bool:
    found = [str(value) for value in values]
    return len(set(found)) == len(found) and not any(_is_id(value) for value in found)


def _without_blanks(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_blanks(v) for k, v in value.items() if v not in (None, "", [])}
    return [_without_blanks(one) for one in value] if isinstance(value, list) else value
