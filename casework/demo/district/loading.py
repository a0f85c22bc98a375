"""Fills a database with a district and its year: register, originals, what is open today, and copies for the rest."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import NAMESPACE_OID, uuid5

from casework.audit.services import record
from casework.calendar.services import Calendar, seed_official
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.demo.district import papers, running
from casework.demo.district.calendar import Year
from casework.demo.district.copying import Copy, copy_of
from casework.demo.district.inserting import insert
from casework.demo.district.numbers import Numbers
from casework.demo.district.originals import originals
from casework.demo.district.patterns import Pattern
from casework.demo.district.places import Place, places, settle
from casework.demo.district.sizes import VOLUMES, Volume
from casework.demo.loading import PROCESSES
from casework.demo.register import load_register
from casework.organisations.models import Organisation, Person
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Told:
    """What was made."""

    cases: int
    tasks: int
    open_cases: int


def generate(*, seed: int, factor: float, at: datetime, progress: Progress) -> Told:
    """Everything of one seed and one moment is the same again, but for the ids of what was played.

    The caller holds the transaction. ``factor`` 1 is a whole district.
    """
    random, today = Random(seed), local_date(at)  # noqa: S311
    _ground(at, progress)
    schools, vendors = places(Organisation.Kind.SCHOOL, today), places(Organisation.Kind.VENDOR, today)
    volumes = [volume.scaled(factor) for volume in VOLUMES]
    progress("办理样本案件")
    patterns = _by_kind(originals(schools, vendors, at))
    progress("办理在办案件")
    for volume in volumes:
        for _ in _running(volume, schools, vendors, at, random):
            pass
    papers.hold(vendors, at=at, random=random, verifier=Person.objects.get(username="cyg"))
    numbers, done = Numbers(), 0
    maker = Maker(patterns, schools, vendors, Year(Calendar.load(), today), numbers, random)
    total = sum(volume.closed for volume in volumes)
    for cases, _ in insert(copy for volume in volumes for copy in maker.copies(volume)):
        done += cases
        progress(f"写入已办结案件 {done:,} / {total:,}")
    numbers.keep()
    told = Told(Case.objects.count(), UserTask.objects.count(), Case.objects.open().count())
    payload = {"seed": seed, "cases": told.cases, "tasks": told.tasks}
    record(chain=uuid5(NAMESPACE_OID, "district"), kind="district.generated", at=at, by=None, payload=payload)
    return told


@dataclass(frozen=True)
class Maker:
    """Chooses for every copy whose it is and when it happened."""

    patterns: dict[str, list[Pattern]]
    schools: Sequence[Place]
    vendors: Sequence[Place]
    year: Year
    numbers: Numbers
    random: Random

    def copies(self, volume: Volume) -> Iterator[Copy]:
        patterns = self.patterns[volume.kind]
        homes = {place.organisation.pk: place for place in (*self.schools, *self.vendors)}
        weights = [pattern.weight for pattern in patterns]
        for respondent, host, day in self._matters(volume):
            pattern = self.random.choices(patterns, weights)[0]
            opened = local_date(pattern.case.opened_at)
            shift = day - opened if day else self.year.shift(
                kind=volume.kind, opened=opened, days=pattern.days, random=self.random
            )  # fmt: skip
            yield copy_of(
                pattern, respondent=respondent, host=host, shift=shift, numbers=self.numbers, random=self.random,
                homes=homes, today=self.year.today,
            )  # fmt: skip

    def _matters(self, volume: Volume) -> Iterator[tuple[Place, Place | None, date | None]]:
        """Respondent, school that takes it in, and the day where the kind has one of its own."""
        if volume.kind == "XC":
            rounds = [(place, None, day) for day in self.year.service_days for place in self.schools]
            yield from sorted(self.random.sample(rounds, volume.closed), key=lambda one: one[2])
        elif volume.kind in {"RX", "RK"}:
            for _ in range(volume.closed):
                yield self.random.choice(self.vendors), self.random.choice(self.schools), None
        else:
            for number in range(volume.closed):
                yield self.schools[number % len(self.schools)], None, None


def _ground(at: datetime, progress: Progress) -> None:
    if not Person.objects.exists():
        progress("登记科室和人员")
        load_register(local_date(at))
    seed_official()
    progress("登记 60 所学校和 140 家机构")
    settle(today=local_date(at), at=at)
    progress("部署流程")
    for folder in PROCESSES:
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=at)


def _by_kind(patterns: Iterator[Pattern]) -> dict[str, list[Pattern]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        found[pattern.case.kind].append(pattern)
    return found


def _running(
    volume: Volume, schools: Sequence[Place], vendors: Sequence[Place], at: datetime, random: Random
) -> Iterator[Case]:
    if volume.kind == "ZG":
        return running.rectifications(schools, volume.open, at=at, random=random)
    if volume.kind == "RX":
        return running.entries(schools, vendors, volume.open, at=at)
    return running.lines(volume.kind, schools, volume.open, at=at, random=random) if volume.open else iter(())
