"""The percent is exact: the same texts, the same number."""

from decimal import Decimal

import pytest

from casework.filings.similarity import percent, shingles


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", "0.0"),
        ("课时补助", "", "0.0"),
        ("课时补助标准", "课时补助标准", "100.0"),
        # Spaces, signs, width and case of letters are no difference.
        ("课时 补助，标准：Ａ", "课时补助标准a。", "100.0"),
        # 课时补 and 时补助 of four sequences: 课时补 时补助 补助标 | 补助额.
        ("课时补助标", "课时补助额", "50.0"),
        ("甲乙", "甲乙", "100.0"),
    ],
)
def test_percent(one: str, other: str, expected: str) -> None:
    assert percent(shingles(one), shingles(other)) == Decimal(expected)


def test_the_name_of_the_writer_does_not_count() -> None:
    own = shingles("银杏一小按课时发放补助", without=("银杏一小",))
    theirs = shingles("石榴小学按课时发放补助", without=("石榴小学",))
    assert percent(own, theirs) == 100
