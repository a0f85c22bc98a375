"""What is wrong with a FEEL text, said before it is ever run."""

import re
from collections.abc import Iterable

from processes import feel, registry
from processes.feel.naming import called_names, members_read
from processes.feel.nodes.node import Node

# Nothing in the data is called so; whoever writes it is after the insides of another language, or of the engine's state.
INSIDES = re.compile(r"__\w+__|\btypename\b")
# What other engines write: ${x}, #{x}, statements of Java, JavaScript or Groovy.
FOREIGN = re.compile(r"^[$#]\{|^return\b|==|&&|\|\||;\s*$")
_ANYTHING: frozenset[str] = frozenset()


def expression_faults(
    text: str, *, names: Iterable[str] | None = None, functions: Iterable[str] = _ANYTHING
) -> list[str]:
    """Sentences about a FEEL expression, with or without its ``=``.

    ``names`` are the variables it may read, None when nobody can say; ``functions`` those it may call beyond the
    standard's and the registered ones.
    """
    written = text.strip().removeprefix("=").strip()
    try:
        parsed = feel.parse(written)
    except feel.FeelFailure as error:
        if FOREIGN.search(written):
            return [
                f'表达式“{_shown(written)}”是别的工具的写法，请改写成 FEEL，例如 days > 5 and level = "A"'
            ]
        return [f"表达式“{_shown(written)}”有误：{error}"]
    return [
        *_faults(written, parsed.names, parsed.calls, names, functions),
        *_member_faults(written, parsed.root),
    ]


def cell_faults(text: str, tests: feel.UnaryTests, *, names: Iterable[str] | None) -> list[str]:
    """Sentences about the parsed tests of one input cell."""
    return [
        *_faults(text, tests.names, called_names(tests.root), names, _ANYTHING),
        *_member_faults(text, tests.root),
    ]


def _member_faults(written: str, root: Node) -> list[str]:
    read, kept = members_read(root), registry.kept_members()
    missing = sorted(member for name in read.keys() & kept for member in read[name] - kept[name].members)
    return [f"表达式“{_shown(written)}”里的 {_shown(member)} 没有登记" for member in missing]


def _faults(
    written: str,
    read: frozenset[str],
    called: frozenset[str],
    names: Iterable[str] | None,
    functions: Iterable[str],
) -> list[str]:
    shown = _shown(written)
    callable_names = registry.functions().keys() | set(functions)
    inside = INSIDES.search(written)
    unknown = sorted(read - set(names)) if names is not None else []
    missing = sorted(name for name in called - callable_names if not feel.is_builtin(name))
    return [
        *([f"表达式“{shown}”里不能写 {_shown(inside[0])} 这样的名称"] if inside else []),
        *(f"表达式“{shown}”里的 {_shown(name)} 没有任何步骤提供" for name in unknown),
        *(f"表达式“{shown}”调用的函数 {_shown(name)} 不存在" for name in missing),
    ]


def _shown(text: str) -> str:
    line = "".join(c if c.isprintable() else "�" for c in text[:200])
    return line if len(line) <= 60 else f"{line[:60]}…"
