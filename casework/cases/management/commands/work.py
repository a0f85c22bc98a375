"""``manage.py work``: fires due timers and settles interrupted uploads until it is stopped; run as many as you like."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from casework.cases.services import run_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "持续处理到期的定时事件。可以在多台机器上同时运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="只处理一遍就结束")
        parser.add_argument("--pause", type=float, default=1.0, help="两遍之间的秒数")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                run_due(at=timezone.now())
            except OperationalError:
                # The database is away; the timers wait in it and fire when it is back.
                log.exception("database away")
            if options["once"]:
                return
            close_old_connections()
            time.sleep(options["pause"])
