"""``manage.py load_demo``: fills an empty database with the demo district."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from casework.demo.loading import is_loaded, load


class Command(BaseCommand):
    help = "向空数据库载入演示数据。"

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            raise CommandError("数据库里已经有人员，演示数据只载入空数据库。")
        started = time.monotonic()
        with transaction.atomic():
            load(at=timezone.now(), progress=lambda line: self.stdout.write(f"  {line} …"))
        self.stdout.write(f"演示数据已载入（{time.monotonic() - started:.1f} 秒）")
