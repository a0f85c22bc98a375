"""Make the store ready, then write, read and delete a probe in it."""

import io
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from storage import ObjectMissing, StoreUnavailable, new_key, store

_PROBE = b"banjie"


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
        except (StoreUnavailable, ObjectMissing) as error:
            raise CommandError(f"文件库不可用：{error}") from error
        if kept != _PROBE:
            raise CommandError("文件库读回的内容与写入的不一致")
        self.stdout.write("文件库可用")
