"""The cards of the demo's login page: who you are, and what you will find."""

from django.utils.translation import gettext as _


def cards() -> list[dict[str, str]]:
    """``group``, ``username``, ``title``, ``who``, ``finds`` for each demo role, those of a group together."""
    return [*_bureau(), *_schools(), *_vendors(), *_administration()]


def _bureau() -> list[dict[str, str]]:
    return _group(
        _("教育局"),
        ("jjk", _("基教科 经办"), _("登记问题、核实、拟稿、复查"), _("待核实的问题和待复查的整改")),
        (
            "jjk2",
            _("基教科 经办二"),
            _("复查别人核实的问题，代科长审批"),
            _("可以领取的复查，和代科长办理的事"),
        ),
        ("jjk-head", _("基教科 负责人"), _("核稿、签发、批准销号"), _("等您签发的通知和等您批准的销号")),
        ("dds", _("督导室 督学"), _("专项督导问题的登记与复查"), _("督导整改案件")),
        ("dds-head", _("督导室 负责人"), _("核稿、批准督导案件的销号"), _("等您核稿的督导通知")),
        ("cyg", _("成幼股 经办"), _("资质复核、入校备案审查"), _("等您审查的入校备案")),
        ("hdzx", _("活动中心 经办"), _("师资库、入校备案审查"), _("等您审查的入校备案和师资库")),
        ("jsfz", _("教师发展中心 教研员"), _("下校视导、指导意见、跟踪"), _("等您跟踪的视导")),
        ("bgs", _("办公室 文秘"), _("用印、送达、归档"), _("待用印的公文")),
        ("leader", _("分管领导"), _("签发严重、紧急问题的通知"), _("全区整改情况")),
    )


def _schools() -> list[dict[str, str]]:
    return _group(
        _("学校"),
        ("s10-principal", _("松涛中学 校长"), _("签收、分派、提交整改报告"), _("本校的整改和期限")),
        ("s10-duty", _("松涛中学 值班行政"), _("校长外出，代校长审批"), _("标明代校长办理的事")),
        ("s10-lead", _("松涛中学 课后服务负责人"), _("落实整改、上传佐证"), _("分派给您的问题")),
        (
            "s01-lead",
            _("银杏一小 课后服务负责人"),
            _("引进机构、核对原件、面审、合同"),
            _("本校的入校申请和许可"),
        ),
        (
            "s03-lead",
            _("石榴小学 课后服务负责人"),
            _("起草差异化发放方案、汇总意见、提交审议"),
            _("一份正在起草的发放方案"),
        ),
    )


def _vendors() -> list[dict[str, str]]:
    return _group(
        _("机构和个人"),
        ("v02-clerk", _("小苔艺术社 经办"), _("分步提交入校材料"), _("一份填到一半的材料")),
        ("p44-clerk", _("剪纸艺人甲（个人）"), _("以个人身份提交入校材料"), _("一份刚要开始填的材料")),
    )


def _administration() -> list[dict[str, str]]:
    return _group(
        _("管理"),
        (
            "manager",
            _("流程管理员"),
            _("政策变了，在这里改流程、期限和表单"),
            _("流程变更、流程版本、工作日历、故障"),
        ),
        ("sysadmin", _("系统管理员"), _("单位、人员与岗位"), _("单位和人员登记")),
        ("auditor", _("审计管理员"), _("查看留痕"), _("审计记录")),
    )


def _group(group: str, *roles: tuple[str, str, str, str]) -> list[dict[str, str]]:
    return [
        {"group": group, "username": username, "title": title, "who": who, "finds": finds}
        for username, title, who, finds in roles
    ]
