"""The yearly notices as they were published are read to the same days as the seed."""

from datetime import date

import pytest

from casework.calendar.notice import UnreadableNotice, read_notice
from casework.calendar.official import official_days

NOTICES = {
    2024: """
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    2025: """
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
""",
    2026: """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
""",
}


@pytest.mark.parametrize("year", NOTICES)
def test_a_notice_is_read_to_the_days_of_the_seed(year: int) -> None:
    read = {(change.day, change.working) for change in read_notice(NOTICES[year], year=year)}
    assert read == {(day, working) for day, working, _ in official_days(year)}


def test_a_day_keeps_the_name_of_its_holiday() -> None:
    names = {change.day: change.name for change in read_notice(NOTICES[2025], year=2025)}
    assert names[date(2025, 5, 5)] == names[date(2025, 4, 27)] == "劳动节"
    assert names[date(2025, 10, 6)] == "国庆节、中秋节"


def test_a_notice_on_one_line_is_read_as_well() -> None:
    assert len(read_notice(NOTICES[2026].replace("\n", ""), year=2026)) == 33 + 6


def test_a_notice_may_reach_back_into_december() -> None:
    text = "一、元旦：2017年12月30日至2018年1月1日放假调休，共3天。"
    assert read_notice(text, year=2018)[0].day == date(2017, 12, 30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今年放假安排另行通知。", "没有读到放假日期"),
        ("一、元旦：1月1日至3日放假，共4天。", "元旦写明共4天，读到的却是3天"),
        ("一、元旦：2月30日放假。", "元旦里有不存在的日期"),
        ("一、元旦：1月3日至1日放假。", "元旦的起止日期颠倒"),
    ],
)
def test_an_unreadable_notice_says_where(text: str, said: str) -> None:
    with pytest.raises(UnreadableNotice, match=said):
        read_notice(text, year=2027)
