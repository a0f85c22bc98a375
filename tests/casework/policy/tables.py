"""A small process that decides by a table which reads policy parameters, with clauses quoted everywhere."""

import json
from dataclasses import replace

from processes.bundle import Bundle
from tests.processes.decisions.conftest import dmn, table_xml
from tests.processes.diagrams import NOTE, bundle, chain, diagram, end, start, user_task

LANE = '<banjie:assignment roles="RL-03" scope="case.office"/>'
RULE = (
    '<bpmn:businessRuleTask id="{id}" name="比较"><bpmn:extensionElements>'
    '<banjie:decision ref="D" result="{id}_said"/></bpmn:extensionElements></bpmn:businessRuleTask>'
)
ROWS = (
    ["null", '"无法判定"', "市级基准未录入"],
    ["false", '"不超过"', "实施方案三（三）2"],
    ["true", '"超过"', "实施方案三（三）2“最高课时费标准不超过市级补助基准”"],
)


def process(
    *, clause: str = "实施方案三（三）2；DT-502", cell: str = "80 > parameters.PRM_PAY_CAP"
) -> Bundle:
    """Decide, ask, decide again: each time by what the ceiling is on that day."""
    body = (
        start()
        + RULE.format(id="first")
        + user_task("ask", f'{LANE}<banjie:basis clause="{clause}"/>')
        + RULE.format(id="again")
        + user_task("rest", LANE)
        + end()
        + chain("start", "first", "ask", "again", "rest", "end")
    )
    form = json.loads(NOTE)
    form["fields"][0]["help"] = "按方案填写"
    table = dmn(table_xml([cell], ["said"], ROWS))
    made = bundle(diagram(body), form=json.dumps(form).encode())
    return replace(made, files={**made.files, "trial/D.dmn": table})
