"""What policy forbids to change cannot be edited away: each deletion, each way around, each wrong lane is refused by name."""

from collections.abc import Iterable, Iterator

import pytest
from lxml import etree

from casework.changes.hard.inspection import check_hard_rules
from casework.changes.hard.table import APART, BEFORE, KEPT, OFFICIAL, Apart
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.checks.precedence import Mark, Place, drawn
from processes.vocabulary import BANJIE, BPMN, NAMESPACES

FOLDERS = sorted(p.name for p in DEFINITIONS.iterdir() if (p / "process.bpmn").exists())

DRAWN = {folder: drawn(read_bundle(DEFINITIONS / folder)) for folder in FOLDERS}


def refusals(bundle: Bundle) -> list[str]:
    return [f"{p.path} {p.element} {p.message}" for p in check_hard_rules(bundle)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_our_own_definitions_keep_every_rule(folder: str) -> None:
    assert refusals(read_bundle(DEFINITIONS / folder)) == []


def without(bundle: Bundle, path: str, *keys: str) -> Bundle:
    """The bundle with elements taken out of one diagram, each flow to one led on to where its first flow went."""
    root = etree.fromstring(bundle.files[path])
    for key in keys:
        node = root.find(f".//*[@id='{key}']")
        assert node is not None
        flows = list(root.iter(f"{{{BPMN}}}sequenceFlow"))
        onwards = [flow for flow in flows if flow.get("sourceRef") == key]
        for flow in flows:
            if flow.get("targetRef") == key and onwards:
                flow.set("targetRef", str(onwards[-1].get("targetRef")))
        events = [e for e in root.iter(f"{{{BPMN}}}boundaryEvent") if e.get("attachedToRef") == key]
        gone = {key, *(str(event.get("id")) for event in events)}
        for dropped in [node, *events, *(f for f in flows if f.get("sourceRef") in gone)]:
            parent = dropped.getparent()
            if parent is not None:
                parent.remove(dropped)
    return Bundle(bundle.main, {**bundle.files, path: etree.tostring(root, encoding="UTF-8")})


def required() -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """(folder, path, elements, clause): all elements that together satisfy a rule in a definition that needs them."""
    for folder in FOLDERS:
        found = DRAWN[folder]
        places = list(found.places())
        seen = set()
        for rule in BEFORE:
            if rule.process in ("", found.main) and any(rule.what(place.element) for place in places):
                seen |= set(_per_path(places, rule.wanted, rule.clause))
        for kept in KEPT:
            if kept.process == found.main:
                seen |= set(_per_path(places, kept.wanted, kept.clause))
        yield from ((folder, path, keys, clause) for path, keys, clause in sorted(seen))


def _per_path(places: Iterable[Place], mark: Mark, clause: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    by_path: dict[str, list[str]] = {}
    for place in places:
        if mark(place.element):
            by_path.setdefault(place.path, []).append(place.element.id)
    # What several diagrams do in turn is required of all of them together only.
    if len(by_path) == 1:
        yield from ((path, tuple(keys), clause) for path, keys in by_path.items())


REQUIRED = list(required())


def test_every_rule_binds_one_of_our_definitions() -> None:
    ours = [(found.main, [place.element for place in found.places()]) for found in DRAWN.values()]
    for rule in BEFORE:
        bound = [elements for main, elements in ours if rule.process in ("", main)]
        assert any(rule.what(element) for elements in bound for element in elements), rule.sentence
    assert {kept.process for kept in KEPT} <= set(FOLDERS)


@pytest.mark.parametrize(("folder", "path", "keys", "clause"), REQUIRED, ids=str)
def test_each_required_step_cannot_be_deleted(
    folder: str, path: str, keys: tuple[str, ...], clause: str
) -> None:
    told = refusals(without(read_bundle(DEFINITIONS / folder), path, *keys))
    assert any(f"（{clause}，不能去掉）" in line for line in told), told


def around(bundle: Bundle, path: str, source: str, target: str) -> Bundle:
    text = bundle.files[path].decode()
    flow = f'<bpmn:sequenceFlow id="way_around" sourceRef="{source}" targetRef="{target}"/>'
    return Bundle(
        bundle.main,
        {**bundle.files, path: text.replace("</bpmn:process>", f"{flow}</bpmn:process>").encode()},
    )


@pytest.mark.parametrize(
    ("folder", "path", "source", "target", "element"),
    [
        ("expiry", "expiry/renewal.bpmn", "renewals_in_order", "decide_revocation", "revoke_permit"),
        ("rectify", "rectify/handle.bpmn", "term", "close_case", "close_case"),
        ("payplan", "payplan/process.bpmn", "start_due", "accept_plan", "accept_plan"),
        ("payplan", "payplan/process.bpmn", "start_due", "ended_filed", "ended_filed"),
        ("ven_vet", "ven_vet/school.bpmn", "verified_before", "school_done", "file_entry"),
        ("policy_change", "policy_change/process.bpmn", "confirm_change", "publish_change", "publish_change"),
    ],
)
def test_a_way_around_is_refused_at_the_step_that_it_leads_to(
    folder: str, path: str, source: str, target: str, element: str
) -> None:
    told = list(check_hard_rules(around(read_bundle(DEFINITIONS / folder), path, source, target)))
    assert element in {problem.element for problem in told}, told


def official() -> Iterator[tuple[str, str, str]]:
    for folder in FOLDERS:
        for place in DRAWN[folder].places():
            operation = place.element.operation
            is_official = operation is not None and operation.name in OFFICIAL
            if place.element.kind == "userTask" and is_official and place.path.startswith(f"{folder}/"):
                yield folder, place.path, place.element.id


@pytest.mark.parametrize(("folder", "path", "key"), list(official()))
@pytest.mark.parametrize(
    ("roles", "scope"), [("RL-20", "case.district"), ("RL-03", "case.respondent"), ("RL-30", "case.office")]
)
def test_a_respondent_may_not_take_an_official_step(
    folder: str, path: str, key: str, roles: str, scope: str
) -> None:
    bundle = read_bundle(DEFINITIONS / folder)
    root = etree.fromstring(bundle.files[path])
    inside = root.find(f".//*[@id='{key}']/bpmn:extensionElements", NAMESPACES)
    assert inside is not None
    for own in inside.findall("banjie:assignment", NAMESPACES):
        inside.remove(own)
    etree.SubElement(inside, f"{{{BANJIE}}}assignment", roles=roles, scope=scope)
    changed = Bundle(bundle.main, {**bundle.files, path: etree.tostring(root, encoding="UTF-8")})
    assert any(f" {key} 当事人自己不能办这一步" in line for line in refusals(changed))


@pytest.mark.parametrize("rule", APART, ids=lambda rule: rule.what)
@pytest.mark.parametrize("condition", [None, "= false"])
def test_who_did_the_one_may_never_do_the_other(rule: Apart, condition: str | None) -> None:
    bundle, path = read_bundle(DEFINITIONS / "rectify"), "rectify/handle.bpmn"
    root = etree.fromstring(bundle.files[path])
    for node in root.iterfind(".//banjie:separation", NAMESPACES):
        if condition is None:
            inside = node.getparent()
            assert inside is not None
            inside.remove(node)
        else:
            node.set("when", condition)
    changed = Bundle(bundle.main, {**bundle.files, path: etree.tostring(root, encoding="UTF-8")})
    assert any(rule.sentence in line for line in refusals(changed))


def inspection(path: str, was: str, now: str) -> list[str]:
    bundle = read_bundle(DEFINITIONS / "insp_visit")
    text = bundle.files[path].decode()
    assert was in text
    return refusals(Bundle(bundle.main, {**bundle.files, path: text.replace(was, now).encode()}))


def test_a_red_line_stays_one_and_fails_the_inspection() -> None:
    assert any(
        "红线项 C-20" in line
        for line in inspection("insp_visit/forms/inspect.json", '"red": true', '"red": false')
    )
    table = "insp_visit/D11.dmn"
    assert any(
        "评为不合格" in line for line in inspection(table, '<text>"failed"</text>', '<text>"passed"</text>')
    )
    assert any(
        "评为不合格" in line
        for line in inspection(table, "<text>red failed(inspect.items)</text>", "<text>false</text>")
    )
