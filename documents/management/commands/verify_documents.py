"""Read every filed version back, name those that are gone or changed, and what lies in the store without a row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.services import filed, orphans, verify
from storage import StoreUnavailable


class Command(BaseCommand):
    help = "Hash every filed version again; fails when one is missing or no longer what was filed. Lists orphans."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            damaged = self._damaged()
            nobodys = self._orphans()
        except StoreUnavailable as error:
            raise CommandError(f"文件库暂时连接不上：{error}") from error
        if damaged:
            raise CommandError(f"{damaged} 个文件缺失或内容已变，无主对象 {nobodys} 个")
        self.stdout.write(f"全部 {filed().count()} 个文件与存档时一致，无主对象 {nobodys} 个")

    def _damaged(self) -> int:
        count = 0
        for count, damage in enumerate(verify(), 1):  # noqa: B007
            what = "缺失" if damage.is_missing else "内容已变"
            self.stdout.write(f"{what}：{damage.version.pk} {damage.version.document} {damage.version.name}")
        return count

    def _orphans(self) -> int:
        count = 0
        for count, key in enumerate(orphans(at=timezone.now()), 1):  # noqa: B007
            self.stdout.write(f"无主对象：{key}")
        return count
