"""How the source paths of D01 are called in letters."""

PATH_NAMES = {
    "A": "市级师资库",
    "B": "区级师资库",
    "C": "退休特长教师",
    "C0": "退休特长教师（先入库）",
    "D": "体校训练项目或推荐师资",
    "X": "未入库",
}
