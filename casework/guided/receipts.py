"""The receipt of a submission as a Word file."""

from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.papers.receipts import Receipt
from documents.letters import Column, Layout, LetterContent, Paragraph, Style, Table, render


def as_letter(receipt: Receipt, *, moment: str) -> bytes:
    """The receipt as a Word file; ``moment`` is its time in words."""
    case = receipt.case
    facts = [
        (_("回执编号"), receipt.number, _("案件编号"), case.number),
        (_("提交单位"), case.respondent.name, _("提交人"), receipt.by),
        (_("提交时间"), moment, _("件数"), str(len(receipt.files))),
    ]
    content = LetterContent(
        layout=Layout.FORM,
        issuer=case.office.name,
        title=_("材料接收回执"),
        issued_on=local_date(receipt.at),
        number=receipt.number,
        blocks=[
            Table("", [Column("", 22), Column("", 56), Column("", 22), Column("", 56)], facts),
            _table(receipt),
            Paragraph(
                Style.NOTE,
                _("指纹是文件内容的 SHA-256 值；文件改动一个字，指纹就不同。本回执由系统按提交记录生成。"),
            ),
        ],
    )
    return render(content)


def _table(receipt: Receipt) -> Table:
    columns = [
        Column(_("序号"), 12),
        Column(_("材料"), 42),
        Column(_("文件名、大小"), 42),
        Column(_("指纹（SHA-256）"), 60),
    ]
    rows = [
        (
            str(file.number),
            f"{file.type}（{file.person}）" if file.person else file.type,
            _("%(name)s，%(size)s 字节") % {"name": file.name, "size": file.size}
            + (_("（沿用）") if file.is_reused else ""),
            file.sha256,
        )
        for file in receipt.files
    ]
    return Table(_("所收材料"), columns, rows)
