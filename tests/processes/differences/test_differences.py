"""Two bundles: nothing is said where nothing changed, everything that changed is said, in words."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from processes import registry
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.differences import Difference, Glossary, Kind, Noun, differences
from processes.vocabulary import BANJIE, BPMN, FLOW_NODES
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

FOLDERS = sorted(p.name for p in DEFINITIONS.iterdir() if (p / "process.bpmn").exists())
GLOSSARY = Glossary(
    roles={"RL-20": "校长", "RL-03": "基教科经办"},
    scopes={"case.respondent": "责任单位"},
    operations={name: operation.title for name, operation in registry.operations().items()},
)
own = cache(lambda folder: read_bundle(DEFINITIONS / folder))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_bundle_does_not_differ_from_itself_however_it_is_written(folder: str) -> None:
    made = own(folder)
    rewritten = replace(made, files={path: _rewritten(path, text) for path, text in made.files.items()})
    assert rewritten.files != made.files
    assert differences(made, rewritten) == []


@given(data=st.data())
def test_every_attribute_of_a_diagram_that_changes_is_told(data: st.DataObject) -> None:
    made = own(data.draw(st.sampled_from(FOLDERS)))
    path = data.draw(st.sampled_from(sorted(made.paths(".bpmn"))))
    root = etree.fromstring(made.files[path])
    node, attribute = data.draw(st.sampled_from(_meaningful(root)))
    node.set(attribute, f"{node.get(attribute)}改")
    found = differences(made, _with(made, path, etree.tostring(root)), GLOSSARY)
    assert [d for d in found if d.kind != Kind.MOVED], (path, node.tag, attribute)


@given(data=st.data())
def test_every_cell_of_a_table_that_changes_is_told_with_its_row(data: st.DataObject) -> None:
    made = own(data.draw(st.sampled_from([f for f in FOLDERS if list(own(f).paths(".dmn"))])))
    path = data.draw(st.sampled_from(sorted(made.paths(".dmn"))))
    root = etree.fromstring(made.files[path])
    cells = root.findall(".//{*}rule/{*}inputEntry/{*}text") + root.findall(
        ".//{*}rule/{*}outputEntry/{*}text"
    )
    cell = data.draw(st.sampled_from(cells))
    cell.text = f"{cell.text}+1"
    (found,) = differences(made, _with(made, path, etree.tostring(root)), GLOSSARY)
    assert found.noun == Noun.ROW
    assert found.after.endswith("1")
    assert found.after != found.before
    assert re.search(r"第\d+行", found.sentence)


@given(data=st.data())
def test_every_setting_of_a_field_that_changes_is_told(data: st.DataObject) -> None:
    made = own(data.draw(st.sampled_from([f for f in FOLDERS if made_forms(f)])))
    path = data.draw(st.sampled_from(made_forms(made.main)))
    form: dict[str, Any] = json.loads(made.files[path])
    field = data.draw(st.sampled_from(form["fields"]))
    part = data.draw(
        st.sampled_from(
            [key for key in field if key not in {"name", "columns", "groups", "options", "rules"}]
        )
    )
    field[part] = {"zh": "改了"} if isinstance(field[part], dict) else f"{field[part]}改"
    found = differences(made, _with(made, path, json.dumps(form).encode()), GLOSSARY)
    assert [d.noun for d in found] == [Noun.FIELD], (path, field["name"], part)


def made_forms(folder: str) -> list[str]:
    made = own(folder)
    return [p for p in made.paths(".json") if "/forms/" in p and json.loads(made.files[p])["fields"]]


OWNER = '<banjie:assignment roles="RL-20" scope="case.respondent"/>'
SIMPLE = start() + user_task("u", OWNER) + end() + chain("start", "u", "end")
FLOW = re.compile(r'<bpmn:sequenceFlow id="u_end".*?(/>|</bpmn:sequenceFlow>)')


def changed(edit: Callable[[str], str]) -> list[Difference]:
    before = bundle(diagram(SIMPLE))
    path = "trial/process.bpmn"
    text = before.files[path].decode()
    assert edit(text) != text
    return differences(before, _with(before, path, edit(text).encode()), GLOSSARY)


TOLD: dict[str, tuple[Callable[[str], str], str]] = {
    "a name": (lambda t: t.replace('id="u" name="', 'id="u" name="新'), "任务“任务u”改名为“新任务u”"),
    "a role": (lambda t: t.replace("RL-20", "RL-03"), "的办理人由责任单位的校长改为责任单位的基教科经办"),
    "a new step": (
        lambda t: t.replace("</bpmn:process>", '<bpmn:userTask id="new" name="公示"><bpmn:extensionElements>'
                            '<banjie:assignment roles="RL-20" scope="case.respondent"/></bpmn:extensionElements>'
                            "</bpmn:userTask></bpmn:process>"),
        "新增了任务“公示”，由责任单位的校长办理",
    ),
    "a flow": (lambda t: FLOW.sub("", t), "删除了“任务u”到“结束”的连线"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_is_told_reads_like_a_sentence(name: str) -> None:
    edit, words = TOLD[name]
    told = [d.sentence for d in changed(edit) if d.kind != Kind.MOVED]
    assert any(words in sentence for sentence in told), told


def test_a_file_that_cannot_be_read_says_so() -> None:
    before = bundle(diagram(SIMPLE))
    (found,) = differences(before, _with(before, "trial/process.bpmn", b"<broken"))
    assert found.sentence == "流程图“process”现在读不出来，请先按检查的提示改正"


def _with(made: Bundle, path: str, content: bytes) -> Bundle:
    return Bundle(made.main, {**made.files, path: content})


def _rewritten(path: str, content: bytes) -> bytes:
    """The same, by another tool's hand."""
    if path.endswith(".json"):
        return json.dumps(json.loads(content), indent=1).encode()
    return etree.tostring(etree.fromstring(content), encoding="utf-8", xml_declaration=False)


def _meaningful(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """What people set of elements and flows: names, and everything of ours."""
    own_parts = [node for node in root.iter(f"{{{BANJIE}}}*") if _owner(node) is not None]
    named = [node for kind in FLOW_NODES for node in root.iter(f"{{{BPMN}}}{kind}") if node.get("name")]
    # The English name of a task stands beside the task's other one, and the element's own goes before it.
    set_there = [
        (n, str(a))
        for n in own_parts
        for a in n.attrib
        if (etree.QName(n).localname, a) != ("task", "nameEn")
    ]
    return set_there + [(n, "name") for n in named]


def _owner(node: etree._Element) -> etree._Element | None:
    """The element that a part of ours belongs to; of lanes, only those with a user task."""
    above = node.getparent()
    while above is not None and etree.QName(above).localname not in {*FLOW_NODES, "process"}:
        above = above.getparent()
    return above if above is not None and etree.QName(above).localname in FLOW_NODES else None
