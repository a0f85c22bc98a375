"""The catalogue of document types."""

import pytest
from django.utils.translation import override

from documents.catalogue import UnknownDocumentType, document_type, document_types
from documents.kinds import Kind


def test_the_types_of_a_rectification_case_are_there() -> None:
    wanted = {"DT-412", *(f"DT-46{n}" for n in range(6)), "OD-03", "OD-03b", "OD-13", "OD-14", "ATTACHMENT"}
    assert wanted <= set(document_types())


def test_evidence_takes_photos_and_papers_and_offers_them_to_the_file_dialog() -> None:
    evidence = document_type("DT-463")
    assert set(evidence.kinds) == set(Kind)
    assert evidence.accept == ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"
    assert evidence.max_bytes == 20 * 1024 * 1024


def test_labels_follow_the_language() -> None:
    with override("zh-hans"):
        assert document_type("DT-464").label == "整改报告"
    with override("en"):
        assert document_type("DT-464").label == "Rectification report"


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(UnknownDocumentType, match="DT-999"):
        document_type("DT-999")
