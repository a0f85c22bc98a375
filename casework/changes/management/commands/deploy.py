"""``manage.py deploy [folder …]``: deploys process folders; without names, every one that opens cases."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casework.changes.models import PublishedVersion
from casework.changes.services import ChangedInBrowser, deploy_folder
from processes.bundle import DEFINITIONS, UnknownProcess, read_bundle
from processes.services import DeployRefused
from processes.vocabulary import read_processes
from processes.xml import InvalidDocument, read_xml


class Command(BaseCommand):
    help = "把流程目录部署为新版本；内容没有变化时保持原版本，在浏览器里改过的不覆盖。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", nargs="*")
        parser.add_argument(
            "--over-browser", action="store_true", help="即使流程在浏览器里改过，也用目录里的内容代替"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """What the bureau changed is told and left alone; where its folder was asked for by name, that is an error."""
        named = options["folders"]
        kept = [
            said
            for folder in ([DEFINITIONS / name for name in named] or list(case_folders()))
            if (said := self._deploy(folder, over_browser=options["over_browser"]))
        ]
        if kept and named:
            raise CommandError("\n".join(kept))
        for said in kept:
            self.stderr.write(said)

    def _deploy(self, folder: Path, *, over_browser: bool) -> str:
        """What is to be told where it was not deployed, or nothing."""
        try:
            done = deploy_folder(bundle=read_bundle(folder), at=timezone.now(), over_browser=over_browser)
        except (InvalidDocument, UnknownProcess, DeployRefused) as error:
            raise CommandError(f"{folder.name} 没有部署：\n{error}") from error
        except ChangedInBrowser as refused:
            return _told(folder, refused.published)
        ahead = f"（更新的是{_origin(done.ahead)}）" if done.ahead else ""
        stopped = "（已自动停用，恢复之前不起作用）" if done.version.stopped_at else ""
        self.stdout.write(f"{done.version} · {done.version.digest[:12]}{stopped}{ahead}")
        return ""


def _origin(published: PublishedVersion) -> str:
    day = timezone.localtime(published.version.deployed_at)
    when = f"{day.year}年{day.month}月{day.day}日"
    return f"第{published.version.number}版，由流程变更“{published.change.title}”于{when}在浏览器里发布"


def _told(folder: Path, published: PublishedVersion) -> str:
    return (
        f"{folder.name} 没有部署：“{published.version.name}”在浏览器里改过（{_origin(published)}），部署目录会盖掉这些改动。"
        "要保留，请在浏览器里另起变更，把目录里的改动做进去；确实要用目录里的内容代替，请加 --over-browser。"
    )


def case_folders() -> list[Path]:
    """Folders whose main process has milestones: the others are fragments that these call."""
    found = []
    for path in sorted(DEFINITIONS.glob("*/process.bpmn")):
        main = next(read_processes(read_xml(path.read_bytes(), path.name), path.name), None)
        if main is not None and main.milestones:
            found.append(path.parent)
    return found
