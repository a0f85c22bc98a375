"""Undeclared keys, whatever they are called and wherever they stand, change nothing and bring no state to a stop."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from casework.audit.models import Event
from casework.letters.models import Letter
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes import feel
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import Definition, compile_bundle
from processes.forms import Cleaned, Field, FormRejected, FormSchema, clean
from processes.models import Incident, ProcessInstance, Submission, UserTask
from processes.services import UnfitData, complete, deliver, deploy, environment_of, start
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    message,
    message_definition,
    user_task,
)
from tests.processes.diagrams import start as start_event
from tests.processes.hostile.poison import KEYS, MARK, VALUES, poisoned

AT = datetime(2026, 4, 24, tzinfo=UTC)
# Together these fill in every form that is shipped.
COVERING = {
    "objection_maintained", "d13_approver_refuses", "end_transferred_while_repairing", "end_withdrawn", "d12_simple_note",
    "d14_overdue_urged_then_done", "respondent_replaced",
}  # fmt: skip


def shipped() -> Definition:
    return compile_bundle(read_bundle(DEFINITIONS / "rectify"))


def evaluate(text: str, values: Mapping[str, Any]) -> Any:
    return feel.parse(text).evaluate({name: feel.from_json(value) for name, value in values.items()})


def plausible(field: Field) -> Any:
    samples: dict[str, Any] = {
        "number": 3, "money": "12.50", "date": "2026-05-12", "yes_no": True, "file": [str(uuid4())], "person": "1",
        "organisation": str(uuid4()), "table": [{column.name: plausible(column) for column in field.columns}],
    }  # fmt: skip
    return field.options[0].value if field.options else samples.get(field.type, "文字")


def outcome(form: FormSchema, raw: Mapping[Any, Any]) -> Any:
    try:
        cleaned: Cleaned = clean(form, raw, evaluate)
    except FormRejected as rejected:
        return dict(rejected.errors)
    return dict(cleaned.values), dict(cleaned.variables)


def declared_by(form: FormSchema) -> frozenset[str]:
    return frozenset({f.name for f in form.fields} | ({form.decision.name} if form.decision else set()))


def test_no_form_takes_any_of_forty_keys() -> None:
    assert len(KEYS) == 40
    forms = shipped().forms
    assert len(forms) == 22
    for form in forms.values():
        raw = {field.name: plausible(field) for field in form.fields}
        if form.decision:
            raw[form.decision.name] = form.decision.options[0].value
        expected = outcome(form, raw)
        for number, key in enumerate(KEYS):
            if key not in declared_by(form):
                assert outcome(form, {**raw, key: VALUES[number % len(VALUES)]}) == expected, (form.key, key)
        assert outcome(form, poisoned(raw, declared_by(form))) == expected, form.key


def test_a_declared_field_takes_no_value_of_another_shape() -> None:
    shapes = [*VALUES[:3], VALUES[-1], [[1]], [{}], {}, 1e308, -(10**18), [None], [["a"]] * 300, "9" * 5_000]
    for form in shipped().forms.values():
        for field in (*form.fields, *(c for f in form.fields for c in f.columns)):
            for shape in shapes:
                said = json.dumps(outcome(form, {field.name: shape}), ensure_ascii=False)
                assert MARK not in said, field


def scenarios() -> list[Scenario]:
    found = [scenario for path, scenario in scenarios_of("rectify") if path.stem in COVERING]
    assert len(found) == len(COVERING)
    return found


@pytest.mark.persistence
@pytest.mark.django_db
class TestPoisonThroughTheServices:
    def test_poison_in_every_form_of_a_case_changes_nothing_of_its_course(self) -> None:
        deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
        forms = shipped().forms
        filled = declared_of(forms)
        for scenario in scenarios():
            steps = tuple(
                replace(step, form=poisoned(step.form, filled)) if step.form or step.task else step
                for step in scenario.steps
            )
            assert play(replace(scenario, steps=steps)).problems == [], scenario.name
        assert not Incident.objects.exists()
        assert nothing_of_it_is_kept()
        used = set(Submission.objects.values_list("form", flat=True))
        messages = {"respondent_changed", "transfer_requested", "withdraw_requested"}
        assert used | messages == set(forms)

    def test_start_data_that_could_not_be_read_back_is_refused(self) -> None:
        version = deploy(bundle=small(), at=AT)
        for data in unfit():
            with pytest.raises(UnfitData):
                start(version=version, key=uuid4(), data=data, at=AT, by=None)
        assert not ProcessInstance.objects.exists()

    def test_a_payload_that_could_not_be_read_back_is_refused_and_the_case_goes_on(
        self, django_user_model: Any
    ) -> None:
        person = django_user_model.objects.create(username="甲")
        begun = start(version=deploy(bundle=small(), at=AT), key=uuid4(), data={}, at=AT, by=None)
        instance, task = begun.instance, begun.opened[0]
        for data in unfit():
            for values, variables in ((data, {}), ({}, data)):
                with pytest.raises(UnfitData):
                    deliver(
                        instance=instance, message="m", values=values, variables=variables, by=None, at=AT
                    )
                with pytest.raises(UnfitData):
                    complete(
                        instance=instance,
                        task=task,
                        run=None,  # type: ignore[arg-type]  # never looked at
                        values=values,
                        variables=variables,
                        by=person,
                        at=AT,
                    )
        deliver(instance=instance, message="m", values={}, variables={"agreed": True}, by=None, at=AT)
        assert environment_of(instance, at=AT, by=None)
        assert UserTask.objects.open().filter(instance=instance, element_id="u").exists()


def declared_of(forms: Mapping[str, FormSchema]) -> frozenset[str]:
    return frozenset(name for form in forms.values() for name in declared_by(form))


def nothing_of_it_is_kept() -> bool:
    kept = [
        *ProcessInstance.objects.values_list("state", flat=True),
        *map(str, Submission.objects.values_list("values", flat=True)),
        *map(str, Event.objects.values_list("canonical", flat=True)),
        *map(str, Letter.objects.values_list("additions", flat=True)),
    ]
    return bool(kept) and not any(MARK in text for text in kept)


def small() -> Any:
    body = (
        start_event() + user_task("u") + boundary("b", "u", message("m"), interrupting=False) + end() + end("late")
        + chain("start", "u", "end") + chain("b", "late")
    )  # fmt: skip
    return bundle(diagram(body, extra=message_definition("m")))


def unfit() -> list[dict[Any, Any]]:
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    return [
        {"typename": "x"}, {"a": {"typename": "x"}}, {"a": [{"b": {"typename": "x"}}]}, {7: "x"}, {"a": {None: 1}},
        {"a": "\x00"}, {"\x00": 1}, {"a": "\ud800"}, {"\ud800": 1}, {"a": float("nan")}, {"a": float("inf")},
        {"a": {1, 2}}, {"a": object()}, {"a": b"x"}, {"a": AT}, {"a": deep},
    ]  # fmt: skip
