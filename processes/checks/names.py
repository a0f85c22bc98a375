"""Names that are read where some way has not provided them yet, and fields that no form hands over."""

from collections.abc import Iterator

from lxml import etree

from processes.checks.draft import Draft
from processes.checks.missing import Asked, Missing, missing_at
from processes.checks.problem import Played, Problem, problem_at, shortened
from processes.checks.provided import Provided, Source, provided_by
from processes.checks.readings import Reading, Use, conditions_of, parsed, readings_of
from processes.checks.supplied import Supply
from processes.checks.walking import levels_of
from processes.checks.ways import Ways, spoken
from processes.feel.naming import members_read

ADVICE = "请把那一步移到前面，或者写明它为空（null）时怎么办。"


def check_names(draft: Draft) -> Iterator[Problem]:
    """For a draft whose flows and paths passed the check. Nothing is said of what null does not spoil."""
    supply = Supply(levels_of(draft), provided=provided_by(draft))
    yield from _check_fields(supply)
    ways, said = Ways(supply), set[tuple[str, str, str]]()
    for asked in _asked(supply):
        found = missing_at(asked, ways)
        key = (asked.graph.path, str(asked.node.get("id", "")), asked.reading.text)
        if found is not None and key not in said:
            said.add(key)
            yield _problem(asked, found, supply.provided)


def _asked(supply: Supply) -> Iterator[Asked]:
    for context in supply.contexts():
        graph = supply.drawn.levels.get(context[0])
        for key, came in supply.came(*context).items() if graph is not None else ():
            element = supply.drawn.element(graph, key) if graph is not None else None
            if graph is None or element is None:
                continue
            inside = supply.provided.mask([element.loop.element] if element.loop else [])
            for reading in readings_of(supply.drawn.draft, element):
                known = came | (0 if reading.use == Use.COLLECTION else inside)
                known |= supply.provided.given_by(element) if reading.own else 0
                yield Asked(context, graph, key, graph.nodes[key], reading, known)
            for flow, condition in conditions_of(graph, key):
                yield Asked(context, graph, key, flow, Reading(condition.text, Use.CONDITION), came)


def _problem(asked: Asked, found: Missing, provided: Provided) -> Problem:
    road = spoken(found.way)
    where = f"走“{road}”这条路时" if road else "从开始直接走到这里时"
    missing = "、".join(_undone(provided, name, asked.reading) for name in sorted(found.names))
    unless = "" if found.certain else "（除非别的条件已经不成立）"
    return problem_at(
        asked.graph.path,
        asked.node,
        f"{where}{missing}，{asked.reading.use}{unless}。{ADVICE}",
        warning=not (found.certain and asked.reading.use.stops),
        run=tuple(_played(asked, found)),
    )


def _undone(provided: Provided, name: str, reading: Reading) -> str:
    """What has not been done yet, in the words of forms and steps."""
    sources = provided.sources[name]
    expression = parsed(reading.text)
    members = members_read(expression.root).get(name, frozenset()) if expression is not None else frozenset()
    fields = dict.fromkeys(label for source in sources for label in _labels(source, members))
    steps = "或".join(dict.fromkeys(f"“{_called(source, name)}”" for source in sources[:3]))
    if fields:
        return f"还没有填{'、'.join(f'“{label}”' for label in fields)}（在{steps}里填）"
    return f"还没有办{steps}（{shortened(name, 40)}）"


def _called(source: Source, name: str) -> str:
    action = source.element.action
    return shortened((action.label if action is not None else "") or source.element.name or name, 40)


def _labels(source: Source, members: frozenset[str]) -> Iterator[str]:
    for form in source.forms:
        yield from (shortened(field.label.zh, 40) for field in form.fields if field.name in members)
        if form.decision is not None and form.decision.name in members:
            yield "结论"


def _played(asked: Asked, found: Missing) -> Iterator[Played]:
    """The way as a token, through every process that is called on it, up to where something is missing."""
    before: tuple[str, ...] = ()
    for place, step in enumerate(found.way):
        after = (str(step.flow.get("id", "")),) if step.flow is not None else ()
        yield Played(
            "" if place == 0 else step.key, before, after, () if after else (step.key,), step.graph.path
        )
        before = after
    yield Played(asked.key, before, (), (asked.key,), asked.graph.path)


def _check_fields(supply: Supply) -> Iterator[Problem]:
    """A field that is read of a form must be in the form, and among those that it hands over."""
    for graph in supply.drawn.levels.values():
        for key, node in graph.nodes.items():
            element = supply.drawn.element(graph, key)
            read = readings_of(supply.drawn.draft, element) if element is not None else ()
            own = ((node, one.text) for one in read if one.use not in (Use.RULE, Use.LETTER))
            conditions = ((flow, condition.text) for flow, condition in conditions_of(graph, key))
            for owner, text in (*own, *conditions):
                yield from _unknown_fields(supply.provided, graph.path, owner, text)


def _unknown_fields(provided: Provided, path: str, owner: etree._Element, text: str) -> Iterator[Problem]:
    expression = parsed(text)
    for name, members in members_read(expression.root).items() if expression is not None else ():
        sources = provided.sources.get(name, [])
        if expression is None or name not in expression.names or not _all_forms(sources):
            continue
        forms = [form for source in sources for form in source.forms]
        for member in sorted(members - frozenset().union(*(form.variables() for form in forms))):
            step, shown = _called(sources[0], name), shortened(member, 40)
            there = any(field.name == member for form in forms for field in form.fields)
            why = (
                f"“{step}”的表单没有交出 {shown}：请在表单里给这个字段勾选“流程图的条件要用到它”"
                if there
                else f"“{step}”的表单里没有字段 {shown}"
            )
            yield problem_at(path, owner, why)


def _all_forms(sources: list[Source]) -> bool:
    return bool(sources) and all(source.is_form for source in sources)
