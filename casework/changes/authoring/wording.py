"""What fields of forms are called on the screens, and the words of the check with the screen's names for its own."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = {
    "text": _("一行文字"), "long_text": _("多行文字"), "number": _("数字"), "money": _("金额"), "date": _("日期"),
    "choice": _("单选"), "choices": _("多选"), "yes_no": _("是或否"), "file": _("上传材料"), "organisation": _("选单位"),
    "person": _("选人员"), "table": _("表格（可加行）"), "checklist": _("检查表"),
}  # fmt: skip

STYLES: Mapping[str, Promise] = {
    "body": _("正文"), "level1": _("一级标题（一、）"),
    "level2": _("二级标题（（一））"), "level3": _("三级标题（1.）"), "note": _("小字说明"),
}  # fmt: skip

LAYOUTS: Mapping[str, Promise] = {"document": _("红头文件"), "letter": _("信函格式"), "form": _("业务表单")}

# Words of the definitions as the screens call them.
_NAMES: Mapping[str, str] = {
    "label": "名称", "help": "说明", "required": "必填条件",
    "visible": "显示条件", "variable": "用于流程走向", "default": "预填",
    "rules": "填写要求", "rule": "要求", "message": "提示", "readonly": "只读", "clause": "条款", "options": "选项",
    "offers": "选项从哪里来",
    "document_type": "材料类型", "multiple": "可以多份", "minimum": "至少几份",
    "role": "角色", "scope": "范围", "kinds": "单位类别",
    "columns": "列", "rows": "行的来源", "fixed": "不能加减行",
    "groups": "检查项", "type": "类型", "title": "标题", "fields": "字段",
    "decision": "按钮", "steps": "步骤", "papers": "材料组", "key": "代码",
    "value": "值", "zh": "中文", "en": "英文", "code": "代码",
    "text": "文字", "weight": "权重", "red": "红线", "finding": "问题代码", "items": "各项", "name": "代码", "tone": "样式",
    "when": "出现条件", "issuer": "发文单位", "addressee": "主送", "signer": "署名", "copies": "抄送", "contact": "联系方式",
    "verification": "查验说明", "verification_code": "二维码指向的地址",
    "attachments": "附件", "reply_slip": "回执", "paragraphs": "段落",
    "recipients": "发给谁", "cells": "单元格", "caption": "表题",
    "width": "宽度", "layout": "版式", "style": "样式", "id": "编号",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w.\"“])(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")(?![\w.\"”])")
_BRACKETED = re.compile(r"（(?:" + "|".join(_NAMES) + r"|items)）")


def in_screen_words(message: str) -> str:
    """``缺少 label`` → ``缺少名称``; what stands in quotation marks is what somebody typed, and stays."""
    said = _WORD.sub(lambda found: f"“{_NAMES[found[0]]}”", _BRACKETED.sub("", message))
    return re.sub(r"\s*(“[^”]*”)\s*", r"\1", said)
