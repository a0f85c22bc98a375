"""Each hostile file is refused with its sentence, within two seconds of computing and 256 megabytes."""

import pytest

from documents.intake.refusal import Reason
from documents.intake.sentences import SENTENCES
from documents.kinds import MEDIA_TYPES
from tests.documents.hostile.bombs import BOMBS, SLOW
from tests.documents.hostile.contents import CONTENTS
from tests.documents.hostile.harmless import SAFE
from tests.documents.hostile.structures import STRUCTURES
from tests.documents.hostile.weighing import MEGABYTE, weigh, weigh_many

SECONDS = 2.2  # the system counts whole ticks, and ending costs a little


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "bomb" in metafunc.fixturenames:
        every = metafunc.config.getoption("--full")
        metafunc.parametrize("bomb", [name for name in BOMBS if every or name not in SLOW])


def test_a_bomb_is_refused_within_the_limits(bomb: str) -> None:
    make, extension, reasons = BOMBS[bomb]
    found = weigh(make(), extension)
    assert found.said in {str(reason) for reason in reasons} or (not reasons and not found.answer)
    assert found.seconds <= SECONDS
    assert found.peak <= 256 * MEGABYTE


@pytest.mark.parametrize("table", [STRUCTURES, CONTENTS])
def test_what_would_do_harm_is_refused_for_what_it_is(table: dict[str, object]) -> None:
    cases = {**STRUCTURES, **CONTENTS}
    answers, peak = weigh_many((cases[name][0](), cases[name][1]) for name in table)
    wrong = {name: said for name, (said, _) in zip(table, answers, strict=True) if said not in cases[name][2]}
    assert wrong == {}
    assert max(seconds for _, seconds in answers) <= SECONDS
    assert peak <= 256 * MEGABYTE


def test_what_is_odd_but_harmless_is_taken() -> None:
    answers, peak = weigh_many((make(), extension) for make, extension in SAFE.values())
    said = {name: answer for name, (answer, _) in zip(SAFE, answers, strict=True)}
    assert said == {name: MEDIA_TYPES[extension] for name, (_, extension) in SAFE.items()}
    assert peak <= 256 * MEGABYTE


def test_every_reason_has_a_file_that_is_refused_for_it() -> None:
    met = {
        reason
        for table in (BOMBS, STRUCTURES, CONTENTS)
        for _, _, reasons in table.values()
        for reason in reasons
    }
    assert met == set(Reason) == set(SENTENCES)
