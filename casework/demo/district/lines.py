"""Processes of one line for the kinds whose diagrams are not drawn yet: as many steps as domain.md §6.4 counts.

They are deployed like any other process and offered to nobody: a matter of the kind begins on the real diagram once
there is one. ``S20`` is a step of role RL-20 of the respondent, ``V30`` of a vendor, ``O03`` of the officers of the
case's office, ``O04`` of its head; ``!`` behind the role gives the step two working days.
"""

from dataclasses import dataclass
from itertools import pairwise

from processes.bundle import Bundle

_OFFICERS = "RL-03 RL-05 RL-06 RL-07 RL-08 RL-10"
# Two offices of the demo have nobody but their officers.
_HEADS = "RL-04 RL-08 RL-10"
_PATROL = (
    "S21 编排当日巡察 S22! 到岗签到 S22 巡察教学楼 S22 巡察专用教室 S22 核对学生人数 S22 核对任课人员 S22 检查场所安全 "
    "S22! 填写巡察记录 S22 通报当日情况 S20 确认巡察记录"
)
_FILED = (
    "S21 收集资料 S21 起草文本 S21 测算数据 S21 征求教职工意见 S21 征求家长意见 S21 修改文本 S20 校内审议 S20 校长审定 "
    "S21 校内公示 S21 整理附件 S20! 报送备案 O03! 登记收件 O03 核对要件 O03 核对数据 O03! 初审 O03 征求相关科室意见 "
    "O03 汇总意见 O04 复核 S21! 补正材料 O03 复审 O04! 审定 O03 出具备案意见 O03 送达回执 S21 公开结果 O03! 归档"
)
_VISIT = (
    "O03 制定方案 O04! 审定方案 O03 抽取人员 O03 通知成员 O03 准备表单 O03! 进校亮证 O03 查阅资料 O03 核对台账 O03 随堂观察 "
    "O03 访谈教师 O03 访谈学生 O03 检查场所 O03 核对人员 O03 查验公示 O03! 现场打分 S20! 现场签字 O03 汇总记录 O03 核对证据 "
    "O03 形成问题清单 O04 复核问题 O03! 拟写反馈 O04! 审定反馈 S20! 签收反馈 O03 登记结果 O03! 归档"
)
_TICKET = (
    "O03! 登记来件 O03 判定类别 O04 批办 O03! 转办 S21! 接收 S21 了解情况 S22 核对课表 S22 核对记录 S22 询问当事人 S21 查看场所 "
    "S21 提出处理办法 S20 校内审定 S21 落实处理 S22 复看落实 S21! 起草答复 S20! 审定答复 O03 收到答复 O03 核对答复 O03 补充核实 "
    "O04 复核答复 O03! 答复来件人 O03 收集评价 O03 登记评价 O04! 办结审定 O03! 归档"
)
_SCHOOL = (
    "S21 收集数据 S22 核对签到 S22 核对课时 S22 核对代课 S21 计算基数 S21 计算系数 S21 计算奖励 S21 计算扣减 S21 汇总 "
    "S21! 初核 S22 年级确认 S22 教师确认 S21 处理异议 S21 修改 S20! 复核 S21 财务核对 S21 核对上限 S20 领导小组审议 S20! 审定 "
    "S21! 公示 S21 处理公示意见 S21 造表 S20 签批 S21 登记结果 S21! 归档"
)


@dataclass(frozen=True)
class Line:
    """``office`` answers for it; ``filing_days`` is what the respondent has to hand it in, for kinds that are filed."""

    kind: str
    name: str
    office: str
    steps: str
    end: str = "已办结"
    source: str = "application"
    filing_days: int = 0
    deadline: str = "filing"


LINES = (
    Line("XC", "每日行政巡察", "JJK", _PATROL, "已归档", "patrol"),
    Line("RK", "师资库入库", "HDZX", _FILED.replace("S20", "V30").replace("S21", "V30"), "已入库"),
    Line("GH", "更换师资", "CYG", _FILED, "已变更"),
    Line("AP", "课后服务安排备案", "JJK", _FILED, "已备案", filing_days=15),
    Line("FF", "差异化发放方案备案", "JJK", _FILED, "已备案", filing_days=30, deadline="filing"),
    Line("SF", "收费公示备案", "JJK", _FILED, "已公示"),
    Line("JC", "月度检查", "JJK", _VISIT, "已反馈", "monthly_inspection"),
    Line("DD", "专项督导", "DDS", _VISIT, "已反馈", "supervision"),
    Line("SD", "下校视导", "JSFZ", _VISIT, "已反馈", "guidance"),
    Line("ZZ", "追责", "JJK", _TICKET),
    Line("CL", "教师处理", "JJK", _TICKET),
    Line("QT", "机构清退", "HDZX", _TICKET),
    Line("HD", "开放日与评比活动", "HDZX", _FILED),
    Line("FK", "家长反馈", "JJK", _TICKET, "已答复", "complaint"),
    Line("GX", "共享走教", "HDZX", _FILED),
    Line("AQ", "场所安全检查", "JJK", _SCHOOL),
    Line("KH", "年度考核", "JJK", _VISIT),
    Line("PX", "师资培训", "JSFZ", _VISIT),
    Line("HS", "补助核算", "JC", _SCHOOL),
    Line("PG", "学期评估", "HDZX", _FILED),
)
_NOTE = '{"title": "办理情况", "fields": [{"name": "note", "type": "long_text", "label": "情况说明"}]}'
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:banjie="urn:banjie:bpmn:1" id="definitions" '
    'targetNamespace="urn:banjie:line">'
)


def bundle_of(line: Line) -> Bundle:
    """A folder of one diagram and one form."""
    folder = f"line_{line.kind.lower()}"
    return Bundle(
        folder,
        {f"{folder}/process.bpmn": _diagram(line, folder), f"{folder}/forms/note.json": _NOTE.encode()},
    )


def _diagram(line: Line, process: str) -> bytes:
    nodes = ['<bpmn:startEvent id="start" name="开始"/>']
    order = ["start"]
    if line.filing_days:
        nodes.append(_operation("clock", "起算报送期限", "cases.start_deadline",
                                {"name": line.deadline, "length": f"= {line.filing_days}", "unit": "CD"}))  # fmt: skip
        order.append("clock")
    words = line.steps.split()
    for number, (role, name) in enumerate(zip(words[::2], words[1::2], strict=True), 1):
        nodes.append(_task(f"step_{number}", role, name))
        order.append(f"step_{number}")
        if line.filing_days and name == "报送备案":
            nodes.append(_operation("filed", "登记报送", "cases.meet_deadline", {"name": line.deadline}))
            order.append("filed")
    nodes.append(f'<bpmn:endEvent id="end" name="{line.end}"/>')
    order.append("end")
    flows = "".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(order)
    )
    body = "".join(nodes) + flows
    return (
        f'{_HEAD}<bpmn:process id="{process}" name="{line.name}" isExecutable="true">{body}</bpmn:process>'
        "</bpmn:definitions>"
    ).encode()


def _task(element: str, role: str, name: str) -> str:
    roles = {"O03": _OFFICERS, "O04": _HEADS}.get(role[:3], f"RL-{role[1:3]}")
    scope = f"case.{'office' if role[0] == 'O' else 'respondent'}"
    due = ' due="2 WD"' if role.endswith("!") else ""
    return (
        f'<bpmn:userTask id="{element}" name="{name}"><bpmn:extensionElements><banjie:task form="note"{due}/>'
        f'<banjie:assignment roles="{roles}" scope="{scope}"/></bpmn:extensionElements></bpmn:userTask>'
    )


def _operation(element: str, name: str, operation: str, parameters: dict[str, str]) -> str:
    given = "".join(
        f'<banjie:parameter name="{key}" value="{value.replace(chr(34), "&quot;")}"/>'
        for key, value in parameters.items()
    )
    return (
        f'<bpmn:serviceTask id="{element}" name="{name}"><bpmn:extensionElements>'
        f'<banjie:operation name="{operation}">{given}</banjie:operation></bpmn:extensionElements></bpmn:serviceTask>'
    )
