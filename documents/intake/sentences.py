"""What a person is told about a refused file: what is wrong, and how to mend it.

The Chinese sentence is kept with the version and is the key of its translation.
"""

from django.utils.translation import gettext_noop as _

from documents.intake.refusal import Reason

WRONG_SIZE = _("收到的文件大小与选择的文件不一致，可能是上传中断了。请重新上传。")
NEVER_ARRIVED = _("上传中断，没有收到这个文件。请重新上传。")
CHECK_FAILED = _("这个文件过于复杂或已损坏，无法完成检查。请重新导出或拆分后再上传。")
INFECTED = _("杀毒程序在这个文件里发现了病毒或木马，没有收下。请先给电脑或手机杀毒，再重新导出后上传。")
TOO_LARGE_TO_SCAN = _("这个文件太大，杀毒程序查不完，不能上传。请压缩其中的图片，或拆成几个文件再上传。")

SENTENCES: dict[Reason, str] = {
    Reason.NOT_IMAGE: _("这个文件的内容不是照片，只是名字像照片。请上传 jpg、png 或 webp 格式的照片。"),
    Reason.APPLE_PHOTO: _(
        "这张照片是苹果手机的 HEIC 格式，暂时不能上传。"
        "请在手机相机设置中选“兼容性最佳”，或转成 jpg 后再上传。"
    ),
    Reason.IMAGE_TOO_LARGE: _("这张图片的像素太多（上限 4000 万，webp 1200 万）。请缩小尺寸后再上传。"),
    Reason.IMAGE_BROKEN: _("这张照片不完整或已损坏，打不开。请重新拍摄或重新导出后再上传。"),
    Reason.IMAGE_CARRIES_FILES: _("这张图片里还夹带着别的文件，不能上传。请重新拍摄或另存为 jpg 后再上传。"),
    Reason.NOT_PDF: _("这个文件的内容不是 PDF，只是名字像 PDF。请从原程序导出或“打印为 PDF”后再上传。"),
    Reason.PDF_BROKEN: _("这个 PDF 不完整或已损坏，打不开。请重新导出后再上传。"),
    Reason.PDF_ENCRYPTED: _("这个 PDF 有密码保护，无法检查。请去掉密码，或“打印为 PDF”另存一份再上传。"),
    Reason.PDF_ACTIVE: _(
        "这个 PDF 里有脚本，或有会启动程序、连到外面的动作，不能上传。请“打印为 PDF”另存一份再上传。"
    ),
    Reason.PDF_CARRIES_FILES: _(
        "这个 PDF 里还夹带着别的文件，不能上传。请“打印为 PDF”另存一份，夹带的文件单独上传。"
    ),
    Reason.PDF_TOO_COMPLEX: _("这个 PDF 的内容太多，无法完成检查。请拆成几个文件再上传。"),
    Reason.NOT_OFFICE: _(
        "这个文件的内容不是 Word 或 Excel，只是名字像。请用 Word、Excel 或 WPS 另存后再上传。"
    ),
    Reason.OFFICE_OLD_OR_LOCKED: _(
        "这个文件有密码保护，或者是旧版格式改了名字。请去掉密码，另存为 docx 或 xlsx 后再上传。"
    ),
    Reason.OFFICE_OTHER_KIND: _(
        "这个文件的内容与后缀不符（例如把 Excel 文件改名成 docx）。请改回正确的后缀再上传。"
    ),
    Reason.OFFICE_BROKEN: _("这个文件不完整或已损坏，打不开。请用 Word、Excel 或 WPS 重新另存后再上传。"),
    Reason.OFFICE_TOO_LARGE: _("这个文件解开后太大。请压缩其中的图片，或拆成几个文件再上传。"),
    Reason.OFFICE_MACROS: _("这个文件里有宏（程序），不能上传。请另存为不带宏的 docx 或 xlsx 后再上传。"),
    Reason.OFFICE_EXTERNAL: _(
        "这个文件引用了外部的图片、模板或数据（包括会自动更新的域和公式），换一台电脑就可能看不到。"
        "请把外部内容粘贴进文件后再上传。"
    ),
    Reason.OFFICE_CARRIES_FILES: _(
        "这个文件里还夹带着别的文件或程序，不能上传。请删去夹带的内容，需要的文件单独上传。"
    ),
    Reason.OFFICE_UNSAFE_XML: _(
        "这个文件的内部结构不安全，不能上传。请用 Word、Excel 或 WPS 重新另存后再上传。"
    ),
}
