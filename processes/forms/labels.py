"""Labels and helps of a form definition: a Chinese text, or one in each language."""

from processes.forms.schema import Text
from processes.notation import Record

MAXIMUM_HELP = 1_000


def read_help(record: Record) -> Text | None:
    return read_label(record, "help", most=MAXIMUM_HELP) if record.raw.get("help") else None


def read_label(record: Record, name: str, most: int = 200) -> Text:
    raw = record.raw.get(name)
    if isinstance(raw, str):
        return Text(record.text(name, most=most, required=True))
    if not isinstance(raw, dict):
        record.fault(f"缺少 {name}")
        return Text("")
    label = record.part(raw)
    label.only("zh", "en")
    return Text(label.text("zh", most=most, required=True), label.text("en", most=2 * most))
