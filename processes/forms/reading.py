"""Reads ``forms/<key>.json`` strictly; every fault names the field."""

import re
from collections.abc import Mapping
from typing import Any

from processes.forms.items import read_groups
from processes.forms.labels import read_help, read_label
from processes.forms.schema import Decision, Field, FormSchema, Option, Rule
from processes.forms.steps import check_steps, read_steps
from processes.notation import Fault, Malformed, Record, lines_of_items, read_object

MAXIMUM_BYTES = 64 * 1024
MAXIMUM_FIELDS = 100
MAXIMUM_OPTIONS = 200
MAXIMUM_RULES = 20
NAME = re.compile(r"[^\W\d_]\w{0,63}")
# The engine's library reads a dictionary with this key as an object of its own.
RESERVED = {"typename"}

COMMON = {"name", "type", "label", "help", "required", "visible", "variable", "default", "rules", "readonly",
          "clause"}  # fmt: skip
OWN: Mapping[str, frozenset[str]] = {
    "text": frozenset(),
    "long_text": frozenset(),
    "number": frozenset(),
    "money": frozenset(),
    "date": frozenset(),
    "choice": frozenset({"options", "offers"}),
    "choices": frozenset({"options", "offers"}),
    "yes_no": frozenset(),
    "file": frozenset({"document_type", "multiple", "minimum"}),
    "organisation": frozenset({"role", "scope", "kinds", "multiple", "minimum"}),
    "person": frozenset({"role", "scope", "kinds", "multiple", "minimum"}),
    "table": frozenset({"columns", "rows", "fixed", "minimum"}),
    "checklist": frozenset({"groups", "document_type"}),
}
TYPES = frozenset(OWN)
# What holds lines of its own cannot stand in a line of a table.
COLUMNS = TYPES - {"table", "checklist"}


class InvalidForm(Exception):
    """A form definition is not usable; ``faults`` names each field, the message all of them, in Chinese."""

    def __init__(self, key: str, faults: list[Fault]) -> None:
        said = "；".join(f"字段 {f.field}：{f.message}" if f.field else f.message for f in faults)
        super().__init__(f"表单 {key}：{said}")
        self.faults = faults


def read_form(key: str, content: bytes) -> FormSchema:
    """Read a form definition. Raises InvalidForm with everything that is wrong with it."""
    try:
        raw = read_object(content, MAXIMUM_BYTES)
    except Malformed as error:
        raise InvalidForm(key, [Fault("", error.message, error.line)]) from error
    faults: list[Fault] = []
    record = Record(raw, "", faults)
    record.only("title", "help", "fields", "decision", "steps", "clause")
    schema = FormSchema(
        key=key,
        title=read_label(record, "title"),
        help=read_help(record),
        fields=_fields(record, "fields", lines_of_items(content, "fields")),
        decision=_decision(record),
        steps=read_steps(record, lines_of_items(content, "steps")),
        clause=record.text("clause"),
    )
    _check_names(record, schema)
    check_steps(record, schema)
    if faults:
        raise InvalidForm(key, faults)
    return schema


def _fields(record: Record, name: str, lines: list[int] | None = None) -> tuple[Field, ...]:
    """Fields with the lines they begin on, or the columns of the field that ``record`` is."""
    made = []
    for place, item in enumerate(record.records(name, MAXIMUM_FIELDS)):
        item.line = lines[place] if lines and place < len(lines) else item.line
        item.field = _named(item, f"{name} 第 {place + 1} 项")
        made.append(_field(item, nested=lines is None))
    return tuple(made)


def _named(record: Record, otherwise: str) -> str:
    name = record.raw.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name) or name in RESERVED:
        record.field = otherwise
        record.fault("字段名（name）要以文字开头，只含文字、数字和下划线，最多 64 个字符，且不能是 typename")
        return otherwise
    return name


def _field(record: Record, *, nested: bool) -> Field:
    kind = record.one_of("type", COLUMNS if nested else TYPES)
    record.only(*COMMON, *OWN.get(kind, frozenset().union(*OWN.values())))
    options = _options(record)
    offers = record.feel("offers")
    if kind in {"choice", "choices"} and not (options or offers):
        record.fault("选择字段至少要有一个选项（options），或者写明选项从哪里来（offers）")
    if kind == "table" and not record.raw.get("columns"):
        record.fault("表格至少要有一列（columns）")
    return Field(
        name=record.field,
        type=kind,
        label=read_label(record, "label"),
        help=read_help(record),
        required=_condition(record, otherwise=kind == "checklist"),
        visible=record.feel("visible"),
        variable=record.flag("variable"),
        options=options,
        offers=offers,
        default=_default(record),
        rules=_rules(record),
        document_type=record.text("document_type") or None,
        multiple=record.flag("multiple"),
        minimum=record.number("minimum", 0, 200),
        roles=tuple(record.text("role").split()),
        scope=record.feel("scope"),
        kinds=tuple(record.text("kinds").split()),
        columns=_fields(record, "columns") if kind == "table" else (),
        rows=record.feel("rows"),
        readonly=record.flag("readonly"),
        fixed=record.flag("fixed"),
        groups=read_groups(record) if kind == "checklist" else (),
        clause=record.text("clause"),
        line=record.line,
    )


def _condition(record: Record, *, otherwise: bool) -> bool | str:
    """A checklist is answered in full unless it says ``false``; every other field only where it says so."""
    value = record.raw.get("required", otherwise)
    if isinstance(value, str):
        return record.feel("required") or False
    return record.flag("required") if "required" in record.raw else otherwise


def _default(record: Record) -> Any:
    """A constant, or FEEL behind ``=``."""
    value = record.raw.get("default")
    if isinstance(value, str):
        text = record.text("default", most=4_000)
        return record.expression(text, "default") if text.startswith("=") else text
    if isinstance(value, dict | list):
        record.fault("default 应当是文字、数字或 true/false，或者以 = 开头的 FEEL")
        return None
    return value


def _rules(record: Record) -> tuple[Rule, ...]:
    rules = []
    for item in record.records("rules", MAXIMUM_RULES):
        item.only("rule", "message")
        if not item.text("rule", most=4_000).strip():
            item.fault("缺少 rule")
        expression = item.feel("rule") or ""
        rules.append(Rule(expression.removeprefix("=").strip(), read_label(item, "message")))
    return tuple(rules)


def _decision(record: Record) -> Decision | None:
    raw = record.raw.get("decision")
    if raw is None:
        return None
    decision = record.part(raw)
    decision.field = "decision"
    decision.only("name", "options")
    decision.field = _named(decision, "decision")
    options = _options(decision)
    if not options:
        decision.fault("至少要有一个按钮（options）")
    return Decision(decision.field, options)


def _options(record: Record) -> tuple[Option, ...]:
    options = []
    for item in record.records("options", MAXIMUM_OPTIONS):
        item.only("value", "label", "tone", "help")
        value = item.text("value", required=True)
        tone = item.text("tone", most=20)
        options.append(Option(value, read_label(item, "label"), tone, read_help(item)))
    values = [option.value for option in options]
    for twice in sorted({value for value in values if values.count(value) > 1}):
        record.fault(f"选项 {twice[:40]} 重复")
    return tuple(options)


def _check_names(record: Record, schema: FormSchema) -> None:
    seen = {schema.decision.name} if schema.decision else set()
    for field in schema.fields:
        if field.name in seen:
            record.faults.append(Fault(field.name, "字段名重复", field.line))
        seen.add(field.name)
    for table in schema.fields:
        names = [column.name for column in table.columns]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            record.faults.append(Fault(table.name, f"列名 {twice} 重复", table.line))
