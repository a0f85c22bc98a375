"""The sentences of what happens to an application."""

from casework.audit.kinds import register

register(
    "entry.path_decided", "来源路径：{label}", "Source path: {label}", name=("来源路径判定", "Source path")
)
register(
    "entry.school_decided",
    "校内审定：{outcome}",
    "The school decided: {outcome}",
    name=("校内审定", "School's decision"),
)
register(
    "entry.contract_signed",
    "{type}签订存档，{from}至{to}",
    "{type} signed and archived, {from} to {to}",
    name=("合同签订", "Contract signed"),
)
register(
    "entry.filed",
    "准予备案 {filing}，入校许可 {permit} 有效至{until}",
    "Filed as {filing}; permit {permit} valid to {until}",
    name=("备案", "Filed"),
)
