"""Letters as the bureau would send them; every name is a post, every fact invented."""

from datetime import date

from documents.letters import Annex, Column, Layout, LetterContent, Paragraph, Style, Table

BUREAU = "南昌市青山湖区教育体育局"
CONTACT = "联系岗位：基教科课后服务管理岗"

PROBLEMS = Table(
    caption="课后服务问题清单",
    columns=[
        Column("序号", 12),
        Column("问题编码", 20),
        Column("事实（时间、地点、证据编号）"),
        Column("违反条款", 34),
        Column("等级", 14),
    ],
    rows=[
        [
            "1",
            "FZ-03",
            "4月22日16时40分，三（2）班课后服务时段由1名任课教师同时看管两个班，"
            "其中一个班无人值守约25分钟（证据0001、0002）。",
            "《实施方案》第（五）条；市二十条第7条",
            "L2",
        ],
        [
            "2",
            "SF-01",
            "收费公示栏公布的标准为2025年春季学期版本，未更新本学期减免名单办理方式（证据0003）。",
            "《实施方案》第（九）条",
            "L2",
        ],
        [
            "3",
            "JG-05",
            "校外机构“启航科创”2名授课人员未在入校名单公示之列，无法提供师资审核记录（证据0004至0006）。",
            "《实施方案》第（十二）条；市二十条第13条",
            "L3",
        ],
    ],
)

RECTIFICATION = LetterContent(
    layout=Layout.LETTER,
    issuer=BUREAU,
    number="湖教体督改[2026]1号",
    title="关于限期整改课后服务有关问题的通知",
    addressee="松涛中学",
    issued_on=date(2026, 4, 24),
    blocks=[
        Paragraph(
            Style.BODY,
            "2026年4月22日，我局基教科、教师发展中心对你校课后服务工作开展月度检查，发现存在以下问题。"
            "依据《青山湖区中小学课后服务工作实施方案》（湖教体政字〔2024〕13号），现将有关事项通知如下：",
        ),
        Paragraph(Style.LEVEL1, "一、存在的问题"),
        PROBLEMS,
        Paragraph(Style.LEVEL1, "二、整改要求"),
        Paragraph(
            Style.LEVEL2,
            "（一）配足看管人员。每班至少安排1名教师全程在岗，调整后的安排表报基教科备案，做到班班有人、时时有人。",
        ),
        Paragraph(
            Style.LEVEL2,
            "（二）更新收费公示。按本学期标准重新公示收费项目、减免对象和办理方式，公示不少于5个工作日。",
        ),
        Paragraph(
            Style.LEVEL2,
            "（三）清理入校人员。未经审核、公示的人员立即停止授课，补齐师资审核材料后方可重新入校。",
        ),
        Paragraph(Style.LEVEL1, "三、完成时限和报送方式"),
        Paragraph(
            Style.BODY,
            "请于2026年5月12日（周二）前完成整改，并将整改报告及佐证材料通过系统报送基教科。确需延期的，"
            "请在到期前提出书面申请；对认定的问题有异议的，可在收到本通知之日起5个工作日内提出。",
        ),
        Paragraph(
            Style.BODY, "逾期未整改或整改不到位的，将按规定追究相关人员责任，并纳入学校课后服务年度考核。"
        ),
    ],
    attachments=["检查证据目录（0001至0006号）", "整改报告格式文本"],
    contact=CONTACT,
    copies="区政府教育督导室，教师发展中心，青少年活动中心",
    reply_slip=[
        f"{BUREAU}：",
        "《关于限期整改课后服务有关问题的通知》（湖教体督改〔2026〕1号）已收悉。",
        "签收单位（盖章）：________________  签收人：__________",
        "签收时间：________年____月____日____时",
    ],
)

SECOND_RECTIFICATION = LetterContent(
    layout=Layout.LETTER,
    issuer=BUREAU,
    number="湖教体督改〔2026〕4号",
    urgency="加急",
    title="关于再次限期整改课后服务校外机构人员入校管理和收费公示有关问题的通知",
    addressee="松涛中学",
    issued_on=date(2026, 5, 15),
    blocks=[
        Paragraph(
            Style.BODY,
            "我局于2026年4月24日印发《关于限期整改课后服务有关问题的通知》（湖教体督改〔2026〕1号）。"
            "经5月14日现场复查，第3项问题整改不到位，现再次通知如下：",
        ),
        Table(
            caption="复查未通过问题",
            columns=[Column("序号", 14), Column("问题", 50), Column("未通过原因"), Column("新的期限", 44)],
            rows=[
                ["3", "校外机构授课人员未经审核入校", "仍有1人无审核记录，当日继续授课。", "5月22日（周五）"]
            ],
        ),
        Paragraph(Style.BODY, "请于2026年5月22日（周五）前完成整改。再次整改不到位的，将启动责任追究程序。"),
    ],
    contact=CONTACT,
    copies="区政府教育督导室",
)

URGING = LetterContent(
    layout=Layout.LETTER,
    issuer=BUREAU,
    number="湖教体函〔2026〕18号",
    title="关于催办课后服务问题整改的函",
    addressee="松涛中学校长",
    issued_on=date(2026, 5, 15),
    blocks=[
        Paragraph(
            Style.BODY,
            "你校课后服务整改案件（QSH-ZG-2026-000123）应于2026年5月12日（周二）前报送整改报告，"
            "截至发函之日已逾期3个工作日，仍有2项问题未报送佐证材料。",
        ),
        Paragraph(
            Style.BODY,
            "请督促责任人于2026年5月18日（周一）前完成。届时仍未完成的，将按规定约谈学校主要负责人，并予以通报。",
        ),
    ],
    contact=CONTACT,
)

CLOSURE = LetterContent(
    layout=Layout.FORM,
    issuer=BUREAU,
    number="QSH-ZG-2026-000123",
    title="课后服务问题整改销号确认单",
    issued_on=date(2026, 5, 20),
    signer_name="南昌市青山湖区教育体育局基教科",
    blocks=[
        Table(
            caption="",
            columns=[Column("", 25), Column(""), Column("", 25), Column("")],
            rows=[
                ["被整改单位", "松涛中学", "整改通知书", "湖教体督改〔2026〕1号"],
                ["送达日期", "2026年4月24日", "整改期限", "2026年5月12日（周二）"],
                ["复查日期", "2026年5月18日", "复查方式", "现场复查"],
                ["复查人", "教师发展中心视导岗", "批准人", "分管领导"],
            ],
        ),
        Table(
            caption="逐项销号结果",
            columns=[
                Column("序号", 12),
                Column("问题", 44),
                Column("整改情况"),
                Column("复查结论", 22),
                Column("轮次", 14),
            ],
            rows=[
                [
                    "1",
                    "课后服务时段看管人员不足",
                    "已调整安排表，每班1名教师全程在岗，抽查3日均到岗。",
                    "通过",
                    "1",
                ],
                ["2", "收费公示未更新", "本学期标准及减免办理方式已重新公示，公示期6个工作日。", "通过", "1"],
                [
                    "3",
                    "校外机构人员未经审核入校",
                    "2名人员审核、公示手续已补齐，原合同补充入校管理条款。",
                    "通过",
                    "2",
                ],
            ],
        ),
        Table(
            caption="",
            columns=[Column("", 25), Column("")],
            rows=[
                ["结果运用", "纳入学校2025—2026学年课后服务年度考核，第3项问题计入机构年度评价。"],
                ["归档编号", "ZG-2026-000123"],
            ],
        ),
        Paragraph(Style.BODY, "上述问题经复查已全部整改到位，准予销号。"),
    ],
    verification="文件校验：在系统“文书核验”栏目输入编号，可查验本确认单及其摘要值。",
)

CIRCULAR = LetterContent(
    layout=Layout.DOCUMENT,
    issuer=BUREAU,
    number="湖教体政字〔2026〕9号",
    urgency="加急",
    title="关于2025—2026学年第二学期中小学课后服务专项督导情况的通报",
    addressee="各中小学校，局机关各科室、直属各单位",
    issued_on=date(2026, 6, 5),
    blocks=[
        Paragraph(
            Style.BODY,
            "为进一步规范课后服务管理，我局于2026年5月11日至29日组织专项督导组，对15所学校开展了督导。"
            "现将有关情况通报如下：",
        ),
        Paragraph(Style.LEVEL1, "一、总体情况"),
        Paragraph(
            Style.BODY, "督导组随机推门听课86节，查阅台账312份，访谈教师、学生和家长代表共204人次。" * 3
        ),
        Paragraph(Style.LEVEL1, "二、存在的问题"),
        Paragraph(Style.LEVEL2, "（一）个别学校看管责任不落实。4所学校存在一人看管多班的情况。"),
        Paragraph(Style.LEVEL3, "1.安排表与实际在岗人员不一致。"),
        Paragraph(Style.LEVEL1, "三、工作要求"),
        Paragraph(Style.BODY, "各学校要对照问题清单举一反三，于6月19日前完成自查，自查报告报基教科。" * 2),
    ],
    annexes=[
        Annex(
            "专项督导得分情况表",
            [
                Table(
                    "",
                    [Column("序号", 16), Column("学校"), Column("得分", 30), Column("等级", 30)],
                    [[str(n), f"第{n}督导学校", f"{98 - n}", "良好"] for n in range(1, 31)],
                )
            ],
        )
    ],
    contact=CONTACT,
    copies="区政府办公室，市教育局，区政府教育督导室，各直属单位",
    printed_by=f"{BUREAU}办公室",
)

ALL = {
    "OD-03": RECTIFICATION,
    "OD-03b": SECOND_RECTIFICATION,
    "OD-14": URGING,
    "OD-13": CLOSURE,
    "OD-06": CIRCULAR,
}
