"""Deploys a folder of the programme without putting aside what the bureau changed in the browser."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.changes.models import PublishedVersion
from processes.bundle import Bundle
from processes.models import ProcessVersion
from processes.services import deploy


class ChangedInBrowser(Exception):
    """``published`` is newer than the folder that the bureau changed; deploying would put those changes aside."""

    def __init__(self, published: PublishedVersion) -> None:
        super().__init__(str(published))
        self.published = published


@dataclass(frozen=True)
class Deployed:
    """``ahead`` is a version of the browser that is newer than ``version`` and so stays what new matters take."""

    version: ProcessVersion
    ahead: PublishedVersion | None


def deploy_folder(*, bundle: Bundle, at: datetime, over_browser: bool = False) -> Deployed:
    """As ``deploy``. Raises ChangedInBrowser unless told to go over it, InvalidDocument, DeployRefused.

    Judged after the version has its number: what is published at the same moment comes before it, and is seen.
    """
    with transaction.atomic():
        version = deploy(bundle=bundle, at=at)
        others = ProcessVersion.objects.filter(process_id=version.process_id, withdrawn_at=None)
        newest = others.exclude(pk=version.pk).order_by("-number").first()
        published = _published(newest)
        if newest is None or published is None:
            return Deployed(version, None)
        if newest.number > version.number:
            return Deployed(version, published)
        if version.deployed_at == at:
            if not over_browser:
                raise ChangedInBrowser(published)
            _tell(published, version, at)
        return Deployed(version, None)


def _published(version: ProcessVersion | None) -> PublishedVersion | None:
    return PublishedVersion.objects.select_related("change", "version").filter(version=version).first()


def _tell(published: PublishedVersion, version: ProcessVersion, at: datetime) -> None:
    payload = {
        "title": published.change.title, "process": version.name, "number": published.version.number,
        "after": version.number,
    }  # fmt: skip
    record(chain=published.change_id, kind="change.deployed_over", at=at, by=None, payload=payload)
