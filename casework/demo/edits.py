"""What the changes of the demo edit in the files of processes."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """One file of the process made another one."""

    process: str
    path: str
    made: Callable[[str], str]


def _put(was: str, now: str) -> Callable[[str], str]:
    """Once, where it stands first. Raises ValueError where the file has become another one."""

    def made(text: str) -> str:
        if was not in text:
            raise ValueError(was)
        return text.replace(was, now, 1)

    return made


def _note(field: str) -> Callable[[str], str]:
    """A field more at the end of a form."""
    return _put('\n  ],\n  "decision"', f',\n    {field}\n  ],\n  "decision"')


def _rule(key: str, description: str, inputs: dict[str, str], outputs: dict[str, str], basis: str) -> str:
    cells = "".join(
        f'<{kind} id="{key}_{name}"><text>{text}</text></{kind}>'
        for kind, said in (("inputEntry", inputs), ("outputEntry", outputs))
        for name, text in said.items()
    )
    note = f"<annotationEntry><text>{basis}</text></annotationEntry>"
    return f'<rule id="{key}"><description>{description}</description>{cells}{note}</rule>'


def _stricter(text: str) -> str:
    """D12 asks whether somebody was made to take part; the new row says all but who signs."""
    asked = (
        '<input id="D12_in_forced" label="强制或变相强制参加"><inputExpression id="D12_in_forced_expression" '
        'typeRef="boolean"><text>list contains(findings.code, "SF-7")</text></inputExpression></input>'
    )
    row = _rule(
        "D12-7",
        "强制或变相强制参加：5个工作日改正，材料复查。",
        {"severity": "&lt; 3", "supervision": "false", "forced": "true"},
        {
            "days": "5", "unit": '"WD"', "first_report": "null", "signer": "null", "notice": '"formal"',
            "recheck": '"material"', "recheck_days": "5", "stop": "null",
        },
        "实施方案三（二）3；分管领导要求",
    )  # fmt: skip
    first = text.index("<output ")
    text = text[:first] + asked + text[first:]
    text = re.sub(
        r'(<inputEntry id="(D12-\d+)_supervision">.*?</inputEntry>)',
        r'\1<inputEntry id="\2_forced"><text>-</text></inputEntry>',
        text,
        flags=re.DOTALL,
    )
    first = text.index("<rule ")
    return text[:first] + row + text[first:]


def _set_apart(text: str) -> str:
    """Behind the row that takes everything: it is never hit, and the editor says so on the row."""
    row = _rule(
        "D10-20",
        "开放日、家校反馈缺失：一般，学校自行整改。",
        {"code": '"SF-10", "SF-11"', "result": "-", "red": "-", "repeated": "-", "danger": "-"},
        {"severity": "1", "route": '"school"'},
        "教研室建议（征求意见）",
    )
    end = text.rindex("</decisionTable>")
    return text[:end] + row + text[end:]


COUNTED = (
    Edit(
        "visit_guid_school",
        "visit_guid_school/process.bpmn",
        _put('<banjie:task form="improve" due="10 WD"', '<banjie:task form="improve" due="7 WD"'),
    ),
    Edit(
        "visit_guid_school",
        "visit_guid_school/forms/improve.json",
        _note(
            '{"name": "parents", "type": "long_text", "label": {"zh": "家长委员会意见", "en": "Parents’ committee"}}'
        ),
    ),
    Edit(
        "visit_guid_school",
        "visit_guid_school/GUID_FOLLOW.dmn",
        _put(
            "<description>已改进：办结。</description>",
            "<description>已改进：办结，并在片区交流。</description>",
        ),
    ),
)
STRICTER = (Edit("rectify", "rectify/D12.dmn", _stricter),)
DRAFTED = (
    Edit("insp_visit", "insp_visit/D10.dmn", _set_apart),
    Edit(
        "insp_visit",
        "insp_visit/forms/feedback.json",
        _put(
            "不签字的，下一工作日日终按未签字处理。", "请校长本人签字；不签字的，下一工作日日终按未签字处理。"
        ),
    ),
)
