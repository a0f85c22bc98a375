"""Ask the virus scanner what it is, and whether it knows the harmless file that every scanner must find."""

import io
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.intake.sentences import INFECTED
from documents.scanning import ScannerAway, scan, version

# The EICAR test file, in two pieces: in one it would have this file itself removed.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Command(BaseCommand):
    help = "Prove that the scanner of BANJIE_CLAMD answers, has signatures and finds the EICAR test file."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CLAMD:
            raise CommandError("没有配置杀毒程序（BANJIE_CLAMD），上传的文件不查病毒")
        try:
            named, found = version(), scan(io.BytesIO(_EICAR))
        except ScannerAway as error:
            raise CommandError(f"杀毒程序不可用，上传的文件都会停在“上传中”：{error}") from error
        if found != INFECTED:
            raise CommandError(f"杀毒程序没有认出测试病毒，请更新病毒库：{named}")
        self.stdout.write(f"杀毒程序可用：{named}")
