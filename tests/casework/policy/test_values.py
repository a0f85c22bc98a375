"""What a parameter is on a day: the latest confirmed value that has begun, else the declared default."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from casework.audit.models import Event
from casework.organisations.models import Person
from casework.policy.declared import GROUPS, UnknownParameter, every_declared
from casework.policy.models import Clause, ParameterValue
from casework.policy.services import (
    AlreadyFromThatDay,
    NoLongerWaiting,
    OwnProposal,
    chain_of,
    confirm,
    drop,
    propose,
)
from casework.policy.types import UnfitValue, check
from casework.policy.values import value_of, values_on

from .conftest import AT, Bureau

CAP = "PRM_PAY_CAP"
FIRST = date(2025, 9, 1)
SOURCE = "市级文件"


def proposed(bureau: Bureau, value: Any = 100, day: date = FIRST, code: str = CAP) -> ParameterValue:
    return propose(code=code, value=value, effective_from=day, source=SOURCE, by=bureau.manager, at=AT)


def set_from(bureau: Bureau, value: Any, day: date, code: str = CAP) -> ParameterValue:
    return confirm(value=proposed(bureau, value, day, code), by=bureau.head, at=AT)


def test_every_parameter_stands_in_a_group_of_its_page() -> None:
    assert {one.group for one in every_declared().values()} == set(GROUPS)


@pytest.mark.django_db
def test_without_an_entry_the_default_holds() -> None:
    assert value_of("PRM_REVIEW_WD", on=FIRST) == 5
    assert value_of(CAP, on=FIRST) is None
    assert value_of("PRM_MONTHS", on=FIRST) == [9, 10, 11, 12, 1, 3, 4, 5, 6]


@pytest.mark.django_db
def test_a_code_that_nobody_declared_is_refused(bureau: Bureau) -> None:
    with pytest.raises(UnknownParameter):
        value_of("PRM_NOBODY", on=FIRST)
    with pytest.raises(UnknownParameter):
        proposed(bureau, code="PRM_NOBODY")


def test_every_default_fits_its_type() -> None:
    for known in every_declared().values():
        check(known, known.default)
        assert known.title
        assert known.title_en
        assert known.source


@pytest.mark.persistence
def test_a_confirmed_value_holds_from_its_day_until_the_next_one(bureau: Bureau) -> None:
    set_from(bureau, 100, FIRST)
    set_from(bureau, 110.5, date(2026, 9, 1))
    assert value_of(CAP, on=date(2025, 8, 31)) is None
    assert value_of(CAP, on=FIRST) == 100
    assert value_of(CAP, on=date(2026, 8, 31)) == 100
    assert value_of(CAP, on=date(2026, 9, 1)) == 110.5


@pytest.mark.persistence
def test_a_value_may_be_opened_again(bureau: Bureau) -> None:
    set_from(bureau, 100, FIRST)
    set_from(bureau, None, date(2026, 9, 1))
    assert value_of(CAP, on=date(2026, 9, 1)) is None


@pytest.mark.persistence
def test_a_proposal_changes_nothing_until_another_one_confirms_it(bureau: Bureau) -> None:
    row = proposed(bureau)
    assert value_of(CAP, on=FIRST) is None
    with pytest.raises(OwnProposal):
        confirm(value=row, by=bureau.manager, at=AT)
    assert value_of(CAP, on=FIRST) is None
    confirm(value=row, by=bureau.head, at=AT)
    assert value_of(CAP, on=FIRST) == 100
    with pytest.raises(NoLongerWaiting):
        confirm(value=row, by=bureau.deputy, at=AT)
    with pytest.raises(NoLongerWaiting):
        drop(value=row, by=bureau.manager, at=AT)


@pytest.mark.persistence
def test_the_database_itself_wants_two_persons(bureau: Bureau) -> None:
    row = proposed(bureau)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterValue.objects.filter(pk=row.pk).update(confirmed_by=bureau.manager, confirmed_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterValue.objects.filter(pk=row.pk).update(confirmed_at=AT)


@pytest.mark.persistence
def test_no_two_values_are_confirmed_from_one_day(bureau: Bureau) -> None:
    rival = proposed(bureau, 120)
    set_from(bureau, 100, FIRST)
    with pytest.raises(AlreadyFromThatDay):
        confirm(value=rival, by=bureau.head, at=AT)
    with pytest.raises(AlreadyFromThatDay):
        proposed(bureau, 130)
    assert value_of(CAP, on=FIRST) == 100
    drop(value=rival, by=bureau.manager, at=AT)


@pytest.mark.persistence
@pytest.mark.parametrize(
    ("code", "value"),
    [
        (CAP, -1), (CAP, "100"), (CAP, True), ("PRM_REVIEW_WD", None), ("PRM_REVIEW_WD", 5.5), ("PRM_TP_RATIO", 1.2),
        ("PRM_TP_MODE", "loud"), ("PRM_MONTHS", [13]), ("PRM_MONTHS", []), ("PRM_MONTHS", [9, 9]),
        ("PRM_PATROL_LATE", "25:00"), ("PRM_ANNUAL_WINDOW", ["02-30"]), ("PRM_PAYPLAN_FIRST_DUE", "2024-02-30"),
        ("PRM_INS_ALL", 1), ("PRM_VACATION_STOP", ["L9"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_type_is_refused(bureau: Bureau, code: str, value: Any) -> None:
    with pytest.raises(UnfitValue):
        proposed(bureau, value, code=code)


@pytest.mark.persistence
def test_every_step_is_on_the_chain_of_the_parameter(bureau: Bureau) -> None:
    dropped = proposed(bureau, 90)
    drop(value=dropped, by=bureau.manager, at=AT)
    set_from(bureau, 100, FIRST)
    kinds = Event.objects.filter(chain=chain_of(CAP)).values_list("kind", flat=True)
    assert list(kinds) == [
        "parameter.drafted",
        "parameter.dropped",
        "parameter.drafted",
        "parameter.confirmed",
    ]


@pytest.mark.persistence
def test_a_value_says_where_it_comes_from(bureau: Bureau) -> None:
    clause = Clause.objects.get(place="三（三）2")
    row = propose(
        code=CAP, value=100, effective_from=FIRST, source="演示参数，非政策数值", clause=clause, demonstration=True,
        by=bureau.finance, at=AT,
    )  # fmt: skip
    confirm(value=row, by=bureau.deputy, at=AT)
    found = values_on(FIRST)[CAP]
    assert (found.source, found.clause, found.since) == ("演示参数，非政策数值", "实施方案三（三）2", FIRST)
    assert found.demonstration
    assert values_on(FIRST - timedelta(days=1))[CAP].source.startswith(
        "实施方案三（三）2以市级补助基准为上限"
    )


class DatedLookup(TestCase):
    """Against the plain meaning of “from that day on”, for any order of entering and any day of asking."""

    @given(
        entered=st.dictionaries(st.integers(0, 400), st.one_of(st.none(), st.integers(0, 500)), max_size=6),
        waiting=st.lists(st.tuples(st.integers(0, 400), st.integers(501, 600)), max_size=3),
        asked=st.integers(-10, 420),
        order=st.randoms(use_true_random=False),
    )
    def test_the_latest_that_has_begun_holds(
        self, entered: dict[int, int | None], waiting: list[tuple[int, int]], asked: int, order: Any
    ) -> None:
        first = Person.objects.create(username="拟")
        second = Person.objects.create(username="定")
        rows = list(entered.items())
        order.shuffle(rows)
        for offset, value in waiting:
            self._draft(first, offset, value)
        for offset, entry in rows:
            if (
                not ParameterValue.objects.filter(effective_from=FIRST + timedelta(offset))
                .confirmed()
                .exists()
            ):
                confirm(value=self._draft(first, offset, entry), by=second, at=AT)
        begun = [offset for offset in entered if offset <= asked]
        day = FIRST + timedelta(asked)
        expected = entered[max(begun)] if begun else None
        assert value_of(CAP, on=day) == expected
        assert values_on(day)[CAP].value == expected

    @staticmethod
    def _draft(by: Person, offset: int, value: int | None) -> ParameterValue:
        day = FIRST + timedelta(offset)
        return propose(code=CAP, value=value, effective_from=day, source=SOURCE, by=by, at=AT)
