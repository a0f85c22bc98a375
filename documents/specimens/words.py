"""What stands on a specimen: Chinese in every language, as the papers themselves are. Nothing of it belongs to anybody."""

from collections.abc import Mapping

from documents.catalogue import DocumentType
from documents.specimens.places import DATE, SIGNATURE

SAMPLE = "样例"
WARNING = "样例 · 仅供对照，不是真实证件"
SEAL, SIGNED_HERE = "印章", "（签字、盖章、日期）"
_LABELS: Mapping[str, str] = {
    "number": "编号", "holder": "持有人", "scope": "范围", "persons": "所含人员", "amount": "金额", "valid_from": "有效期自",
    "valid_to": "有效期至", "issuer": "发证单位", "issued_on": "发证日期", SIGNATURE: "签字、盖章", DATE: "日期",
}  # fmt: skip
_VALUES: Mapping[str, str] = {
    "number": "0000 0000 0000 0000", "holder": "某某机构", "scope": "某某类、某某类", "persons": "张某某、李某某、王某某",
    "amount": "000,000.00 元", "valid_from": "2026年9月1日", "valid_to": "2027年8月31日", "issuer": "某某单位",
    "issued_on": "2026年9月1日", SIGNATURE: "张某某", DATE: "2026年9月1日",
}  # fmt: skip


def label(place: str) -> str:
    """As the question beside it is called."""
    return _LABELS[place]


def value(kind: DocumentType, place: str) -> str:
    if place == "holder" and _of_a_person(kind):
        return "张某某"
    return f"{_VALUES[place]} 或 长期" if place == "valid_to" and kind.long_term else _VALUES[place]


def _of_a_person(kind: DocumentType) -> bool:
    return kind.person or kind.is_sensitive
