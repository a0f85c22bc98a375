"""What records alone settle is what a whole replay says, whatever is changed in the tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import pytest
from pytest_django import DjangoDbBlocker

from casework.scenarios.runner import play
from casework.scenarios.script import scenarios_of
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.engine import compile_bundle
from processes.models import DefinitionFile, ProcessInstance, ProcessVersion
from processes.replay.findings import Verdict
from processes.replay.pairs import Pair
from processes.replay.several import judge_each
from processes.services import definition_of, deploy, version_bundle

pytestmark = pytest.mark.django_db
STORIES = {path.stem: scenario for path, scenario in scenarios_of("rectify") if scenario.expect.get("end")}
PLAYED = (
    "d12_simple_note",
    "d14_overdue_urged_then_done",
    "st16_extension_once",
    "st09_second_round_and_accountability",
)
NUMBER, WORD = re.compile(r"<text>(\d+)</text>"), re.compile(r'<text>"([a-z_]+)"</text>')


@pytest.fixture(scope="module", autouse=True)
def rectify(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ProcessVersion]:
    with django_db_blocker.unblock():
        made = deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    yield made
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version=made).delete()
        made.delete()


@dataclass(frozen=True)
class Edit:
    """Cells of one kind in a table trade places, so that every text in it stays one that it knows."""

    table: str
    seed: int

    def of(self, bundle: Bundle) -> Bundle:
        chance, path = Random(self.seed), f"rectify/{self.table}.dmn"  # noqa: S311
        text = bundle.files[path].decode()
        head, rules = text.split("<rule", 1)
        kind = chance.choice([found for found in (NUMBER, WORD) if len(found.findall(rules)) > 1])
        cells = kind.findall(rules)
        chance.shuffle(cells)
        given = iter(cells)
        changed = kind.sub(lambda cell: cell.group(0).replace(cell.group(1), next(given)), rules)
        return Bundle(bundle.main, {**bundle.files, path: f"{head}<rule{changed}".encode()})


def test_both_ways_agree(rectify: ProcessVersion) -> None:
    for story in PLAYED:
        play(STORIES[story])
    ended = list(ProcessInstance.objects.filter(status="ENDED", version=rectify).select_related("version"))
    assert len(ended) == len(PLAYED)
    old, source = version_bundle(rectify), definition_of(rectify)
    seen: set[Verdict] = set()
    for edit in (Edit(table, seed) for table in ("D12", "D13", "D14") for seed in range(7)):
        new = edit.of(old)
        pair = Pair(source, compile_bundle(new), old, new)
        whole = dict(judge_each(ended, pair, by_records=False))
        assert dict(judge_each(ended, pair)) == whole, edit
        seen |= {finding.verdict for finding in whole.values()}
    assert {Verdict.SAME, Verdict.OTHER_RESULT} < seen
