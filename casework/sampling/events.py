"""The sentences of draws and visits in the trail."""

from casework.audit.kinds import register

register(
    "sampling.drawn",
    "从{pool}所学校中抽取了{drawn}所，种子 {seed}",
    "{drawn} of {pool} schools were drawn, seed {seed}",
    name=("抽取学校", "Schools drawn"),
)
register("sampling.visited", "{on}到校", "Visited on {on}", name=("到校", "School visited"))
