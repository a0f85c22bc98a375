"""150 payloads of code execution at every place that could evaluate text: refused, or plainly text; nothing runs."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processes import feel
from processes.bundle import Bundle
from processes.checks import Problem, check_bundle
from processes.services import examine
from tests.processes.engine.conftest import Machine, calls
from tests.processes.hostile.payloads import CANARY, PAYLOADS
from tests.processes.hostile.positions import FOURTEEN, FURTHER, documentation, plain_parameter
from tests.processes.hostile.watch import watched

AT = datetime(2026, 4, 24, tzinfo=UTC)
# Letters read names that the domain gives; a name that it does not give is read as nothing.
MAY_BE_NAMES = {"letter placeholder", "letter condition"}


def refused(made: Bundle, *, at: datetime) -> list[Problem]:
    """What stops the deployment; a warning lets everything through."""
    return [problem for problem in check_bundle(made, at=at) if not problem.warning]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert (len(set(PAYLOADS)), len(FOURTEEN)) == (150, 14)


def test_the_watch_sees_what_it_is_there_for() -> None:
    with watched() as happened:
        exec("1")  # noqa: S102
        Path(CANARY).write_text("x")
    assert {"compile", "exec", "open"} <= {event for event, _ in happened}


@pytest.mark.parametrize("place", FOURTEEN)
def test_every_payload_is_refused_at_each_of_the_fourteen_places(place: str) -> None:
    check_bundle(FOURTEEN[place]("1"), at=AT)
    with watched() as happened:
        accepted = [p for p in PAYLOADS if not refused(FOURTEEN[place](p), at=AT)]
    assert (accepted, happened, Path(CANARY).exists()) == ([], [], False)


@pytest.mark.parametrize("place", FURTHER)
def test_the_places_of_our_own_refuse_them_as_well(place: str) -> None:
    check_bundle(FURTHER[place]("1"), at=AT)
    with watched() as happened:
        accepted = [p for p in PAYLOADS if not refused(FURTHER[place](p), at=AT)]
    assert (happened, Path(CANARY).exists()) == ([], False)
    assert not accepted or (place in MAY_BE_NAMES and not any("(" in text for text in accepted))


def test_a_sentence_names_file_line_and_element_of_each_refusal() -> None:
    for place, made in {**FOURTEEN, **FURTHER}.items():
        problems = refused(made(PAYLOADS[0]), at=AT)
        assert problems, place
        assert all(p.path and p.line and p.message for p in problems), place


def test_the_child_comes_to_the_same_verdict(sized: Callable[[int, int], int]) -> None:
    step = sized(29, 1)
    for place, made in FOURTEEN.items():
        for payload in PAYLOADS[::step]:
            assert examine(bundle=made(payload), at=AT).problems, place
    assert not Path(CANARY).exists()


def test_a_parameter_without_equals_sign_is_handed_over_as_the_text_that_it_is() -> None:
    for payload in PAYLOADS:
        made = plain_parameter(payload)
        assert refused(made, at=AT) == []
        calls.clear()
        with watched() as happened:
            Machine(made, {})
        assert (calls, happened) == ([("u", payload)], [])
    assert not Path(CANARY).exists()


def test_documentation_is_never_read_as_anything_but_words() -> None:
    for payload in PAYLOADS:
        made = documentation(payload)
        assert refused(made, at=AT) == []
        with watched() as happened:
            assert Machine(made, {}).ready() == ["u"]
        assert happened == []
    assert not Path(CANARY).exists()


def test_a_name_in_a_letter_that_nobody_gives_is_nothing() -> None:
    accepted = [p for p in PAYLOADS if not refused(FURTHER["letter placeholder"](p), at=AT)]
    with watched() as happened:
        assert {feel.parse(payload).evaluate({}) for payload in accepted} <= {None, False}
    assert accepted
    assert happened == []
