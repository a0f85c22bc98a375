"""The whole application in a process of its own, on a database that the test takes away and gives back."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import urllib3

PROGRAM = """
import django, sys
from wsgiref.simple_server import WSGIRequestHandler, make_server
django.setup()
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from casework.organisations.models import Person
# The tables as they are now, in two seconds; migrating to them takes fifteen.
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
person = Person.objects.create_user("jjk", password="a-long-password")
session = SessionStore()
session["_auth_user_id"] = str(person.pk)
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session["_auth_user_hash"] = person.get_session_auth_hash()
session.save()
class Quiet(WSGIRequestHandler):
    def log_message(self, *args): pass
from config.wsgi import application
server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
print(server.server_port, session.session_key, flush=True)
server.serve_forever()
"""


@dataclass(frozen=True)
class Served:
    """``session`` is that of somebody who has logged in."""

    port: int
    session: str

    def ask(
        self, path: str, method: str = "GET", body: str = "", headers: Mapping[str, str] | None = None
    ) -> urllib3.BaseHTTPResponse:
        token = "a" * 32
        sent = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "X-CSRFToken": token,
            **(headers or {}),
        }
        return urllib3.request(
            method,
            f"http://127.0.0.1:{self.port}{path}",
            body=body,
            headers=sent,
            redirect=False,
            retries=False,
        )


@contextmanager
def served(url: str, folder: Path) -> Iterator[Served]:
    environment = {**os.environ, "DATABASE_URL": url, "BANJIE_VAR": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=log, env=environment, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline().split()
        assert line, (folder / "server.log").read_text()
        yield Served(int(line[0]), line[1])
    finally:
        process.kill()
        process.wait()
        log.close()
