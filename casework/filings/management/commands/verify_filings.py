"""Checks every filing; the exit code is 1 when one, or a guard of the table, is not as it should be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from casework.filings.guards import GUARDS
from casework.filings.models import Filing
from casework.filings.verification import verify


class Command(BaseCommand):
    help = "校验备案：逐份比对内容、校验值和审计链，指出被改动或缺少的备案。"
    # The filings can be checked even where the rest of the installation is broken.
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        found = 0
        for name in sorted(GUARDS.expected(connection) - GUARDS.installed(connection)):
            found += 1
            self.stderr.write(f"缺少数据库保护：{name}")
        for broken in verify():
            found += 1
            self.stderr.write(str(broken))
        if found:
            raise CommandError(f"备案校验不通过：{found} 处。", returncode=1)
        self.stdout.write(f"备案完整：{Filing.objects.count()} 份。")
