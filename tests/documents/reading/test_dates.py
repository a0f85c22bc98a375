"""Any day, in any of the ways that papers write it."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from documents.reading.dates import EARLIEST, LATEST, OPEN_ENDED, find_dates
from documents.reading.proposal import Fact
from documents.reading.proposing import read_proposals
from documents.reading.wording import tidied

DAYS = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))
FIGURES = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{FIGURES[tens]}十"
    return ten + (FIGURES[ones] if ones or not tens else "")


WAYS: dict[str, Callable[[date], str]] = {
    "2026年4月24日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "2026年04月24日": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "2026 年 4 月 24 日": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "2026-04-24": lambda d: d.isoformat(),
    "2026.4.24": lambda d: f"{d.year}.{d.month}.{d.day}",
    "2026/4/24": lambda d: f"{d.year}/{d.month}/{d.day}",
    "in full-width figures": lambda d: d.isoformat().translate({48 + n: 0xFF10 + n for n in range(10)}),
    "in words": lambda d: (
        f"{''.join(FIGURES[int(c)] for c in str(d.year))}年{in_words(d.month)}月{in_words(d.day)}日"
    ),
}
WRITTEN = st.tuples(DAYS, st.sampled_from(sorted(WAYS))).map(lambda pair: (pair[0], WAYS[pair[1]](pair[0])))


@given(
    WRITTEN, st.sampled_from(["", "于", "日期:", "(", "\n"]), st.sampled_from(["", "。", "止", ")", "\n有效"])
)
def test_a_day_is_found_however_it_is_written(written: tuple[date, str], before: str, after: str) -> None:
    day, text = written
    found = list(find_dates(tidied(before + text + after)))
    assert [one.day for one in found] == [day]


@given(WRITTEN, WRITTEN, st.sampled_from(["至", "-", "到", " 至 ", "—", "~", "起至", "零时起至"]))
def test_a_period_has_a_first_and_a_last_day_in_this_order(
    first: tuple[date, str], last: tuple[date, str], between: str
) -> None:
    (since, since_text), (until, until_text) = first, last
    proposals = {p.fact: p.value for p in read_proposals(f"有效期：自{since_text}{between}{until_text}止")}
    expected = {Fact.VALID_FROM: since.isoformat(), Fact.VALID_TO: until.isoformat()}
    assert proposals == (expected if since <= until else {})


@given(WRITTEN)
def test_until_a_day_means_valid_until_then(written: tuple[date, str]) -> None:
    day, text = written
    for sentence in (f"至{text}止", f"有效期至{text}", f"有效期至：{text}"):
        assert [(p.fact, p.value) for p in read_proposals(sentence)] == [(Fact.VALID_TO, day.isoformat())]


@given(WRITTEN)
def test_a_period_without_end_has_only_a_beginning(written: tuple[date, str]) -> None:
    day, text = written
    found = [(p.fact, p.value) for p in read_proposals(f"营业期限：{text}至{OPEN_ENDED}")]
    assert found == [(Fact.VALID_FROM, day.isoformat()), (Fact.VALID_TO, OPEN_ENDED)]


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_only_days_of_the_calendar_are_found(year: int, month: int, day: int) -> None:
    for found in find_dates(f"{year:04}-{month:02}-{day:02} {year:04}年{month}月{day}日"):
        assert found.day == date(year, month, day)


@given(
    st.text(
        alphabet=st.sampled_from("2026年4月1日至止长期有效期自起-./ \n一二十〇:：(),，。名称编号A"),
        max_size=80,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    for proposal in read_proposals(text):
        assert proposal.value
        assert 0 < len(proposal.excerpt) <= 60


def test_a_number_of_many_figures_holds_no_date() -> None:
    assert not list(find_dates("12026-04-241 20260424 1102026.4.245"))
    assert timedelta(0) == date(2026, 4, 24) - next(find_dates("2026-04-24.")).day  # type: ignore[operator]
