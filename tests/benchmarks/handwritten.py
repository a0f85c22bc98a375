"""What a naive host would write: the bare library, its whole JSON state in one table, SQL by hand, no checks.

A step is: lock, load, run, save, finish one task row, insert the next one, append one event, commit.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

import psycopg
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.benchmarks.matter import six_tasks

TABLES = (
    "CREATE TABLE naive_instance (id TEXT PRIMARY KEY, state TEXT NOT NULL)",
    "CREATE TABLE naive_task (id TEXT PRIMARY KEY, instance TEXT NOT NULL, name TEXT NOT NULL, done_at TEXT)",
    "CREATE TABLE naive_event (id TEXT PRIMARY KEY, instance TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL)",
)
AT = "2026-04-24T10:00:00+08:00"
_serializer = BpmnWorkflowSerializer()


class Connection(Protocol):
    def execute(self, query: Any, params: Sequence[Any] = ..., /) -> Any: ...


class Naive:
    """The loop over one connection; ``mark`` is the database's placeholder, ``lock`` what a row lock is called."""

    def __init__(self, connection: Connection, *, mark: str, lock: str, begin: str) -> None:
        self._connection = connection
        self._mark, self._lock, self._begin = mark, lock, begin
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(six_tasks()))
        self._spec, self._called = parser.get_spec("main"), parser.get_subprocess_specs("main")

    def make_tables(self) -> None:
        with self._transaction():
            for table in TABLES:
                self._connection.execute(table)

    def start(self) -> UUID:
        """Start an instance; the id of its first task."""
        workflow = BpmnWorkflow(self._spec, self._called)
        workflow.do_engine_steps()
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        instance = str(uuid4())
        with self._transaction():
            self._do(
                "INSERT INTO naive_instance VALUES (?, ?)", instance, _serializer.serialize_json(workflow)
            )
            self._do(
                "INSERT INTO naive_task VALUES (?, ?, ?, NULL)", str(task.id), instance, task.task_spec.name
            )
            self._do("INSERT INTO naive_event VALUES (?, ?, ?, ?)", str(uuid4()), instance, "started", AT)
        return UUID(str(task.id))

    def complete(self, task_id: UUID) -> UUID | None:
        """One step; the id of the task that it opened."""
        with self._transaction():
            (instance,) = self._do("SELECT instance FROM naive_task WHERE id = ?", str(task_id)).fetchone()
            found = self._do(f"SELECT state FROM naive_instance WHERE id = ? {self._lock}", instance)
            workflow = _serializer.deserialize_json(found.fetchone()[0])
            task = workflow.get_task_from_id(task_id)
            task.set_data(note="说明")
            task.run()
            workflow.do_engine_steps()
            following = workflow.get_next_task(state=TaskState.READY, manual=True)
            self._do(
                "UPDATE naive_instance SET state = ? WHERE id = ?",
                _serializer.serialize_json(workflow),
                instance,
            )
            self._do("UPDATE naive_task SET done_at = ? WHERE id = ?", AT, str(task_id))
            if following is not None:
                row = (str(following.id), instance, following.task_spec.name)
                self._do("INSERT INTO naive_task VALUES (?, ?, ?, NULL)", *row)
            said = json.dumps({"task": str(task_id), "note": "说明"}, ensure_ascii=False)
            self._do("INSERT INTO naive_event VALUES (?, ?, ?, ?)", str(uuid4()), instance, said, AT)
        return UUID(str(following.id)) if following is not None else None

    def _do(self, query: str, *values: Any) -> Any:
        return self._connection.execute(query.replace("?", self._mark), values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute(self._begin)
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def naive(database: dict[str, Any]) -> Naive:
    """The loop on the database of these Django settings."""
    return _ENGINES[database["ENGINE"].rsplit(".", 1)[-1]](database)


def _postgresql(database: dict[str, Any]) -> Naive:
    place = {
        "host": database["HOST"],
        "port": database["PORT"] or None,
        "password": database["PASSWORD"] or None,
    }
    connection = psycopg.connect(
        dbname=database["NAME"], user=database["USER"], autocommit=True,
        **{name: value for name, value in place.items() if value},
    )  # fmt: skip
    return Naive(connection, mark="%s", lock="FOR UPDATE", begin="BEGIN")


def _sqlite3(database: dict[str, Any]) -> Naive:
    connection = sqlite3.connect(Path(database["NAME"]), timeout=60, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return Naive(connection, mark="?", lock="", begin="BEGIN IMMEDIATE")


_ENGINES: dict[str, Callable[[dict[str, Any]], Naive]] = {"postgresql": _postgresql, "sqlite3": _sqlite3}
