"""What the collector of messages finds in sources."""

from pathlib import Path

from config.bootstrap.extract import Message, from_python, from_script, from_template


def found(messages: "list[Message]") -> list[tuple[str, str | None]]:
    return [(message.text, message.plural) for message in messages]


def test_python_calls_and_labels_of_choices(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text(
        'x = _("待办")\ny = ngettext("%(n)s 件", "%(n)s 件们", n)\nz = gettext(name)\n'
        'class S(models.TextChoices):\n    A = "A", "已办"\n    B = "B", "Plain"\n',
        encoding="utf-8",
    )
    assert sorted(found(list(from_python(source, "a")))) == [
        ("%(n)s 件", "%(n)s 件们"),
        ("已办", None),
        ("待办", None),
    ]


def test_template_tags_with_their_variables(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text(
        "{% translate \"待办\" %}{% trans '已办' %}"
        "{% blocktranslate count n=x %}{{ n }} 件，100%{% plural %}{{ n }} 件们{% endblocktranslate %}",
        encoding="utf-8",
    )
    assert found(list(from_template(source, "a"))) == [
        ("待办", None),
        ("已办", None),
        ("%(n)s 件，100%%", "%(n)s 件们"),
    ]


def test_scripts(tmp_path: Path) -> None:
    source = tmp_path / "a.js"
    source.write_text('const a = t("重试"); gettext(`x`);', encoding="utf-8")
    assert found(list(from_script(source, "a"))) == [("重试", None)]
