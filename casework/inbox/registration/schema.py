"""The form of a new matter, as the schema of any other form."""

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.findings.codes import FindingCode
from casework.inbox.wording.labels import label, severity_text
from casework.organisations.models import Organisation
from processes.forms import Decision, Field, FormSchema, Option, Text
from processes.forms.schema import Rule

# People register what they saw or heard; these two are how matters begin without them.
SOURCES = [(s.value, s.label) for s in Case.Source if s not in {Case.Source.CALENDAR, Case.Source.HANDOVER}]


def _decision() -> Decision:
    return Decision("act", (Option("register", Text(_("登记，送核实")), "primary"),))


def schema(offices: list[Organisation]) -> FormSchema:
    """Labels are in the language of the request, so the form is made for each."""
    return FormSchema(
        key="new_case",
        title=Text(_("登记问题")),
        help=None,
        fields=tuple(_fields(offices)),
        decision=_decision(),
    )


def _fields(offices: list[Organisation]) -> list[Field]:
    choice = [Option(str(office.pk), Text(office.name)) for office in offices]
    office = Field("office", "choice", Text(_("承办科室")), required=True, options=tuple(choice))
    return [
        Field("respondent", "organisation", Text(_("责任单位")), required=True, kinds=("SCHOOL", "VENDOR"),
              help=Text(_("须整改的学校或机构。"))),
        *([office] if len(offices) > 1 else []),
        Field("source", "choice", Text(_("来源")), required=True, options=_options(SOURCES)),
        Field("informant", "text", Text(_("反映人及联系方式")), visible='source = "complaint"',
              help=Text(_("可以不填。只有您能看到，不写进案卷、文书和导出。"))),
        Field("found_on", "date", Text(_("发现日期")), required=True, default="= today", rules=(
            Rule("found_on <= string(today)", Text(_("发现日期不能晚于今天。"))),)),
        Field("findings", "table", Text(_("问题")), required=True, columns=tuple(_columns()),
              help=Text(_("一行写一个问题。登记后由承办科室核实定性，再决定整改期限。"))),
        Field("agreed", "yes_no", Text(_("责任单位同意简易整改")), default=False,
              help=Text(_("仅适用于一般问题（L1）：双方同意时发电子整改单，不发正式通知书。"))),
    ]  # fmt: skip


def _columns() -> list[Field]:
    severities = tuple(Option(str(s.value), Text(severity_text(s.value))) for s in Case.Severity)
    codes = tuple(Option(c.value, Text(f"{c.value} {label(c.label)}")) for c in FindingCode)
    return [
        Field("code", "choice", Text(_("问题代码")), required=True, options=codes),
        Field("severity", "choice", Text(_("严重程度")), required=True, options=severities),
        Field("fact", "long_text", Text(_("事实")), required=True,
              help=Text(_("时间、地点、看到了什么。"))),
    ]  # fmt: skip


def _options(choices: list[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, Text(label(text))) for value, text in choices)
