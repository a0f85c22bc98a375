"""The sentences of what happens to filings."""

from casework.audit.kinds import register

register(
    "filing.filed",
    "{filer}的备案 {number} 已存证，校验值 {sha256}",
    "Filing {number} of {filer} was frozen, fingerprint {sha256}",
    name=("备案存证", "Filed"),
)
register(
    "filing.handed_in",
    "{by}提交备案材料（第{round}轮），送审稿已存证，校验值 {sha256}",
    "{by} handed in for filing (round {round}); what was handed in was frozen, fingerprint {sha256}",
    name=("提交备案", "Handed in for filing"),
)
