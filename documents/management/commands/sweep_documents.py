"""Settle interrupted uploads and report objects that belong to no document."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.services import sweep
from storage import StoreUnavailable


class Command(BaseCommand):
    help = "Verify or drop uploads pending for over an hour, and list objects without a row."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = sweep(at=timezone.now())
        except StoreUnavailable as error:
            raise CommandError(f"文件库暂时连接不上：{error}") from error
        self.stdout.write(
            f"可用 {report.available}，未通过检查 {report.refused}，没有收到 {report.dropped}，"
            f"留待下次 {report.postponed}，清除多余副本 {report.discarded}，无主对象 {len(report.orphans)}"
        )
        for key in report.orphans:
            self.stdout.write(f"无主对象 {key}")
