"""Read every available file back and name those that are gone or changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.services import verify
from storage import StoreUnavailable


class Command(BaseCommand):
    help = "Hash every available file again; fails when one is missing or no longer what was filed."

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = 0
        try:
            for damage in verify():
                damaged += 1
                what = "缺失" if damage.is_missing else "内容已变"
                self.stdout.write(
                    f"{what}：{damage.version.pk} {damage.version.document} {damage.version.name}"
                )
        except StoreUnavailable as error:
            raise CommandError(f"文件库暂时连接不上：{error}") from error
        if damaged:
            raise CommandError(f"{damaged} 个文件缺失或内容已变")
        self.stdout.write("全部文件与存档时一致")
