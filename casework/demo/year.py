"""A running year of cases: some of every state today, the rest closed over the months before."""

from casework.demo.plots import Plot

LESSON = "抽查当日 3 个班，1 个班未按课表上课，由看护代替。"
BADGE = "2 名第三方教师未佩戴工作牌。"
PLANS = "抽查 5 份教案，2 份缺失，1 份与当日课程不符。"
FEES = "公示栏收费项目与批准标准不一致，减免办法未公示。"
PATROL = "本月缺 4 天行政巡察记录，其余记录过于简单。"
FILING = "本学期课后服务安排未在开学半个月内备案。"
SWAPPED = "足球班任课人员与备案人员不符，未办理更换报备。"
UNFILED = "舞蹈班 1 名教师未备案入校授课。"
EXIT = "二楼活动室安全出口堆放器材。"
SPORT = "二年级未安排体育梦想课。"

TODAY = (
    Plot(
        "松涛中学",
        "monthly_inspection",
        [("TF-2", 2, LESSON), ("VF-4", 2, PLANS), ("VF-1", 1, BADGE)],
        "report",
        4,
    ),
    Plot("松涛中学", "patrol", [("SF-3", 2, PATROL)], "receipt", 1),
    Plot("松涛中学", "guidance", [("SF-12", 2, SPORT)], "plan", 3),
    Plot("银杏一小", "monthly_inspection", [("VF-4", 2, PLANS)], "", 1),
    Plot("银杏二小", "monthly_inspection", [("SF-2", 2, FEES), ("VF-1", 1, BADGE)], "verify", 1),
    Plot("石榴小学", "monthly_inspection", [("SF-3", 2, PATROL)], "draft", 1),
    # Its letter has been checked by whoever stands in for the head of the office.
    Plot("海棠九年一贯制学校", "monthly_inspection", [("VF-1", 2, BADGE)], "draft", 1),
    Plot("云杉小学", "monthly_inspection", [("SF-12", 2, SPORT)], "check", 1),
    Plot("白桦小学", "monthly_inspection", [("SF-2", 3, FEES)], "check", 1),
    Plot("紫藤小学", "monthly_inspection", [("VF-1", 2, BADGE)], "sign", 2),
    Plot("青竹小学", "monthly_inspection", [("VF-4", 2, PLANS)], "seal", 2),
    Plot("海棠九年一贯制学校", "monthly_inspection", [("SF-6", 3, EXIT)], "receipt", 5),
    Plot("木樨九年一贯制学校", "patrol", [("VF-2", 3, SWAPPED)], "plan", 4),
    Plot("枫林中学", "patrol", [("TF-2", 2, LESSON)], "plan", 12),
    Plot(
        "梧桐中学", "patrol", [("VF-1", 1, BADGE)], "receipt", 3, options={"agreed": True, "skip_plan": True}
    ),
    Plot("枫林中学", "supervision", [("SF-3", 2, PATROL), ("SF-2", 2, FEES)], "receipt", 6, office="DDS"),
    Plot("银杏一小", "patrol", [("VF-6", 4, UNFILED)], "plan", 2),
    Plot("石榴小学", "guidance", [("VF-4", 2, PLANS)], "recheck", 6),
    Plot("云杉小学", "patrol", [("TF-2", 2, LESSON), ("VF-4", 2, PLANS)], "recheck", 5, failed=[2]),
    Plot("青竹小学", "supervision", [("SF-12", 2, SPORT)], "verify", 1, office="DDS"),
)

_SCHOOLS = (
    "银杏一小",
    "银杏二小",
    "石榴小学",
    "云杉小学",
    "白桦小学",
    "紫藤小学",
    "青竹小学",
    "梧桐中学",
    "松涛中学",
)
_FAULTS = (
    ("TF-2", LESSON),
    ("VF-4", PLANS),
    ("SF-3", PATROL),
    ("SF-2", FEES),
    ("VF-1", BADGE),
    ("SF-12", SPORT),
)

CLOSED = tuple(
    Plot(
        _SCHOOLS[number % len(_SCHOOLS)],
        ("monthly_inspection", "patrol", "guidance")[number % 3],
        [(_FAULTS[number % len(_FAULTS)][0], 2, _FAULTS[number % len(_FAULTS)][1])],
        "closed",
        30 + number * 12,
    )
    for number in range(14)
)
