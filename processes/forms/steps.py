"""Reads the steps of a form that is filled in page by page, and checks that they divide its fields."""

import re
from collections import Counter

from processes.forms.labels import read_help, read_label
from processes.forms.schema import FormSchema, FormStep
from processes.notation import LABEL, Fault, Record

MAXIMUM_STEPS = 20
MAXIMUM_NAMES = 100
# Keys stand in addresses and ids of the page, groups in the answers of decision tables.
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_steps(record: Record, lines: list[int]) -> tuple[FormStep, ...]:
    made = []
    for place, item in enumerate(record.records("steps", MAXIMUM_STEPS)):
        item.line = lines[place] if place < len(lines) else item.line
        item.field = f"steps 第 {place + 1} 项"
        made.append(_step(item))
    keys = [step.key for step in made]
    for twice in sorted({key for key in keys if key and keys.count(key) > 1}):
        record.faults.append(Fault("steps", f"步骤 {twice} 重复", record.line))
    return tuple(made)


def _step(record: Record) -> FormStep:
    record.only("key", "title", "help", "fields", "papers")
    step = FormStep(
        key=_key(record.text("key"), record),
        title=read_label(record, "title"),
        help=read_help(record),
        fields=_names(record, "fields"),
        papers=_names(record, "papers"),
    )
    for group in step.papers:
        _key(group, record, "papers 里的材料组")
    return step


def _key(written: str, record: Record, called: str = "步骤的 key") -> str:
    if KEY.fullmatch(written):
        return written
    record.fault(f"{called}只含小写英文字母、数字和下划线，以字母开头，最多 40 个字符")
    return ""


def _names(record: Record, name: str) -> tuple[str, ...]:
    items = record.items(name, MAXIMUM_NAMES)
    if not all(isinstance(item, str) and len(item) <= LABEL for item in items):
        record.fault(f"{name} 应当是名称的列表")
        return ()
    return tuple(items)


def check_steps(record: Record, schema: FormSchema) -> None:
    """Each field stands in exactly one step, each group of papers in at most one; no step is empty."""
    if not schema.steps:
        return
    known = {field.name for field in schema.fields}
    named = Counter(name for step in schema.steps for name in step.fields)
    groups = Counter(group for step in schema.steps for group in step.papers)
    faults = [(name, "步骤里写了这个字段，但表单没有它") for name in named.keys() - known]
    faults += [(name, "没有放进任何步骤，不会有人填到它") for name in known - named.keys()]
    faults += [(name, f"放进了 {times} 个步骤，只能放进一个") for name, times in named.items() if times > 1]
    faults += [
        ("steps", f"材料组 {group} 在 {times} 处出现，只能有一处")
        for group, times in groups.items()
        if times > 1
    ]
    faults += [
        ("steps", f"步骤 {step.key or step.title.zh} 是空的：既没有字段（fields），也没有材料组（papers）")
        for step in schema.steps
        if not step.fields and not step.papers
    ]
    lines = {field.name: field.line for field in schema.fields}
    record.faults.extend(Fault(name, said, lines.get(name, record.line)) for name, said in sorted(faults))
