"""A form that names a finding or a type of document which nobody knows is not deployed."""

from typing import Any

import pytest

from processes.services import DeployRefused, deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.visiting import CHECKLIST, visit

pytestmark = pytest.mark.django_db


def checklist(**item: Any) -> dict[str, Any]:
    return {**CHECKLIST, "groups": [{"items": [{"code": "A-1", "text": "甲", **item}]}]}


# What the other form of the process reads.
SCHOOLS = {"name": "schools", "type": "organisation", "label": "学校", "multiple": True}


def test_codes_that_are_known_are_deployed() -> None:
    assert deploy(bundle=visit(checklist(finding="SF-9"), SCHOOLS), at=NOW).number == 1


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (checklist(finding="SF-99"), "检查项 A-1 的问题代码 SF-99 不存在"),
        ({**checklist(), "document_type": "DT-999"}, "没有材料类型 DT-999"),
        ({"name": "items", "type": "file", "label": "件", "document_type": "照片"}, "没有材料类型 照片"),
    ],
)
def test_a_code_that_nobody_knows_is_named_with_its_field(field: dict[str, Any], said: str) -> None:
    with pytest.raises(DeployRefused, match=said) as refused:
        deploy(bundle=visit(field, SCHOOLS), at=NOW)
    assert "items" in str(refused.value)
