"""Chinese first, English behind the switch."""

import pytest
from django.test import Client
from django.utils import translation


def test_the_browser_does_not_choose_the_language(client: Client, db: None) -> None:
    page = client.get("/login/", headers={"accept-language": "en-US,en"})
    assert page["Content-Language"] == "zh-hans"
    assert "登录" in page.content.decode()


def test_the_switch_does_and_comes_back_to_the_page(client: Client, db: None) -> None:
    back = client.post("/language/", {"language": "en", "next": "/login/"})
    assert back["Location"] == "/login/"
    assert client.get("/login/")["Content-Language"] == "en"


def test_a_language_that_is_not_offered_is_ignored(client: Client, db: None) -> None:
    client.cookies["django_language"] = "fr"
    assert client.get("/login/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("english", ["Applications", "Filter", "Save", "Pick an action", "Page not found"])
def test_what_viewflow_left_in_english_is_chinese(english: str) -> None:
    with translation.override("zh-hans"):
        assert translation.gettext(english) != english


def test_scripts_get_their_words_too(client: Client) -> None:
    text = client.get("/jsi18n/").content.decode()
    assert "\\u5468\\u65e5" in text or "周日" in text
