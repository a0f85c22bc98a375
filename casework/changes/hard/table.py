"""The rules: what comes before what on every path, what a process keeps, who may not do it, and who not twice."""

from dataclasses import dataclass

from casework.changes.hard.marks import any_of, approved, decides, does, ends
from processes.checks.precedence import Mark


@dataclass(frozen=True)
class Before:
    """No path may come to ``what`` without ``wanted``; of one main process only where ``process`` says so.

    ``proofs``: conditions that hold only where it was done before.
    """

    what: Mark
    wanted: Mark
    clause: str
    sentence: str
    process: str = ""
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """``process`` has an end that no path reaches without ``wanted``."""

    process: str
    wanted: Mark
    clause: str
    sentence: str


@dataclass(frozen=True)
class Apart:
    """Who did ``first`` may not do ``what``; the diagram may make that depend on nothing but ``when``."""

    what: str
    first: str
    clause: str
    sentence: str
    when: str | None = None


HEARD = does("cases.conclude_hearing")
APPROVED = approved("RL-01", not_by="opening")
VERIFIED = ("entry.verified_at != null",)
INTERVIEWED = ("entry.interviewed_at != null",)
FILED = any_of(does("filings.accept"), does("permits.file_entry"))

BEFORE = (
    Before(does("expiry.revoke"), HEARD, "I-7、CA-HEAR", "撤销许可之前必须先听取陈述申辩，请把它接回到每一条走到这里的路径。"),
    Before(HEARD, does("letters.issue"), "CA-HEAR", "听取陈述申辩之前必须先书面告知拟作的处理，请把告知步骤接回来。", "hearing"),
    Before(HEARD, does("cases.start_deadline", name="hearing"), "CA-HEAR", "当事人要有期限陈述申辩，请把“起算申辩期限”接回来。"),
    Before(does("findings.set_terms"), does("findings.confirm"), "I-7", "定整改要求之前，问题必须先经核实确认。"),
    Before(does("findings.escalate"), does("findings.confirm"), "I-7", "移交追责之前，问题必须先经核实确认。"),
    Before(does("findings.close_case"), does("findings.record_recheck"), "I-6", "销号之前必须先复查。"),
    Before(does("findings.close_case"), does("findings.review_closure"), "I-6", "销号之前必须先经科室审批。"),
    Before(ends("已销号"), does("findings.close_case"), "I-6", "走到“已销号”之前必须先办销号。", "rectify"),
    Before(ends("已备案", "逾期备案"), FILED, "I-5", "走到“已备案”之前必须先存证并出具备案回执。", "payplan"),
    Before(ends("已备案"), FILED, "I-5", "走到“已备案”之前必须先存证并出具备案回执。", "ven_vet"),
    Before(does("filings.accept"), does("filings.submit"), "I-5", "准予备案之前必须先存证送审的内容。"),
    Before(does("filings.accept"), does("filings.give_opinion"), "I-5", "准予备案之前必须先有审查意见。"),
    Before(does("filings.submit"), decides("D18b"), "I-4", "差异化发放方案提交之前必须先核对课时费上限（D18b）。", "payplan"),
    Before(does("filings.accept"), decides("D18b"), "I-4", "差异化发放方案备案之前必须先核对课时费上限（D18b）。", "payplan"),
    Before(does("permits.file_entry"), does("papers.verify_originals"), "I-2",
        "发放入校许可之前，学校必须先核实原件。", proofs=VERIFIED),
    Before(does("permits.file_entry"), does("permits.accept_interview"), "I-2",
        "发放入校许可之前必须先面审通过。", proofs=INTERVIEWED),
    Before(does("permits.accept_interview"), does("permits.record_interview"), "I-2", "面审通过之前必须先有面审记录。"),
    Before(does("permits.file_entry"), decides("D06"), "I-1", "发放入校许可之前必须先做备案前审查（D06）。"),
    Before(does("permits.swap"), does("papers.verify_originals"), "I-2", "更换师资之前，学校必须先核实替换人员的原件。"),
    Before(does("expiry.resume"), does("papers.verify_originals"), "I-1", "恢复许可之前必须先核对更新的原件。"),
    Before(does("library.enter"), decides("D04"), "RED-E", "入库之前必须先核对排除情形（D04）。"),
    Before(does("permits.file_entry"), decides("D04"), "RED-E", "发放入校许可之前必须先核对排除情形（D04）。"),
    Before(does("changes.publish"), APPROVED, "P23", "发布之前必须由分管领导批准，拟定人自己不能批准。"),
    Before(does("changes.withdraw"), APPROVED, "P23", "回退之前必须由分管领导批准，拟定人自己不能批准。"),
    Before(does("changes.resume"), APPROVED, "P23", "恢复施行之前必须由分管领导批准，拟定人自己不能批准。"),
)  # fmt: skip

KEPT = (
    Kept("rectify", does("findings.close_case"), "I-6", "整改流程必须能走到销号。"),
    Kept("ven_vet", does("permits.file_entry"), "I-5", "入校流程必须有“备案并发放许可”，许可只能从这里来。"),
    Kept("payplan", does("filings.accept"), "I-5", "备案流程必须有“准予备案”，回执只能从这里来。"),
    Kept("expiry", does("expiry.resume"), "I-1", "更新流程必须能走到恢复许可。"),
    Kept("expiry", HEARD, "I-7、CA-HEAR", "更新流程必须有“陈述申辩”：撤销许可之前要听取。"),
    Kept("hearing", HEARD, "CA-HEAR", "陈述申辩必须登记结果。"),
    Kept("insp_visit", decides("D11"), "RED", "检查必须评定等次（D11）：红线项不符的不合格。"),
    Kept("insp_visit", does("findings.grade"), "RED", "检查发现的问题必须定级（D10）。"),
    Kept("policy_change", does("changes.publish"), "P23", "流程变更必须能走到发布。"),
)  # fmt: skip

# A respondent, a school or a vendor is never judge in its own matter.
OFFICIAL = (
    "findings.confirm", "findings.record_recheck", "findings.review_closure", "findings.close_case",
    "findings.withdraw_all", "findings.transfer_all", "findings.apply_review", "filings.give_opinion",
    "expiry.revoke", "changes.publish",
)  # fmt: skip
RESPONDENTS = ("RL-2", "RL-3")

APART = (
    Apart("findings.review_closure", "findings.record_recheck", "I-6", "复查的人不能审批销号，请写上不相容的步骤。"),
    Apart("findings.record_recheck", "findings.confirm", "I-6", "核实的人不能复查严重问题。", "case.severity >= 3"),
)  # fmt: skip

# The red-line items of the form of an inspection (domain.md §2.10, DT-412).
RED_FORM = "insp_visit/forms/inspect.json"
RED_ITEMS = frozenset({"C-20", "C-22", "C-24", "C-27", "C-28", "C-29", "C-30", "C-31", "C-34", "C-36"})
RED_TABLE, RED_COLUMN, RED_GRADE = "D11", "red failed(inspect.items)", '"failed"'
