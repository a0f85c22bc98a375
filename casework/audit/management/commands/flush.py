"""Empties a database on purpose: lifts the guards of every app meanwhile, and never in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from casework.audit.guarding import all_guards


class Command(Flush):
    def handle(self, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("生产环境不能清空数据库：审计记录和备案只增不改。")
        connection = connections[options["database"]]
        lifted = list(all_guards())
        for guards in lifted:
            guards.remove(connection)
        try:
            super().handle(**options)
        finally:
            for guards in lifted:
                guards.install(connection)
