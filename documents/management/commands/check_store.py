"""Make the store ready, then write, read and delete a probe in it."""

import io
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from storage import ObjectMissing, Protection, StoreUnavailable, new_key, store

_PROBE = b"banjie"
_DELETED = {
    Protection.NONE: "删除的对象无法找回，请另做备份",
    Protection.VERSIONED: "有版本管理，删除的对象可以找回，但有权限的人能彻底删除",
    Protection.LOCKED: "有对象锁定，保留期内谁也不能彻底删除（已试过）",
}


class Command(BaseCommand):
    help = "Create the folder or bucket of the store if need be, and prove that it keeps what it is given."

    def handle(self, *args: Any, **options: Any) -> None:
        key = new_key("probe/")
        try:
            store().prepare()
            store().put(key, io.BytesIO(_PROBE), len(_PROBE))
            with store().open(key) as stream:
                kept = stream.read()
            store().delete(key)
            protection = store().prove_protection()
        except (StoreUnavailable, ObjectMissing) as error:
            raise CommandError(f"文件库不可用：{error}") from error
        if kept != _PROBE:
            raise CommandError("文件库读回的内容与写入的不一致")
        self.stdout.write(f"文件库可用；{_DELETED[protection]}")
        if store().upload_origin:
            self._prove_browsers()

    def _prove_browsers(self) -> None:
        site, origin = settings.PUBLIC_URL.rstrip("/"), store().upload_origin
        try:
            let_in = store().lets_in(site)
        except StoreUnavailable as error:
            raise CommandError(f"浏览器直传的地址 {origin} 连接不上：{error}") from error
        if not let_in:
            raise CommandError(
                f"浏览器不能直传到 {origin}：请在存储上放行来源 {site} 的 PUT 请求和 Content-Type 请求头（CORS）"
            )
        self.stdout.write(f"浏览器从 {site} 直传到 {origin}：已放行")
