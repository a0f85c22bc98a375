"""Numbers of papers and of their holders, and sums of money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from documents.reading.proposal import Fact, Proposal
from documents.reading.wording import excerpt, labelled

_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(rf"(?<![0-9A-Z])[{_CREDIT_LETTERS}]{{18}}(?![0-9A-Z])")
# Never 证件号码 or 身份证号: the numbers of people are no numbers of papers, and are not to be read around.
_NUMBER = labelled(
    (
        "许可证号", "许可证编号", "办学许可证号", "证书编号", "证书号", "证书号码", "证号", "证件编号", "登记号", "登记证号",
        "备案号", "备案编号", "保险单号", "保险单号码", "保单号", "保单号码", "保险单编号", "合同编号", "合同号", "文号",
        "批准文号", "报告编号", "编号", "注册号", "教师资格证书号码",
    ),
    r"[\w()〔〕\[\]教民体文第—-]{0,20}\d[\w()〔〕\[\]号—/-]{0,40}",
)  # fmt: skip
_AMOUNT = labelled(
    (
        "保险金额", "总保险金额", "每人保险金额", "保额", "责任限额", "赔偿限额", "累计赔偿限额", "每次事故赔偿限额",
        "每次事故责任限额", "累计责任限额", "每人责任限额", "合同金额", "合同总价", "合同价款",
        "总金额", "总价", "注册资本", "注册资金", "开办资金",
    ),
    r"(?:人民币|RMB|CNY|[¥￥])?\s?(?P<sum>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?)\s?(?P<unit>[万亿]?)\s?元?",
)  # fmt: skip
_UNITS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def is_credit_code(code: str) -> bool:
    """Whether the last character of a 统一社会信用代码 follows from the others (GB 32100-2015, §4.6)."""
    if not re.fullmatch(rf"[{_CREDIT_LETTERS}]{{18}}", code):
        return False
    weighed = sum(_CREDIT_LETTERS.index(letter) * 3**at for at, letter in enumerate(code[:17]))
    return code[17] == _CREDIT_LETTERS[(31 - weighed % 31) % 31]


def propose_numbers(text: str) -> Iterator[Proposal]:
    for match in _CREDIT_CODE.finditer(text):
        if is_credit_code(match.group()):
            yield Proposal(Fact.NUMBER, match.group(), excerpt(text, *match.span()))
    for match in _NUMBER.finditer(text):
        value = match["value"].strip("-—")
        if 4 <= len(value) <= 40 and not is_credit_code(value):
            yield Proposal(Fact.NUMBER, value, excerpt(text, *match.span()))


def propose_amounts(text: str) -> Iterator[Proposal]:
    for match in _AMOUNT.finditer(text):
        yuan = Decimal(match["sum"].replace(",", "")) * _UNITS[match["unit"]]
        if yuan:
            yield Proposal(Fact.AMOUNT, f"{yuan.normalize():f}", excerpt(text, *match.span()))
