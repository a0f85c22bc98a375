"""``manage.py deploy [folder …]``: deploys process folders; without names, every one that opens cases."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from processes.bundle import DEFINITIONS, UnknownProcess, read_bundle
from processes.services import DeployRefused, deploy
from processes.vocabulary import read_processes
from processes.xml import InvalidDocument, read_xml


class Command(BaseCommand):
    help = "把流程目录部署为新版本；内容没有变化时保持原版本。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        folders = [DEFINITIONS / name for name in options["folders"]] or list(case_folders())
        for folder in folders:
            try:
                with transaction.atomic():
                    version = deploy(bundle=read_bundle(folder), at=timezone.now())
            except (InvalidDocument, UnknownProcess, DeployRefused) as error:
                raise CommandError(f"{folder.name} 没有部署：\n{error}") from error
            self.stdout.write(f"{version} · {version.digest[:12]}")


def case_folders() -> list[Path]:
    """Folders whose main process has milestones: the others are fragments that these call."""
    found = []
    for path in sorted(DEFINITIONS.glob("*/process.bpmn")):
        main = next(read_processes(read_xml(path.read_bytes(), path.name), path.name), None)
        if main is not None and main.milestones:
            found.append(path.parent)
    return found
