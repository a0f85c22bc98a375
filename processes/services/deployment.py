"""Deploys bundles as immutable versions and hands out their compiled definitions."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem, check_bundle, problem_from
from processes.confinement import Undecided, confined
from processes.engine import Definition, InvalidDiagram, compile_bundle
from processes.models import DefinitionFile, ProcessVersion
from processes.services.bundles import bundle_of
from processes.services.versions import versions_in_force
from processes.vocabulary import Element
from syncpoints import reach

REMEMBERED = 64


class DeployRefused(Exception):
    """The bundle has problems; ``problems`` names each with its element."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Verdict:
    """What an examination found: ``problems``, or else the id and name of the main process, and how it begins.

    ``warnings`` stop nothing.

    ``receives`` are the messages that open a matter on it, ``offices`` the codes of those that answer for what begins
    by itself or by people, each with the element that names it.
    """

    problems: tuple[Problem, ...] = ()
    process_id: str = ""
    name: str = ""
    receives: tuple[tuple[str, str], ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Coming:
    """When and for whom a version comes into force: at once and for all by default (see ProcessVersion)."""

    effective_from: date | None = None
    pilots: Sequence[str] = ()
    pilot_until: date | None = None


def deploy(*, bundle: Bundle, at: datetime, by: Any = None, coming: Coming | None = None) -> ProcessVersion:
    """Store a bundle as the next version of its main process; the same bundle again returns the version it has.

    Raises DeployRefused with every problem that the check finds, or else those that the domain has against it.
    """
    verdict = examine(bundle=bundle, at=at)
    if problems := [*verdict.problems, *_misfits(bundle, verdict, at)] or list(registry.inspected(bundle)):
        raise DeployRefused(problems)
    try:
        with transaction.atomic():
            return _next_version(bundle, verdict, at, by, coming or Coming())
    except IntegrityError:
        # Somebody deployed at the same moment: what he stored is seen now, and comes before this.
        return _next_version(bundle, verdict, at, by, coming or Coming())


def _misfits(bundle: Bundle, verdict: Verdict, at: datetime) -> Iterator[Problem]:
    """What does not go with what is deployed and registered already: a message has one receiver only."""
    path = f"{bundle.main}/process.bpmn"
    for message, element in verdict.receives:
        for version in versions_in_force(on=localdate(at)):
            other = definition_of(version)
            taken = (e.receive.message for e in other.processes[other.main].elements.values() if e.receive)
            if version.process_id != verdict.process_id and message in taken:
                yield Problem(
                    path, element, f"消息“{message}”已由流程“{version.name}”接收，只能有一个流程接收它"
                )
    known = registry.known_offices() if verdict.offices else frozenset()
    for code, element in verdict.offices:
        if known and code not in known:
            yield Problem(path, element, f"承办科室 {code or '（空）'} 没有登记")


def _next_version(bundle: Bundle, verdict: Verdict, at: datetime, by: Any, coming: Coming) -> ProcessVersion:
    versions = ProcessVersion.objects.filter(process_id=verdict.process_id)
    reach("deploy.checked")
    known = versions.filter(digest=bundle.digest, withdrawn_at=None).first()
    if known is not None:
        return known
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ProcessVersion.objects.create(
        process_id=verdict.process_id,
        name=verdict.name,
        folder=bundle.main,
        number=number,
        digest=bundle.digest,
        deployed_at=at,
        deployed_by=by,
        effective_from=coming.effective_from,
        pilots=list(coming.pilots),
        pilot_until=coming.pilot_until,
    )
    DefinitionFile.objects.bulk_create(
        DefinitionFile(version=version, path=path, content=content.decode())
        for path, content in bundle.files.items()
    )
    reach("deploy.commit")
    return version


_found_good: OrderedDict[tuple[str, str], Verdict] = OrderedDict()


def examine(*, bundle: Bundle, at: datetime) -> Verdict:
    """Judge whether ``bundle`` may be deployed at the time ``at``.

    Its files are parsed, checked and compiled in a limited child process, from which only the verdict comes back. What
    was found good once in this process is not examined again: what is registered here only grows.
    """
    key = (bundle.main, bundle.digest)
    if key not in _found_good:
        try:
            answer = confined(lambda: asdict(judge(bundle, at)))
        except Undecided as error:
            problem = Problem(bundle.main, "", f"{error}，请把流程拆小或去掉异常的内容。")
            return Verdict(problems=(problem,))
        problems, warnings = (
            tuple(problem_from(plain) for plain in answer.pop(part)) for part in ("problems", "warnings")
        )
        if problems:
            return Verdict(problems=problems, warnings=warnings)
        receives, offices = (tuple(map(tuple, answer.pop(part))) for part in ("receives", "offices"))
        _found_good[key] = Verdict(**answer, receives=receives, offices=offices, warnings=warnings)
        if len(_found_good) > REMEMBERED:
            _found_good.popitem(last=False)
    return _found_good[key]


def judge(bundle: Bundle, at: datetime) -> Verdict:
    """The check, and then a trial compilation of what passed it: the verdict, here and now."""
    found = check_bundle(bundle, at=at)
    warnings = tuple(problem for problem in found if problem.warning)
    if problems := tuple(problem for problem in found if not problem.warning):
        return Verdict(problems=problems, warnings=warnings)
    try:
        definition = compile_bundle(bundle)
    except InvalidDiagram as error:
        return Verdict(problems=(Problem(error.path, error.element, error.reason, error.line, error.name),))
    main = definition.processes[definition.main]
    return Verdict(
        process_id=definition.main,
        name=main.name,
        receives=tuple((e.receive.message, e.id) for e in main.elements.values() if e.receive),
        offices=tuple((code, e.id) for e in main.elements.values() for code in _offices(e)),
        warnings=warnings,
    )


def _offices(element: Element) -> Iterator[str]:
    yield from (start.office for start in element.starts)
    if element.calendar is not None:
        yield element.calendar.office
    if element.receive is not None and not element.receive.office.startswith("="):
        yield element.receive.office


_compiled: OrderedDict[tuple[str, str], Definition] = OrderedDict()


def definition_of(version: ProcessVersion) -> Definition:
    """The compiled definition of a version, compiled once in each process of the server.

    Versions of the same files share one: a draft is deployed anew with every step of a trial, and rolled back.
    """
    key = (version.folder, version.digest)
    found = _compiled.get(key)
    if found is None:
        files = DefinitionFile.objects.filter(version_id=version.id)
        found = _compiled[key] = compile_bundle(bundle_of(version.folder, files))
        if len(_compiled) > REMEMBERED:
            _compiled.popitem(last=False)
    return found
