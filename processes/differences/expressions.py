"""Expressions as they are compared and shown: written in one way, so that spaces and comments make no difference."""

from functools import lru_cache

from lark import Token

from processes.feel import FeelSyntaxError
from processes.feel.scanner import Scanner

_OPEN = {"_LPAR", "_LSQB", "_LBRACE", "_OPEN_RSQB"}
_CLOSE = {"_RPAR", "_RSQB", "_RBRACE", "_CLOSE_LSQB"}
_TIGHT = {"_DOT", "_DOTDOT"}
_OPERAND = {"NAME", "NUMBER", "STRING", "TEMPORAL", "TRUE", "FALSE", "NULL"} | _CLOSE


@lru_cache(maxsize=4096)
def spoken(text: str | None, *, unary: bool = False) -> str:
    """FEEL in one spelling, without the ``=`` in front; ``unary`` for the tests of a table. What is no FEEL (plain words,
    or an expression that is not finished) only loses its outer and repeated spaces."""
    plain = (text or "").strip()
    try:
        tokens = Scanner(plain.removeprefix("="), (), unary=unary).tokens()
    except FeelSyntaxError:
        return " ".join(plain.removeprefix("=").split())
    said = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        said += f"{_between(before, token, said)}{'@' if token.type == 'TEMPORAL' else ''}{token}"
    return said


def _between(before: Token | None, token: Token, said: str) -> str:
    """The space in front of ``token``."""
    if before is None or before.type in _OPEN | _TIGHT or token.type in _CLOSE | _TIGHT:
        return ""
    if token.type in {"_COMMA", "_COLON"} or (token.type in {"_LPAR", "_LSQB"} and before.type in _OPERAND):
        return ""
    sign = before.type == "MINUS" and not said.endswith(" -")
    return "" if sign else " "
