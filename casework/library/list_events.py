"""The sentences of what happens to the library as a whole."""

from casework.audit.kinds import register

register(
    "library.imported",
    "导入市级名单：入库{entered}条，未入库：{left_out}",
    "The city's list was taken over: {entered} entered; left out: {left_out}",
    name=("导入市级名单", "City's list taken over"),
)
