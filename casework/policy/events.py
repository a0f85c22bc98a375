"""The sentences of what happens to the register of policy."""

from casework.audit.kinds import register

register(
    "policy.registered",
    "{by}登记了政策文件{title}，共{clauses}条",
    "{by} registered the policy document {title} with {clauses} clauses",
    name=("登记政策文件", "Policy document registered"),
)
register(
    "policy.dated",
    "{by}补录了政策文件{title}的日期：施行{effective_on}，失效{ended_on}",
    "{by} entered the dates of the policy document {title}: in force from {effective_on}, ended {ended_on}",
    name=("补录政策日期", "Policy dates entered"),
)
register(
    "policy.file_attached",
    "{by}上传了政策文件{title}的原文“{file}”（第{number}份）",
    "{by} uploaded the text of the policy document {title}: “{file}” (no. {number})",
    name=("上传政策原文", "Policy text uploaded"),
)
register(
    "parameter.drafted",
    "{by}拟将“{title}”自{effective_from}起改为{value}，来源：{source}",
    "{by} proposed {value} for “{title}” from {effective_from}; source: {source}",
    name=("拟改参数", "Parameter change proposed"),
)
register(
    "parameter.confirmed",
    "{by}确认“{title}”自{effective_from}起为{value}",
    "{by} confirmed {value} for “{title}” from {effective_from}",
    name=("确认参数", "Parameter confirmed"),
)
register(
    "parameter.dropped",
    "{by}撤销了“{title}”自{effective_from}起改为{value}的拟定",
    "{by} dropped the proposal of {value} for “{title}” from {effective_from}",
    name=("撤销拟定", "Parameter proposal dropped"),
)
register(
    "parameter.withdrawn",
    "{by}撤回了“{title}”自{effective_from}起为{value}的规定",
    "{by} took back that “{title}” is {value} from {effective_from}",
    name=("撤回参数", "Parameter value taken back"),
)
