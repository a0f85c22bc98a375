"""Chinese content says what it is on an English screen, and is left alone on a Chinese one."""

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(template: str, language: str, **context: object) -> str:
    with translation.override(language):
        return Template("{% load content %}" + template).render(Context(context))


def marked(text: str) -> str:
    return f'<span lang="zh-Hans" translate="no">{text}</span>'


def test_a_chinese_screen_shows_it_as_it_is() -> None:
    assert shown("{{ name|content }}", "zh-hans", name="松涛中学 <b>") == "松涛中学 &lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("松涛中学（演示）", marked("松涛中学（演示）")),
        ("松涛中学 Principal", f"{marked('松涛中学')} Principal"),
        ("湖教体督改〔2026〕13号", marked("湖教体督改〔2026〕13号")),
        ("QSH-ZG-2026-000001", "QSH-ZG-2026-000001"),
        ("<i>学校</i>", f"&lt;i&gt;{marked('学校')}&lt;/i&gt;"),
        ("", ""),
    ],
)
def test_an_english_screen_marks_the_chinese_in_it(text: str, expected: str) -> None:
    assert shown("{{ name|content }}", "en", name=text) == expected


def test_an_option_is_marked_by_its_attributes() -> None:
    assert shown("<option {% content_language %}>", "en") == '<option lang="zh-Hans" translate="no">'
    assert shown("<option {% content_language %}>", "zh-hans") == "<option >"
