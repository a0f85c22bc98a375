"""Which bytes a Range header asks for (RFC 9110 §14)."""

import pytest

from documents.ranges import ByteRange, RangeNotSatisfiable, read_range


@pytest.mark.parametrize(
    ("header", "start", "length"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=90-", 90, 10),
        ("bytes=-5", 95, 5),
        ("bytes=-500", 0, 100),
        ("bytes=0-100000", 0, 100),
        (" bytes = 3 - 3 ", 3, 1),
    ],
)
def test_one_range_is_read(header: str, start: int, length: int) -> None:
    assert read_range(header, size=100) == ByteRange(start, length, 100)


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=9-3", "bytes=a-b", "x" * 9999]
)
def test_what_is_not_one_range_asks_for_the_whole(header: str) -> None:
    assert read_range(header, size=100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_answered(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        read_range(header, size=100)
