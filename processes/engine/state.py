"""Saved states: authenticated, of one release's format, for one instance of one definition; nothing else is ever read.

A state is two lines: a header that says who wrote it, and the snapshot. The header's MAC covers both, and the instance
that it belongs to, so that a state can neither be edited nor be moved to another case. States are data of this release
alone: the library's own format is never read, since it runs ``eval`` on blobs of some old versions.
"""

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from processes.engine import snapshot
from processes.engine.definition import Definition

SCHEMA = 2
ENGINE = "SpiffWorkflow 3.2"
MAXIMUM_BYTES = 256 * 1024


class UnreadableState(Exception):
    """A saved state was not written by this release, for this instance, under this key; the message says which."""


class StateTooLarge(Exception):
    """A state grew over the published limit of 256 KB."""


class StateNotStorable(Exception):
    """Something in the state would not come back as it is; nothing like that is stored."""


def save(workflow: Any, definition: Definition, instance_id: UUID) -> str:
    """The state as text. Raises StateTooLarge, StateNotStorable."""
    taken = snapshot.take(workflow)
    body = written(taken)
    if len(body.encode()) > MAXIMUM_BYTES:
        raise StateTooLarge(f"流程状态超过 {MAXIMUM_BYTES // 1024} KB。")
    return sign(body, definition.digest, instance_id)


def sign(body: str, digest: str, instance_id: UUID) -> str:
    """A snapshot's text under a header of this release."""
    header = {"schema": SCHEMA, "engine": ENGINE, "definition": digest}
    head = json.dumps(header | {"mac": _mac(settings.SECRET_KEY, header, instance_id, body)})
    return f"{head}\n{body}"


def load(text: str, definition: Definition, instance_id: UUID) -> Any:
    """Rebuild a workflow on the compiled specs of ``definition``. Raises UnreadableState before anything is built."""
    body = authentic(text, definition.digest, instance_id)
    try:
        return snapshot.restore(json.loads(body), definition)
    except (LookupError, TypeError, ValueError) as error:
        raise UnreadableState("流程状态与流程定义对不上，不能装入。") from error


def authentic(text: str, digest: str, instance_id: UUID) -> str:
    """The snapshot's text of a state that this installation wrote for this instance. Raises UnreadableState."""
    head, _, body = text.partition("\n")
    try:
        header = json.loads(head)
        mac = header.pop("mac")
        found = (header["schema"], header["engine"], header["definition"])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UnreadableState("这不是本系统保存的流程状态。") from None
    if found[:2] != (SCHEMA, ENGINE):
        raise UnreadableState(
            f"流程状态的格式（{found[0]}，{found[1]}）不是当前版本能读的（{SCHEMA}，{ENGINE}）。"
        )
    if found[2] != digest:
        raise UnreadableState("流程状态属于流程定义的另一个版本。")
    keys = map(str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    if not any(hmac.compare_digest(str(mac), _mac(key, header, instance_id, body)) for key in keys):
        raise UnreadableState("流程状态的校验码不符：被改动过，或者系统密钥换过而没有保留旧密钥。")
    return body


def written(taken: snapshot.Plain) -> str:
    """JSON that reads back as what was written: no keys but text, no numbers that JSON does not know."""
    try:
        text = json.dumps(taken, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise StateNotStorable("流程数据里有不能保存的值。") from error
    if json.loads(text) != taken:
        raise StateNotStorable("流程数据里有保存后会变样的值。")
    return text


def _mac(secret: str, header: dict[str, Any], instance_id: UUID, body: str) -> str:
    covered = json.dumps([header["schema"], header["engine"], header["definition"], str(instance_id)])
    return hmac.digest(_key(secret), f"{covered}\n{body}".encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    """A key of its own, so that a state's MAC is good for nothing else that the secret signs."""
    return hashlib.sha256(b"banjie.processes.state\0" + secret.encode()).digest()
