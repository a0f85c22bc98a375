"""What every answer carries, and that no page needs more than it allows."""

import re

import pytest
from django.test import Client
from pytest_django import Settings


def test_every_page_carries_the_policy(client: Client, db: None) -> None:
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "script-src" not in policy  # so that default-src rules: files of our own only


@pytest.mark.parametrize(
    ("store", "allowed"),
    [
        ({}, "connect-src 'self'"),
        ({"public_endpoint": ""}, "connect-src 'self'"),
        ({"public_endpoint": "files.example:9000"}, "connect-src 'self' https://files.example:9000"),
        ({"public_endpoint": "files.example", "secure": False}, "connect-src 'self' http://files.example"),
        # Inside plain, outside behind TLS.
        ({"public_endpoint": "https://files.example", "secure": False}, "connect-src 'self' https://files.example"),
        # This one has the bucket before its host.
        ({"public_endpoint": "oss-cn-x.aliyuncs.com"}, "connect-src 'self' https://banjie.oss-cn-x.aliyuncs.com"),
    ],
)  # fmt: skip
def test_browsers_may_reach_the_store(
    client: Client, db: None, settings: Settings, store: dict[str, object], allowed: str
) -> None:
    s3 = {"endpoint": "127.0.0.1:9", "access_key": "a", "secret_key": "b", "bucket": "banjie"}
    settings.OBJECT_STORE = {**s3, **store} if store else {}
    assert client.get("/licence/")["Content-Security-Policy"].split("; ")[-1] == allowed


@pytest.mark.parametrize("address", ["/login/", "/licence/", "/nowhere/"])
def test_no_page_of_the_shell_has_script_in_it(client: Client, db: None, address: str) -> None:
    text = client.get(address).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"\son[a-z]+=", text) == []
    assert "://" not in "".join(re.findall(r'(?:src|href)="([^"]*)"', text)).replace(
        "https://www.gnu.org/licenses/agpl-3.0.html", ""
    )
