"""The sentences of a repair in the story of its case."""

from casework.audit.kinds import register

register(
    "repair.proposed",
    "{by}提出修正路径：{move}。理由：{reason}",
    "{by} proposed a repair: {move}. Reason: {reason}",
    name=("提出修正路径", "Repair proposed"),
)
register(
    "repair.dropped",
    "{by}撤销了修正路径：{move}",
    "{by} dropped the repair: {move}",
    name=("撤销修正路径", "Repair dropped"),
)
register(
    "repair.performed",
    "{by}确认修正路径：{move}。{proposer}提出，理由：{reason}。修正前：{before}；修正后：{after}",
    "{by} confirmed the repair: {move}. Proposed by {proposer}; reason: {reason}. Before: {before}; after: {after}",
    name=("修正路径", "Case repaired"),
)
