"""`manage.py demo`: the whole system on this machine, with demonstration data."""

import argparse
import os
import shutil
import threading
from pathlib import Path
from typing import Any

from config.bootstrap import catalogues, frontend
from config.bootstrap.progress import Stopped, say, step

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def demo(arguments: list[str]) -> int:
    """Prepare, load, serve until interrupted."""
    options = _options(arguments)
    os.environ["BANJIE_DEMO"] = "1"
    os.environ.setdefault("BANJIE_PUBLIC_URL", f"http://{options.host}:{options.port}")
    if options.host not in _LOOPBACK:
        os.environ.setdefault("BANJIE_ALLOWED_HOSTS", "*")
    catalogues.compile_catalogues()
    frontend.build()
    import django

    django.setup()
    if options.reset:
        _forget()
    _load()
    return _serve(options.host, options.port)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("manage.py demo", description="演示：准备环境、装入演示数据并启动")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument("--reset", action="store_true", help="清空演示数据重新装入")
    return parser.parse_args(arguments)


def _forget() -> None:
    """Remove the embedded database and local files. Raises Stopped where others are configured."""
    from django.conf import settings

    if os.environ.get("DATABASE_URL") or settings.OBJECT_STORE:
        raise Stopped("--reset 只清空本机的演示数据；现在设置了外部数据库或文件库，没有动它们。")
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    for suffix in ("", "-wal", "-shm", "-journal"):
        name.with_name(name.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(Path(settings.VAR_DIR) / "objects", ignore_errors=True)


def _load() -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("建立数据库"):
            call_command("migrate", verbosity=0, interactive=False)
    if "load_demo" in get_commands() and not get_user_model().objects.exists():
        say("装入演示数据")  # the command tells its own progress
        call_command("load_demo")
    else:
        _require_states()


def _require_states() -> None:
    """What an earlier version loaded may be past this one. Raises Stopped."""
    from django.utils import timezone

    from processes.services import check_states

    if any(checked.problem for checked in check_states(at=timezone.now())):
        raise Stopped(
            "演示数据是较早的版本装入的，这个版本不能接着办。请重新装入：python3 manage.py demo --reset"
        )


def _serve(host: str, port: int) -> int:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from config.bootstrap.work import work
    from config.wsgi import application

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Requests are not listed: the terminal is for what the person must know."""

    try:
        server = ThreadedWSGIServer((host, port), Quiet, ipv6=":" in host)
    except OSError as error:
        raise Stopped(
            f"端口 {port} 打不开（{error.strerror}）。换一个端口：python3 manage.py demo --port {port + 1}"
        ) from error
    server.set_app(application)
    stop = threading.Event()
    threading.Thread(target=work, args=(stop,), daemon=True).start()
    _greet(host, port)
    try:
        server.serve_forever()
    finally:
        stop.set()
        server.server_close()
    return 0


def _greet(host: str, port: int) -> None:
    from config.login import cards

    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
    say(f"\n办结已启动：http://{shown}:{port}/    （按 Ctrl+C 停止）\n")
    accounts = cards()
    if accounts:
        say("演示账号（在登录页点一下即可进入）：")
    for card in accounts:
        say(f"  {card['username']:<18} {card['title']} · {card['who']}")
