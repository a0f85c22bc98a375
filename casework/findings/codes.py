"""Finding codes of domain.md §2.0.6."""

from django.db import models


class FindingCode(models.TextChoices):
    TF_1 = "TF-1", "出工不出力"
    TF_2 = "TF-2", "不按课表上课"
    TF_3 = "TF-3", "无教学计划、教案"
    TF_9 = "TF-9", "教师其他问题"
    VF_1 = "VF-1", "第三方未挂牌"
    VF_2 = "VF-2", "擅自更换师资"
    VF_3 = "VF-3", "课堂效果差"
    VF_4 = "VF-4", "无备课教案"
    VF_5 = "VF-5", "资质、保险失效"
    VF_6 = "VF-6", "未备案入校"
    VF_7 = "VF-7", "学科类、讲授新课或补课"
    VF_8 = "VF-8", "违规收费或宣传"
    VF_9 = "VF-9", "师德与安全"
    SF_1 = "SF-1", "安排未备案或逾期"
    SF_2 = "SF-2", "收费未公示或公示不符"
    SF_3 = "SF-3", "每日巡察缺失"
    SF_4 = "SF-4", "合同、制度缺项"
    SF_5 = "SF-5", "经费使用不规范"
    SF_6 = "SF-6", "场所与人员安全"
    SF_7 = "SF-7", "强制或变相强制参加"
    SF_8 = "SF-8", "超范围服务"
    SF_9 = "SF-9", "领导小组或方案缺失"
    SF_10 = "SF-10", "开放日等活动未开展"
    SF_11 = "SF-11", "家校反馈机制缺失"
    SF_12 = "SF-12", "课程结构不合要求"


# What is taught and how, which the teacher development centre reads (domain.md §4.3; which codes: ours to edit).
TEACHING = frozenset({
    FindingCode.TF_2, FindingCode.TF_3, FindingCode.VF_3, FindingCode.VF_4, FindingCode.VF_7, FindingCode.SF_12,
})  # fmt: skip
