"""The sentences of what happens to papers."""

from casework.audit.kinds import register

register(
    "paper.uploaded",
    "{by}上传了{type}“{name}”",
    "{by} uploaded {type} “{name}”",
    name=("上传证照材料", "Paper uploaded"),
)
register(
    "paper.reused",
    "{by}沿用了仍然有效的{type}",
    "{by} offered {type} again, which is still good",
    name=("沿用证照材料", "Paper used again"),
)
register(
    "papers.handed_in",
    "{by}提交了{count}份材料，回执号 {number}",
    "{by} handed in {count} papers, receipt {number}",
    name=("提交材料", "Papers handed in"),
)
register(
    "paper.verified",
    "{by}核验了{type}（{method}）",
    "{by} verified {type} ({method_en})",
    name=("核验材料", "Paper verified"),
)
register(
    "paper.given_back",
    "{by}退回了{type}：{reason}",
    "{by} gave {type} back: {reason}",
    name=("退回材料", "Paper given back"),
)
register(
    "paper.viewed",
    "{by}查看了{type}，事由：{reason}",
    "{by} looked at {type}: {reason}",
    name=("查看敏感材料", "Sensitive paper viewed"),
)
