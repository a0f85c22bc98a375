"""`manage.py decide` needs no database, and says what is wrong in a sentence."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .conftest import dmn
from .model.conftest import data, decision

MODEL = data("金额", "number") + decision("D", "金额 * 0.1", needs="?金额", of="number")


def _run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("decide", *arguments, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "费用.dmn"
    path.write_bytes(dmn(MODEL))
    return str(path)


def test_the_result_is_json_on_standard_output(file: str, tmp_path: Path) -> None:
    assert _run(file, "--decision", "D", "--input", '{"金额": 12345678901234567.89}') == (
        "1234567890123456.789",
        "",
    )
    (tmp_path / "in.json").write_text('{"金额": 5}', encoding="utf-8")
    assert _run(file, "--decision", "D", "--input", f"@{tmp_path}/in.json")[0] == "0.5"


def test_an_error_of_the_standard_is_null_with_a_warning(file: str) -> None:
    out, err = _run(file, "--decision", "D")
    assert out == "null"
    assert "没有给出输入“金额”" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--decision", "X"], "没有名为“X”的决策"),
        (["--decision", "D", "--input", "{"], "不是完整的 JSON"),
        (["--decision", "D", "--input", "[1]"], "应当是 JSON 对象"),
        (["--decision", "D", "--input", '{"金额": NaN}'], "NaN"),
        (["--decision", "D", "--input", "@nowhere.json"], "读不到文件"),
        (["--decision", "D", "--input", "[" * 100_000], "不是完整的 JSON"),
    ],
)
def test_bad_arguments_are_told_in_chinese(file: str, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        _run(file, *arguments)


@pytest.mark.parametrize("arguments", [[], ["nowhere.dmn"], ["--decision", "D"]])
def test_what_is_missing_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="请写明 DMN 文件和决策"):
        _run(*arguments)


def test_half_a_character_is_written_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "a.dmn"
    path.write_bytes(dmn(data("a") + decision("D", '[a, a + "中"]', needs="?a")))
    assert (
        _run(str(path), "--decision", "D", "--input", '{"a": "\\ud800"}')[0]
        == '["\\ud800", "\\ud800\\u4e2d"]'
    )


def test_a_missing_file_is_told_in_chinese() -> None:
    with pytest.raises(CommandError, match="读不到文件“nowhere"):
        _run("nowhere.dmn", "--decision", "D")


def test_files_beside_it_are_found_by_namespace(tmp_path: Path) -> None:
    (tmp_path / "b.dmn").write_bytes(dmn(decision("E", "7")).replace(b'namespace="x"', b'namespace="urn:b"'))
    (tmp_path / "c.dmn").write_bytes(b"<broken")
    body = '<import namespace="urn:b" name="B"/>' + decision("D", "B.E", needs="!urn:b#E")
    (tmp_path / "a.dmn").write_bytes(dmn(body))
    assert _run(str(tmp_path / "a.dmn"), "--decision", "D")[0] == "7"
