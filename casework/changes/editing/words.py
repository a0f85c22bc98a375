"""What operations, their parameters and facts are called before a manager: codes of a diagram are no words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: Mapping[str, Promise] = {
    "cases": _("事项"), "letters": _("文书"), "findings": _("问题与整改"), "filings": _("备案"), "papers": _("材料"),
    "permits": _("入校与师资"), "library": _("资源库"), "publicity": _("公示"), "sampling": _("抽查"), "expiry": _("到期与续期"),
    "policy": _("政策"), "changes": _("流程变更"),
}  # fmt: skip

PARAMETERS: Mapping[str, Promise] = {
    "again": _("是否再次到校"), "audience": _("通知谁"), "categories": _("类别"), "danger": _("有无安全隐患"),
    "days": _("天数"), "days_left": _("还剩几天"), "deadline": _("哪个期限"), "document": _("哪份文书"),
    "drafted": _("合同草稿"), "field": _("哪个字段"), "finding": _("哪个问题"), "forms": _("哪些表单"),
    "items": _("各项内容"), "last_due_days": _("最后期限（天）"), "length": _("多长"), "letter": _("哪份文书模板"),
    "message": _("消息"), "months": _("哪些月份"), "name": _("名称"), "needed_until": _("要用到哪天"), "on": _("日期"),
    "organisation": _("单位"), "outcome": _("结论"), "path": _("来源路径"), "plan_days": _("方案期限（天）"),
    "promised": _("是否承诺补交"), "reason": _("理由"), "recheck": _("怎样复查"), "recheck_days": _("复查期限（天）"),
    "recipients": _("发给谁"), "role": _("角色"), "rows": _("各行内容"), "seed": _("随机种子"), "served_on": _("送达日期"),
    "signed": _("已签的合同"), "signer": _("谁签发"), "since": _("从哪天起算"), "stop": _("是否责令停止"),
    "subject": _("对象"), "table": _("哪张决策表"), "text": _("正文"), "timeliness": _("是否及时"), "title": _("标题"),
    "type_code": _("材料类型"), "unit": _("单位（工作日、服务日、自然日）"), "valid_from": _("有效期从"),
    "valid_to": _("有效期到"), "value": _("值"), "verb": _("要做什么"), "wanted": _("要几个"), "withheld": _("是否暂不公开"),
}  # fmt: skip

FACTS: Mapping[str, Promise] = {
    "assessment": _("评审得分"), "candidate": _("人选"), "case": _("这个事项"), "circular": _("通报"), "closure": _("销号"),
    "deadlines": _("各个期限"), "deposit": _("备案存证"), "draw": _("抽查结果"), "entry": _("入校申请"),
    "exclusion_grounds": _("排除情形"), "extensions_granted": _("已延期次数"), "fault": _("问题定级"), "filing": _("备案"),
    "findings": _("问题清单"), "hosted": _("本校的机构与师资"), "library": _("资源库"), "likeness": _("文本相似度"),
    "messages": _("收到过的消息"), "now": _("现在"), "offices": _("各科室"), "opened": _("由它发起的事项"),
    "paper": _("这份材料"), "papers": _("材料清单"), "parameters": _("政策参数"), "parameter history": _("政策参数的历次值"),
    "permit": _("入校许可"),
    "pool_size": _("可抽的学校数"), "process_change": _("这份流程变更"),
    "process_change_faults": _("变更还差什么"), "publicity": _("公示"), "received": _("来件内容"), "rechecks": _("复查结果"),
    "renewal": _("续期"), "results": _("各事项的结果"), "school": _("学校"), "sender": _("来件单位"),
    "signed": _("各表单是谁在哪天提交的"),
    "submitted": _("各表单最近一次填的内容"), "swap": _("更换师资"), "today": _("今天"),
}  # fmt: skip

FUNCTIONS: Mapping[str, Promise] = {
    "at time": _("某天的某个时刻"), "checklist score": _("检查表得分"), "date text": _("日期的中文写法"),
    "effective filing": _("有效的备案"), "finding label": _("问题的名称"), "first working day": _("第一个工作日"),
    "latest filing": _("最近的备案"), "organisation name": _("单位名称"),
    "person names": _("人员姓名"), "recusal": _("是否须回避"), "red failed": _("红线项未过"),
    "value on": _("参数在某天的值"), "term began": _("学期开始日"), "term dates": _("学期的起止"),
    "term starting": _("开学日"), "terms from": _("还没结束的学期"),
    "working days after": _("若干工作日之后"),
    "working days between": _("相隔几个工作日"), "workplace": _("所在单位"), "count": _("个数"), "sum": _("合计"),
    "min": _("最小"), "max": _("最大"), "contains": _("文字里含有"), "list contains": _("列表里含有"), "date": _("日期"),
    "duration": _("时长"), "string": _("转成文字"), "number": _("转成数"), "not": _("相反"), "is defined": _("有没有值"),
    "date and time": _("日期时间"), "floor": _("舍去小数"), "ceiling": _("进一"),
    "abs": _("绝对值"), "concatenate": _("接起列表"),
    "distinct values": _("去掉重复"),
    "string length": _("几个字"), "substring": _("取一段文字"), "string join": _("连成一段文字"),
}  # fmt: skip

SCOPES: Mapping[str, Promise] = {
    "case.office": _("承办科室"), "case.respondent": _("责任单位"), "case.school": _("所在学校"), "case.district": _("区教育局"),
}  # fmt: skip


def called(words: Mapping[str, Promise], name: str) -> str:
    """The word for ``name``, or ``name`` itself."""
    return str(words.get(name, name))
