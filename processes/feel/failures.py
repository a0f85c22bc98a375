"""What can go wrong with an expression: its text, or its evaluation. Messages are Chinese and shown to
people."""


class FeelFailure(Exception):
    """Anything wrong with an expression; the message is a Chinese sentence."""


class FeelError(FeelFailure):
    """The expression was well formed, but evaluating it hit a limit or a value FEEL cannot hold."""


class FeelSyntaxError(FeelFailure):
    """The text is not FEEL. `position` counts characters from 0; `reason` is the message without the
    place."""

    def __init__(self, reason: str, *, position: int, text: str = "") -> None:
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        place = f"第 {column} 个字符" if line == 1 else f"第 {line} 行第 {column} 个字符"
        super().__init__(f"{place}：{reason}")
        self.reason = reason
        self.position = position
