"""Says in a sentence why a case of a scenario does not go on: what the service said, or which part of the file is wrong."""

import re

from django.utils.translation import gettext as _

from casework.cases.services import NotAllowed, NotOpened
from processes.causes import explain
from processes.engine import Definition, MessageNotExpected
from processes.forms import FormRejected
from processes.services import TriggerFailed

# What parts of a scenario's file are called before people.
PARTS = {
    "at": "时间", "name": "名称", "start": "开头", "steps": "各步", "expect": "预期", "by": "由谁发起", "on": "开头的表单",
    "form": "表单内容", "process": "流程", "office": "承办科室", "respondent": "责任单位", "source": "来源", "findings": "问题",
    "found_on": "发现日期", "code": "问题代码", "severity": "严重程度", "fact": "事实", "item": "交来的内容", "message": "消息",
    "sender": "发来的事项", "vendor": "机构", "vendors": "机构", "kind": "类别", "level": "级别", "closed_on": "办结日期",
    "opened_on": "立案日期", "categories": "门类", "type": "材料种类", "text": "材料内容", "due_on": "到期日", "table": "决策表",
    "rule": "命中的行", "title": "名称", "from": "开始日期", "to": "结束日期",
}  # fmt: skip
_FIELD = re.compile(r"^[\w.]{1,60}$")


class NotAsWritten(Exception):
    """A step came out otherwise than the scenario says; the message is a sentence."""


def why(error: Exception) -> str:
    """Without the last full stop."""
    if isinstance(error, FormRejected | NotAllowed | NotAsWritten | NotOpened | TriggerFailed):
        return str(error).rstrip("。")
    if isinstance(error, MessageNotExpected):
        return _("现在不能进行这项操作：时限已过，或者案件已进入下一步")
    if isinstance(error, KeyError):
        return _missing(str(error.args[0]) if error.args else "")
    return explain(error).sentence.rstrip("。")


def why_not_begun(error: Exception, definition: Definition | None, form: str) -> str:
    """Of a case that was to begin on ``form`` of the process ("" for one that begins otherwise)."""
    said = why(error)
    if isinstance(error, FormRejected) and definition is not None and form in definition.forms:
        title = definition.forms[form].title.zh
        return _("表单“%(form)s”没有通过：%(said)s") % {"form": title, "said": said}
    return said


def _missing(key: str) -> str:
    if key in PARTS:
        return _("缺少“%(part)s”") % {"part": PARTS[key]}
    if _FIELD.match(key):
        return _("缺少“%(part)s”这一项，或者没有“%(part)s”这个取值") % {"part": key}
    return explain(KeyError(key)).sentence
