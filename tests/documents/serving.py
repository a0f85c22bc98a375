"""The application in a process of its own, over HTTP: ``python -m tests.documents.serving <database> <store as JSON>``.

It prints its port; afterwards it completes each upload whose id comes in a line, and prints its state.
"""

import json
import sys
import threading
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

django.setup()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None: ...


def main(database: str, store: str) -> None:
    from django.conf import settings
    from django.db import connections
    from django.utils import timezone

    settings.OBJECT_STORE = json.loads(store)
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = database

    from config.wsgi import application
    from documents.models import DocumentVersion
    from documents.services import complete_upload

    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)  # noqa: T201
    for line in sys.stdin:
        version = DocumentVersion.objects.get(pk=line.strip())
        print(complete_upload(version=version, at=timezone.now()).state, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
