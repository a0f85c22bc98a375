"""The file of a policy document over HTTP: announced, sent by its ticket, checked, and published by the manager."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.policy.models import PolicyDocument
from casework.policy.services import files_of
from tests.casework.policy.conftest import Browser, Bureau
from tests.documents.files import pdf

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
JSON = "application/json"


def plan() -> PolicyDocument:
    return PolicyDocument.objects.get(short_name="实施方案")


def page(client: Client) -> str:
    return client.get(reverse("policy:document", args=[plan().pk])).content.decode()


def announced(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "size": len(content), "media_type": "application/pdf"}


def uploaded(client: Client, begin: str, name: str, content: bytes) -> tuple[Any, dict[str, Any]]:
    """As the upload element does it: announced, sent where the ticket says, completed; the last answer and the ticket."""
    ticket = client.post(begin, announced(name, content), content_type=JSON).json()
    sent = client.generic(ticket["method"], ticket["url"], content, content_type="application/pdf")
    assert sent.status_code == 204
    return client.post(ticket["complete"], {"version": ticket["version"]}, content_type=JSON), ticket


def test_a_document_carries_its_file_which_everybody_opens_and_only_the_manager_adds(
    bureau: Bureau, browser: Browser
) -> None:
    client, officer = browser(bureau.manager), browser(bureau.officer)
    attach, begin = (reverse(f"policy:{step}", args=[plan().pk]) for step in ("attach", "begin"))
    assert officer.post(begin, announced("a.pdf", pdf()), content_type=JSON).status_code == 403
    refused, _ = uploaded(client, begin, "原文.pdf", b"no pdf at all")
    assert refused.status_code == 422
    assert "error" in refused.json()
    for name in ("实施方案.pdf", "实施方案（扫描）.pdf"):
        settled, ticket = uploaded(client, begin, name, pdf())
        assert settled.status_code == 200
        # Arrived is not published yet.
        assert name not in page(browser(bureau.principal))
        assert officer.post(attach, {"file": ticket["version"]}).status_code == 403
        assert client.post(attach, {"file": ticket["version"]}).status_code == 302
    nothing = client.post(attach, {"file": ""})
    assert nothing.status_code == 422
    assert "请先选择文件" in nothing.content.decode()
    shown = page(browser(bureau.principal))
    assert shown.index("实施方案（扫描）.pdf") < shown.index("以前上传的") < shown.index("实施方案.pdf")
    newest, oldest = files_of(plan())
    assert newest.frozen_at
    answer = browser(bureau.clerk).get(reverse("policy:file", args=[plan().pk, newest.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.getvalue() == pdf()
    other = PolicyDocument.objects.exclude(pk=plan().pk)[0]
    assert client.get(reverse("policy:file", args=[other.pk, oldest.pk])).status_code == 404
    assert (
        list(Event.objects.filter(chain=plan().pk).values_list("kind", flat=True))
        == ["policy.file_attached"] * 2
    )
