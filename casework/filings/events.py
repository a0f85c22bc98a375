"""The sentences of what happens to filings."""

from casework.audit.kinds import register

register(
    "filing.filed",
    "{filer}的备案 {number} 已存证，校验值 {sha256}",
    "Filing {number} of {filer} was frozen, fingerprint {sha256}",
    name=("备案存证", "Filed"),
)
