"""Papers as vendors hand them in, as text and as files."""

import io

import docx

from tests.documents.hostile.papers import paper, stream

CREDIT_CODE = "91110105MA01KQ7X2X"
LICENCE = f"""营 业 执 照
统一社会信用代码 {CREDIT_CODE}
名 称 北京启明星教育科技有限公司
类 型 有限责任公司(自然人投资或控股)
法定代表人 张三
注册资本 500万元整
成立日期 2019年05月06日
营业期限 2019年05月06日至长期
经营范围 技术开发;技术咨询
登记机关 北京市朝阳区市场监督管理局
登记日期 2024年03月01日
"""
POLICY = """公众责任保险单
保险单号：PZJK202611010000123456
投保人：北京启明星教育科技有限公司
被保险人：北京启明星教育科技有限公司
保险期间：自2026年3月1日零时起至2027年2月28日二十四时止
每次事故责任限额：人民币5,000,000.00元，累计赔偿限额：1000万元。
被保险人名单：张三、李四、欧阳小燕
保险公司：华安财产保险股份有限公司北京分公司
签单日期：2026-02-20
"""
SCHOOL_PERMIT = """中华人民共和国民办学校办学许可证
教民111010570001234号
证号：教民111010570001234号
名称：朝阳区启明星艺术培训学校
校长：王小明
有效期限：2025.4.24至2028.4.23
发证机关：北京市朝阳区教育委员会
"""
HEALTH = """预防性健康检查合格证明
姓名 李四    性别 女
编号 京朝健2026-004512
体检日期 2026/4/20
有效期至 2027年4月19日止
出具单位 朝阳区疾病预防控制中心
"""


def word(text: str) -> bytes:
    """Each line a paragraph; lines of ``label：value`` as a table of two cells."""
    out, document = io.BytesIO(), docx.Document()
    table = document.add_table(rows=0, cols=2)
    for line in text.splitlines():
        label, colon, value = line.partition("：")
        if colon:
            row = table.add_row().cells
            row[0].text, row[1].text = label, value
        else:
            document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """One page of text in a Chinese font that the reader has: codes are UTF-16 (ISO 32000-2, 9.7.5.2)."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in text.splitlines())
    content = stream(f"BT /F1 12 Tf 50 800 Td\n{shown}ET".encode())
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>"
    inner = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    page = "/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    return paper({4: content, 5: font, 6: inner}, page=page)
