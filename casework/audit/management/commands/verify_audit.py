"""Checks the whole audit trail; the exit code is 1 when a row or a guard is not as it should be."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from casework.audit import guards
from casework.audit.models import ChainHead, Event
from casework.audit.verification import fingerprint, verify


class Command(BaseCommand):
    help = "校验审计链：逐链指出第一条被改动、缺少或多出的记录。"
    # The trail can be checked even where the rest of the installation is broken.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--chain", type=UUID, help="只校验一条链（案件编号对应的标识）")

    def handle(self, *, chain: UUID | None, **options: Any) -> None:
        found = 0
        for name in sorted(guards.expected(connection) - guards.installed(connection)):
            found += 1
            self.stderr.write(f"缺少数据库保护：{name}")
        for broken in verify(chain):
            found += 1
            self.stderr.write(str(broken))
        if found:
            raise CommandError(f"审计链校验不通过：{found} 处。", returncode=1)
        self.stdout.write(f"审计链完整：{ChainHead.objects.count()} 条链，{Event.objects.count()} 条记录。")
        self.stdout.write(f"链尾指纹：{fingerprint()}")
