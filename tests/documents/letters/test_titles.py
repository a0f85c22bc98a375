"""Titles break by meaning, into a trapezoid or a diamond."""

import time

import pytest

from documents.letters.titles import break_title
from documents.letters.wording import width_in_characters


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于限期整改课后服务有关问题的通知", ["关于限期整改课后服务有关问题的通知"]),
        (
            "关于2025—2026学年第二学期中小学课后服务专项督导情况的通报",
            ["关于2025—2026学年第二学期", "中小学课后服务专项督导情况的通报"],
        ),
        (
            "关于再次限期整改课后服务校外机构人员入校管理和收费公示有关问题的通知",
            ["关于再次限期整改课后服务校外机构", "人员入校管理和收费公示有关问题的通知"],
        ),
        (
            "关于转发《南昌市中小学课后服务管理二十条措施》的通知",
            ["关于转发", "《南昌市中小学课后服务管理二十条措施》", "的通知"],
        ),
    ],
)
def test_known_titles_break_as_a_secretary_would(title: str, lines: list[str]) -> None:
    assert break_title(title, per_line=20) == lines


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《青山湖区中小学课后服务工作实施方案》和做好2026年秋季学期课后服务工作有关事项的通知",
        "关于对湖教体督改〔2026〕1号整改通知书所列问题整改落实情况开展复查并报送有关材料的通知",
        "关于开展青山湖区义务教育阶段学校课后服务校外第三方机构及师资入校管理、收费公示、安全保障专项督查的通知",
    ],
)
def test_long_titles_keep_names_numbers_and_shape(title: str) -> None:
    lines = break_title(title, per_line=20)
    assert "".join(lines) == title
    for line in lines:
        assert 4 <= width_in_characters(line) <= 20
        assert line.count("《") == line.count("》")
        assert line.count("〔") == line.count("〕")
        assert line[0] not in "，、》）〕"
    widths = [width_in_characters(line) for line in lines]
    assert not any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))


def test_breaks_of_the_writer_are_kept() -> None:
    assert break_title("关于整改的\n通知", per_line=20) == ["关于整改的", "通知"]


def test_a_name_longer_than_a_line_is_cut_where_the_line_is_full() -> None:
    lines = break_title(f"关于《{'长' * 45}》的通知", per_line=20)
    assert all(width_in_characters(line) <= 20 for line in lines)


def test_a_hostile_title_takes_no_time() -> None:
    started = time.perf_counter()
    assert "".join(break_title("关于整改" * 2500, per_line=20)) == "关于整改" * 2500
    assert break_title("整改服务" * 24, per_line=20)
    assert time.perf_counter() - started < 1
