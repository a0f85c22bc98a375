"""From a text to the clauses that it quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from casework.policy.quoting import Quoting, is_place
from casework.policy.resolving import resolve

NUMBERS = "一二三四五六七八九十"
PLACES = st.builds(
    lambda chapter, part, item: f"{chapter}（{part}）{item or ''}",
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.one_of(st.none(), st.integers(1, 99)),
)


def places(text: str) -> list[str]:
    return [quote.place for quote in Quoting(["实施方案", "管理办法"]).quotes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("实施方案三（一）2；DT-205", ["三（一）2"]),
        ("实施方案三（三）1“发现的问题及时通报”", ["三（三）1"]),
        ("报成幼股、活动中心备案同意（实施方案三（一）2）；DT-209", ["三（一）2"]),
        ("实施方案三（一）3、三（二）1；三（二）2", ["三（一）3", "三（二）1"]),
        ("实施方案三(一)2", ["三（一）2"]),
        ("见实施方案三（二）", ["三（二）"]),
        ("实施方案一；实施方案附则", ["一", "附则"]),
        ("实施方案一是提高品质", []),
        ("实施方案要求及时清退", []),
        ("总体实施方案三（一）2", []),
        ("管理办法第十二条第二款、第十三条", ["第十二条第二款", "第十三条"]),
        ("《实施方案》三（一）2", ["三（一）2"]),
        ("实施方案三（一）2，实施方案三（一）2", ["三（一）2"]),
        ("D13；PRM_EXT_MAX", []),
        ("", []),
    ],
)
def test_places_are_found_behind_the_short_name(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_without_a_registered_document_nothing_is_quoted() -> None:
    assert Quoting([]).quotes("实施方案三（一）2") == []


BEFORE = st.sampled_from(["", "（", "；", "DT-205；", "见"])
BEHIND = st.sampled_from(["", "；D12", "）", "：须写理由", "“面审”"])


@given(place=PLACES, before=BEFORE, behind=BEHIND)
def test_any_place_is_found_whatever_stands_around_it(place: str, before: str, behind: str) -> None:
    assert is_place(place)
    assert places(f"{before}实施方案{place}{behind}") == [place]


@given(st.text(alphabet="实施方案三（一）12、；“面审”第条()《》 ", max_size=40))
def test_no_text_is_too_much(text: str) -> None:
    assert all(is_place(place) for place in places(text))


@pytest.mark.django_db
def test_a_text_is_resolved_to_the_clause_with_its_words_marked() -> None:
    text = "实施方案三（一）2“面审”；DT-203"
    (cited,) = resolve([text])[text].cited
    assert cited.clause.place == "三（一）2"
    assert ("面审", True) in cited.parts
    assert "".join(part for part, _ in cited.parts) == cited.clause.text


@pytest.mark.django_db
def test_words_left_out_in_the_middle_are_marked_in_two_pieces() -> None:
    text = "实施方案三（三）1“对整改不到位……将进行追责”"
    (cited,) = resolve([text])[text].cited
    assert [part for part, marked in cited.parts if marked] == ["对整改不到位", "将进行追责"]


@pytest.mark.django_db
def test_the_full_title_names_the_document_too() -> None:
    text = "依据《关于进一步提升全区课后服务工作品质的实施方案》三（三）1"
    assert [cited.clause.place for cited in resolve([text])[text].cited] == ["三（三）1"]


@pytest.mark.django_db
def test_a_clause_that_is_not_there_is_missing() -> None:
    found = resolve(["实施方案二（二）1"])["实施方案二（二）1"]
    assert [quote.place for quote in found.missing] == ["二（二）1"]
    assert not found.cited


@pytest.mark.django_db
def test_many_texts_cost_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        resolve([f"实施方案三（{one}）{n}" for one in "一二三" for n in (1, 2, 3)])
    with django_assert_num_queries(0):
        resolve(["", ""])


@pytest.mark.django_db
def test_two_quotations_of_one_clause_are_one_with_both_words_marked() -> None:
    text = "实施方案三（一）2“面审”；实施方案三（一）2“核实资格证明材料”"
    (cited,) = resolve([text])[text].cited
    assert [part for part, marked in cited.parts if marked] == ["面审", "核实资格证明材料"]
