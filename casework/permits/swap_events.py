"""The sentences of a change of instructor."""

from casework.audit.kinds import register

register(
    "swap.proposed",
    "{by}提出{kind}：许可 {permit}，自{from}起",
    "{by} proposed a change of instructor on permit {permit} from {from}",
    name=("提出更换师资", "Change of instructor proposed"),
)
register(
    "swap.settled",
    "许可 {permit} 的更换：{result}",
    "The change on permit {permit} was settled: {result}",
    name=("更换师资办结", "Change of instructor settled"),
)
