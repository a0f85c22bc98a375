"""Deploys bundles as immutable versions and hands out their compiled definitions."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from processes.bundle import Bundle
from processes.checks import Problem, check, check_files
from processes.engine import Definition, InvalidDiagram, compile_bundle
from processes.models import DefinitionFile, ProcessVersion
from processes.xml import InvalidDocument
from syncpoints import reach


class DeployRefused(Exception):
    """The bundle has problems; ``problems`` names each with its element."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def deploy(*, bundle: Bundle, at: datetime, by: Any = None) -> ProcessVersion:
    """Store a bundle as the next version of its main process; the same bundle again returns the version it has.

    Raises InvalidDiagram when it cannot be compiled, DeployRefused when the check finds problems.
    """
    definition = _checked(bundle)
    try:
        with transaction.atomic():
            return _next_version(bundle, definition, at, by)
    except IntegrityError:
        # Somebody deployed at the same moment: what he stored is seen now, and comes before this.
        return _next_version(bundle, definition, at, by)


def _next_version(bundle: Bundle, definition: Definition, at: datetime, by: Any) -> ProcessVersion:
    versions = ProcessVersion.objects.filter(process_id=definition.main)
    reach("deploy.checked")
    known = versions.filter(digest=bundle.digest).first()
    if known is not None:
        return known
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ProcessVersion.objects.create(
        process_id=definition.main,
        name=definition.processes[definition.main].name,
        folder=bundle.main,
        number=number,
        digest=bundle.digest,
        deployed_at=at,
        deployed_by=by,
    )
    DefinitionFile.objects.bulk_create(
        DefinitionFile(version=version, path=path, content=content.decode())
        for path, content in bundle.files.items()
    )
    reach("deploy.commit")
    return version


def _checked(bundle: Bundle) -> Definition:
    try:
        problems = check_files(bundle)
    except InvalidDocument as error:
        raise InvalidDiagram(str(error)) from error
    if problems:
        raise DeployRefused(problems)
    definition = compile_bundle(bundle)
    if problems := check(definition):
        raise DeployRefused(problems)
    return definition


def latest_version(process_id: str) -> ProcessVersion:
    """The version that new instances take. Raises ProcessVersion.DoesNotExist."""
    return ProcessVersion.objects.filter(process_id=process_id).latest("number")


def definition_of(version: ProcessVersion) -> Definition:
    """The compiled definition of a version, compiled once in each process of the server."""
    return _compiled(version.id, version.folder, version.digest)


@lru_cache(maxsize=64)
def _compiled(version_id: UUID, folder: str, digest: str) -> Definition:
    files = DefinitionFile.objects.filter(version_id=version_id).values_list("path", "content")
    return compile_bundle(Bundle(main=folder, files={path: content.encode() for path, content in files}))
