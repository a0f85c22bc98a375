"""``manage.py generate --scale district``: a district's year of cases, for looking at the system at its real size."""

import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from casework.cases.clock import LOCAL
from casework.cases.models import Case
from casework.demo.district.loading import generate

SCALES = {"district": 1.0, "sample": 0.02}
SEED = 20260901


class Command(BaseCommand):
    help = "生成一个区一年的案件（60 所学校、140 家机构、约 14,300 件案件、约 190,000 项待办和已办）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=SCALES, required=True)
        parser.add_argument("--seed", type=int, default=SEED, help="随机种子，记入留痕")
        parser.add_argument("--on", help="以哪一天为今天（2026-04-24）")
        parser.add_argument("--add", action="store_true", help="数据库里已经有案件也写入")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("正式运行的数据库里不生成演示案件。")
        if Case.objects.exists() and not options["add"]:
            raise CommandError("数据库里已经有案件。确实要再写入，请加 --add。")
        started = time.monotonic()

        def progress(line: str) -> None:
            self.stdout.write(f"  {time.monotonic() - started:6.1f} 秒  {line} …")

        with transaction.atomic():
            made = generate(
                seed=options["seed"],
                factor=SCALES[options["scale"]],
                at=_moment(options["on"]),
                progress=progress,
            )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"案件 {made.cases:,} 件（在办 {made.open_cases:,} 件），待办和已办 {made.tasks:,} 项，"
            f"用时 {time.monotonic() - started:.1f} 秒，种子 {options['seed']}"
        )


def _moment(day: str | None) -> datetime:
    """Six in the evening of that day. Raises CommandError for what is no day."""
    if day is None:
        return timezone.now()
    try:
        return datetime.fromisoformat(day).replace(hour=18, tzinfo=LOCAL)
    except ValueError as fault:
        raise CommandError(f"“{day}”不是日期，请写成 2026-04-24。") from fault
