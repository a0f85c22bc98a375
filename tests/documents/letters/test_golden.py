"""One page of each layout as LibreOffice prints it, measured with a ruler of pixels."""

from collections import Counter
from collections.abc import Callable

import pytest

from documents.letters import Paragraph, render
from documents.letters.pdf import ConversionFailed, to_pdf
from tests.documents.letters.conftest import Printed
from tests.documents.letters.samples import ALL, RECTIFICATION

pytestmark = pytest.mark.office

# Two pixels and what substitute faces differ by.
NEAR = 0.7


def test_letter_head_and_foot_lie_where_the_standard_says(printed: Callable[[str], Printed]) -> None:
    bands = printed("OD-03").red_bands(0)
    name, head_rules, foot_rules = bands[0], bands[1:-2], bands[-2:]
    assert name[0] == pytest.approx(30, abs=NEAR)
    assert head_rules[0][0] - name[1] == pytest.approx(4, abs=NEAR)
    assert len(head_rules) == len(foot_rules) == 2
    assert _thickness(head_rules[0]) > _thickness(head_rules[1])
    assert _thickness(foot_rules[0]) < _thickness(foot_rules[1])
    assert 297 - foot_rules[1][1] == pytest.approx(20, abs=NEAR)
    for rule in (*head_rules, *foot_rules):
        assert rule[2:] == pytest.approx((20, 190), abs=NEAR)


def test_letter_has_three_pages_and_numbers_from_the_second_on(printed: Callable[[str], Printed]) -> None:
    texts = printed("OD-03").texts
    assert len(texts) == 3
    assert "湖教体督改〔2026〕1号" in texts[0]
    assert "—1—" not in texts[0]
    assert "—2—" in texts[1]
    assert "—3—" in texts[2]
    assert "2026年4月24日" in texts[1]
    assert "回执" in texts[2]
    assert all(fact in texts[0] for fact in ("FZ-03", "SF-01", "JG-05"))
    assert not printed("OD-03").red_bands(1)


def test_red_head_and_rule_lie_where_the_standard_says(printed: Callable[[str], Printed]) -> None:
    head, rule = printed("OD-06").red_bands(0)
    assert head[0] == pytest.approx(37 + 35, abs=NEAR)
    assert head[2] >= 28 - NEAR
    assert head[3] <= 184 + NEAR
    assert rule[2:] == pytest.approx((28, 184), abs=NEAR)
    assert _thickness(rule) <= 0.8
    ink = printed("OD-06").dark_rows(0, at_least=1)
    number_bottom = max(row for row in ink if row < rule[0] - 1)
    assert rule[0] - number_bottom == pytest.approx(4, abs=NEAR)


def test_imprint_ends_with_the_text_block_of_the_last_page(printed: Callable[[str], Printed]) -> None:
    page = printed("OD-06")
    assert len(page.texts) == 4
    assert "抄送：" in page.texts[-1]
    assert "2026年6月5日印发" in page.texts[-1]
    # The last black rule closes the text block, 35 mm above the edge; only the page number lies below it.
    assert max(page.dark_rows(-1, at_least=500)) == pytest.approx(297 - 35, abs=NEAR)


def test_closure_form_fits_one_page_in_black(printed: Callable[[str], Printed]) -> None:
    page = printed("OD-13")
    assert len(page.texts) == 1
    assert "QSH-ZG-2026-000123" in page.texts[0]
    assert "—1—" in page.texts[0]
    assert not page.red_bands(0)


@pytest.mark.parametrize("name", ALL)
def test_no_character_of_the_text_is_lost_in_print(name: str, printed: Callable[[str], Printed]) -> None:
    written = [block.text for block in ALL[name].blocks if isinstance(block, Paragraph)]
    assert Counter("".join(written)) <= Counter("".join(printed(name).texts))


def test_a_conversion_that_takes_too_long_is_ended(printed: Callable[[str], Printed]) -> None:
    printed("OD-13")
    with pytest.raises(ConversionFailed):
        to_pdf(render(RECTIFICATION), timeout=0.05)


def _thickness(band: tuple[float, float, float, float]) -> float:
    return band[1] - band[0]
