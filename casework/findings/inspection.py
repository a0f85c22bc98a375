"""What a form may not name: a finding or a type of document that nobody knows."""

from collections.abc import Iterator

from casework.findings.codes import FindingCode
from documents.catalogue import document_types
from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem
from processes.forms import Field, read_form


@registry.inspect_deployments
def check_codes(bundle: Bundle) -> Iterator[Problem]:
    """The forms of a bundle are sound by now: only what their codes mean is asked here."""
    for path, content in bundle.files.items():
        if "/forms/" in path:
            for field in read_form(path, content).fields:
                for said in _unknown(field):
                    yield Problem(path, field.name, said, field.line)


def _unknown(field: Field) -> Iterator[str]:
    for one in (field, *field.columns):
        if one.document_type and one.document_type not in document_types():
            yield f"没有材料类型 {one.document_type[:20]}，请从材料目录中选用"
    for item in field.items:
        if item.finding and item.finding not in FindingCode.values:
            yield f"检查项 {item.code} 的问题代码 {item.finding} 不存在，请从问题代码表中选用"
