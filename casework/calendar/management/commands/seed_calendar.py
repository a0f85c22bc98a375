"""Plants the officially published days off; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from casework.calendar.services import seed_official


class Command(BaseCommand):
    help = "录入国务院办公厅已公布年份的放假和调休日（可重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            added = seed_official()
        self.stdout.write(f"新增 {added} 个年份")
