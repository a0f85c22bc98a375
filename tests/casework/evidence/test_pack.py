"""The evidence pack is whole, and its checker names whatever is altered afterwards."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client

from casework.audit.models import Event
from casework.cases.models import Case, CaseDocument
from casework.cases.services.trail import record
from casework.organisations.models import Person
from documents.models import DocumentVersion
from documents.services import store_bytes
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Browser = Callable[[Person], Client]


@pytest.fixture
def case(desk: Desk, settings: object, tmp_path: Path) -> Case:
    settings.OBJECT_STORE = {"folder": str(tmp_path / "store")}  # type: ignore[attr-defined]
    case = desk.answering()
    for name, kind in (("教案.pdf", "ATTACHMENT"), ("身份证.pdf", "DT-216")):
        file(case, name, kind, desk.principal)
    file(case, "办学许可证.pdf", "DT-212", desk.principal, arrival="paper.uploaded")
    return case


def file(case: Case, name: str, kind: str, by: Person, arrival: str = "document.uploaded") -> DocumentVersion:
    content = b"%PDF-1.4 " + name.encode()
    version = store_bytes(holder=case.pk, type_code=kind, name=name, content=content, by=by, at=NOW)
    CaseDocument.objects.create(case=case, document=version.document, filed_at=NOW)
    payload = {"name": name, "sha256": version.sha256, "size": version.size}
    record(chain=case.pk, kind=arrival, at=NOW, by=by, payload=payload)
    return version


@pytest.fixture
def exported(case: Case, desk: Desk, browser: Browser, tmp_path: Path) -> tuple[Path, str]:
    answer = browser(desk.first).post(f"/evidence/{case.pk}/")
    assert answer.status_code == 200
    archive = tmp_path / "pack.zip"
    archive.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    with ZipFile(archive) as opened:
        opened.extractall(tmp_path / "out")
    return tmp_path / "out" / case.number, answer.headers["X-Fingerprint"]


def checked(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the checker as somebody would who has nothing but Python."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "check.py"), *arguments],
        capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_an_untouched_pack_is_whole_and_holds_what_the_case_holds(exported: tuple[Path, str]) -> None:
    folder, fingerprint = exported
    assert checked(folder, "--fingerprint", fingerprint) == (0, f"指纹：{fingerprint}\n完整\n")
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"目录.html", "清单.json", "check.py", "事件链.jsonl", "提交.jsonl", "判定.jsonl"} <= names
    assert any(name.endswith("教案.pdf") for name in names)
    index = (folder / "目录.html").read_text(encoding="utf-8")
    assert "教案.pdf" in index
    assert folder.name in index


def test_sensitive_papers_stay_at_home_and_are_named_by_their_fingerprint(exported: tuple[Path, str]) -> None:
    folder, _ = exported
    listing = json.loads((folder / "清单.json").read_text(encoding="utf-8"))
    assert not list(folder.rglob("*身份证*"))
    assert len(listing["left_out"]) == 1
    assert "敏感个人材料，未导出" in (folder / "目录.html").read_text(encoding="utf-8")


def test_the_export_stands_in_the_chain_with_the_fingerprint(case: Case, exported: tuple[Path, str]) -> None:
    event = Event.objects.filter(chain=case.pk, kind="case.exported").get()
    assert event.payload["fingerprint"] == exported[1]


def alter_document(folder: Path) -> None:
    next(folder.rglob("*教案.pdf")).write_bytes(b"%PDF-1.4 other")


def drop_document(folder: Path) -> None:
    next(folder.rglob("*教案.pdf")).unlink()


def add_file(folder: Path) -> None:
    (folder / "材料" / "补充.pdf").write_bytes(b"x")


def alter_index(folder: Path) -> None:
    (folder / "目录.html").write_text("<html></html>", encoding="utf-8")


def alter_event(folder: Path) -> None:
    chain = folder / "记录" / "事件链.jsonl"
    lines = chain.read_text(encoding="utf-8").splitlines()
    event = json.loads(lines[1])
    event["canonical"] = event["canonical"].replace('"by_name":"', '"by_name":"别人')
    lines[1] = json.dumps(event, ensure_ascii=False)
    relist(folder, chain, "\n".join(lines) + "\n")


def drop_event(folder: Path) -> None:
    chain = folder / "记录" / "事件链.jsonl"
    lines = chain.read_text(encoding="utf-8").splitlines()
    relist(folder, chain, "\n".join(lines[:1] + lines[2:]) + "\n")


def cut_chain(folder: Path) -> None:
    chain = folder / "记录" / "事件链.jsonl"
    lines = chain.read_text(encoding="utf-8").splitlines()
    relist(folder, chain, "\n".join(lines[:-1]) + "\n")


def swap_and_relist(folder: Path) -> None:
    """The forger mends the list as well: the chain still knows what was uploaded."""
    place = next(folder.rglob("*教案.pdf"))
    relist(folder, place, "%PDF-1.4 forged")


def swap_paper_and_relist(folder: Path) -> None:
    relist(folder, next(folder.rglob("*办学许可证.pdf")), "%PDF-1.4 forged")


def relist(folder: Path, place: Path, text: str) -> None:
    import hashlib

    place.write_text(text, encoding="utf-8")
    listing = json.loads((folder / "清单.json").read_text(encoding="utf-8"))
    path = place.relative_to(folder).as_posix()
    content = place.read_bytes()
    for entry in (*listing["files"], *listing["documents"]):
        if entry["path"] == path:
            entry["sha256"], entry["size"] = hashlib.sha256(content).hexdigest(), len(content)
    (folder / "清单.json").write_text(json.dumps(listing, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def copies(exported: tuple[Path, str], tmp_path: Path) -> Iterator[Callable[[], Path]]:
    made: list[Path] = []

    def copy() -> Path:
        made.append(shutil.copytree(exported[0], tmp_path / f"copy{len(made)}" / exported[0].name))
        return made[-1]

    yield copy  # noqa: PT022


def test_whatever_is_altered_is_named(copies: Callable[[], Path], exported: tuple[Path, str]) -> None:
    alterations = {
        alter_document: "内容被改动：材料/", drop_document: "缺少文件：材料/", add_file: "多出文件：材料/补充.pdf",
        alter_index: "内容被改动：目录.html", alter_event: "事件链被改动：第 2 条",
        drop_event: "事件链断开：第 2 条", cut_chain: "末条与清单不符", swap_and_relist: "文件与上传时的记录不符",
        swap_paper_and_relist: "文件与上传时的记录不符",
    }  # fmt: skip
    for alter, said in alterations.items():
        folder = copies()
        alter(folder)
        code, output = checked(folder)
        assert (code, said in output, "不完整" in output) == (1, True, True), (alter.__name__, output)


def test_a_list_that_was_mended_everywhere_fails_against_the_noted_fingerprint(
    copies: Callable[[], Path], exported: tuple[Path, str]
) -> None:
    folder = copies()
    listing = json.loads((folder / "清单.json").read_text(encoding="utf-8"))
    listing["case"]["title"] = "别的"
    (folder / "清单.json").write_text(json.dumps(listing, ensure_ascii=False), encoding="utf-8")
    assert checked(folder)[0] == 0
    code, output = checked(folder, "--fingerprint", exported[1])
    assert code == 1
    assert "清单被改动：指纹与导出时的不一致" in output


def test_a_file_that_rots_in_the_store_is_found_by_the_check(
    case: Case,
    desk: Desk,
    browser: Browser,
    tmp_path: Path,
) -> None:
    stored = next(
        path
        for path in (tmp_path / "store").rglob("*")
        if path.is_file() and path.read_bytes().endswith("教案.pdf".encode())
    )
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF-1.4 " + "教槛.pdf".encode())
    answer = browser(desk.first).post(f"/evidence/{case.pk}/")
    (tmp_path / "pack.zip").write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    with ZipFile(tmp_path / "pack.zip") as opened:
        opened.extractall(tmp_path / "rotten")
    code, output = checked(tmp_path / "rotten" / case.number)
    assert code == 1
    assert "内容被改动：材料/" in output
