"""``manage.py check_states``: before an upgrade goes live, whether it can go on with every running instance."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.cases.models import Case
from processes.services import check_states

_EVERY = 1000


class Command(BaseCommand):
    help = "逐个试装所有在办流程的状态（只读），列出当前版本不能接着办的。"

    def handle(self, *args: Any, **options: Any) -> None:
        refused = total = 0
        for checked in check_states(at=timezone.now()):
            total += 1
            if checked.problem:
                refused += 1
                case = Case.objects.filter(pk=checked.key).first()
                self.stdout.write(f"{case or checked.key}（{checked.process}）：{checked.problem}")
            if total % _EVERY == 0:
                self.stderr.write(f"  已检查 {total} 件 …")
        if refused:
            raise CommandError(f"检查了 {total} 件在办流程，{refused} 件不能用当前版本接着办；数据没有改动。")
        self.stdout.write(f"检查了 {total} 件在办流程，都能用当前版本接着办。")
