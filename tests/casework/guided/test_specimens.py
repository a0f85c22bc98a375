"""The specimen of each paper: a picture drawn from its declared facts, marked as one, opened where the paper is asked for."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from casework.guided.specimens import marked
from casework.organisations.models import Person
from documents.catalogue import DocumentType, document_type, document_types
from documents.specimens import DATE, SIGNATURE, picture, places
from tests.casework.guided.conftest import Browser, Submission

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("kind", document_types().values(), ids=lambda kind: kind.code)
def test_every_type_has_a_picture_that_says_it_is_a_sample_and_marks_each_declared_fact(
    kind: DocumentType,
) -> None:
    drawing = ElementTree.fromstring(picture(kind))  # noqa: S314  our own
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert "样例" in words
    assert any("不是真实证件" in word for word in words)
    assert kind.zh in "".join(words)
    assert set(places(kind)) == (set(kind.facts) or {SIGNATURE, DATE})
    frames = [box for box in drawing.iter(f"{SVG}rect") if "stroke-dasharray" in box.attrib]
    assert len(frames) == len(places(kind)) == len(marked(kind))
    assert {str(number) for number, _ in enumerate(places(kind), 1)} <= set(words)


@pytest.mark.parametrize("kind", document_types().values(), ids=lambda kind: kind.code)
def test_nothing_is_drawn_outside_the_sheet_nor_with_a_style(kind: DocumentType) -> None:
    drawing = ElementTree.fromstring(picture(kind))  # noqa: S314  our own
    width, height = (float(side) for side in drawing.attrib["viewBox"].split()[2:])
    for shape in drawing.iter():
        assert not {"style", "href", "onload"} & set(shape.attrib)
        if shape.tag == f"{SVG}rect":
            x, y, wide, high = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + wide <= width
            assert y + high <= height


def test_the_legend_says_the_rules_of_the_type() -> None:
    by_name = {str(place.name): place.rules for place in marked(document_type("DT-231"))}
    assert "必须覆盖整个许可期" in by_name["有效期至"]
    aged = document_type("DT-218")
    issued = next(place for place in marked(aged) if str(place.name) == "发证日期")
    assert f"{aged.max_age_days} 天" in issued.rules


@pytest.mark.django_db
def test_it_opens_beside_the_question_and_as_a_picture(
    submission: Submission, enter: Callable[[Person], Browser]
) -> None:
    clerk = enter(submission.clerk)
    page = clerk.get("licences")
    assert "看样例" in page
    assert "/guided/specimens/DT-212.svg" in page
    answer = clerk.client.get("/guided/specimens/DT-212.svg")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content == picture(document_type("DT-212"))
    assert clerk.client.get("/guided/specimens/DT-999.svg").status_code == 404
