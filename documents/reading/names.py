"""Names that stand behind a label: whose paper it is, who gave it, who is meant by it."""

import re
from collections.abc import Iterator

from documents.reading.proposal import Fact, Proposal
from documents.reading.wording import excerpt, labelled

_ORGANISATION = r"[一-龥A-Za-z][一-龥A-Za-z0-9()·&-]{1,49}"
_PERSON = r"[一-龥](?:[一-龥·]{1,14}|\s[一-龥](?![一-龥]))"
_NAMED = {
    Fact.HOLDER: labelled(
        (
            "单位名称", "机构名称", "企业名称", "公司名称", "学校名称", "办学机构名称", "组织名称", "主体名称", "名称", "持证人",
            "投保人", "投保单位", "被保险人", "被保险人名称", "乙方", "供应商名称", "姓名",
        ),
        _ORGANISATION,
    ),
    Fact.ISSUER: labelled(
        (
            "发证机关", "发证机构", "发证单位", "登记机关", "颁发机关", "颁发单位", "签发机关", "签发单位", "审批机关",
            "批准机关",
            "批准单位", "出具单位", "开具单位", "保险人", "保险公司", "承保公司", "承保机构", "备案机关", "主管部门", "查询机关",
        ),
        _ORGANISATION,
    ),
    Fact.PERSONS: labelled(
        (
            "法定代表人", "法定代表人姓名", "负责人", "主要负责人", "校长", "姓名", "持证人", "教师姓名", "被保险人姓名",
            "投资人", "经营者",
        ),
        _PERSON,
    ),
}  # fmt: skip
_SEVERAL = re.compile(
    rf"(?:被保险人|人员|教师|师资)(?:名单|清单)\s?:?\s?(?P<value>{_PERSON}(?:[、,，]{_PERSON}){{1,200}})"
)
# The next label of a form that was filled in nowhere is no name, and neither is the end of a sentence.
_NO_NAME = re.compile(
    r"(?:名称|号码|编号|地址|日期|电话|代码|类型|住所|性别|职务|资本|范围|期限|金额|签字|签章|盖章|公章|签名|名单|清单)$"
)
_AND_BRACKET = re.compile(r"[(（][^)）]*$")


def propose_names(text: str) -> Iterator[Proposal]:
    for fact, pattern in _NAMED.items():
        for match in pattern.finditer(text):
            name = _AND_BRACKET.sub("", match["value"]).replace(" ", "")
            if len(name) > 1 and not _NO_NAME.search(name):
                yield Proposal(fact, name, excerpt(text, *match.span()))
    for match in _SEVERAL.finditer(text):
        for name in re.split(r"[、,，]", match["value"]):
            yield Proposal(Fact.PERSONS, name.replace(" ", ""), excerpt(text, *match.span()))
