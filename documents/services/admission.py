"""What may be announced for upload: known by its name and size, before a byte is sent."""

from django.utils.translation import gettext as _

from documents.catalogue import DocumentType, document_type
from documents.names import extension_of

_OLD_OFFICE = {"doc": "docx", "wps": "docx", "rtf": "docx", "xls": "xlsx", "et": "xlsx"}
_APPLE_PHOTO = {"heic", "heif"}
_MEGABYTE = 1024 * 1024


class UploadRefused(Exception):
    """The file may not be uploaded here; the message is a sentence for the person."""


def admit(*, type_code: str, name: str, size: int) -> DocumentType:
    """The type, if a file of this clean name and size (bytes) may be sent for it. Raises UploadRefused."""
    wanted = document_type(type_code)
    extension = extension_of(name)
    if not wanted.takes(extension):
        raise UploadRefused(_wrong_extension(extension, wanted))
    if size <= 0:
        raise UploadRefused(_("“%(name)s”是空文件，没有内容。请检查后重新选择文件。") % {"name": name})
    if size > wanted.max_bytes:
        raise UploadRefused(
            _("“%(name)s”有 %(size)s MB，超过了 %(limit)s MB 的上限。请压缩图片或拆分文件后再上传。")
            % {"name": name, "size": _megabytes(size), "limit": wanted.max_mb}
        )
    return wanted


def _wrong_extension(extension: str, wanted: DocumentType) -> str:
    newer = _OLD_OFFICE.get(extension, "")
    if not extension:
        sentence = _("这个文件的名字没有后缀，看不出是什么文件。请上传%(wanted)s。")
    elif extension in _APPLE_PHOTO:
        sentence = _(
            "暂时不能上传 .%(extension)s 照片。请在手机相机设置中选“兼容性最佳”，或转成 jpg 后再上传。"
        )
    elif newer and wanted.takes(newer):
        sentence = _("这个文件是旧格式 .%(extension)s。请在 Office 或 WPS 里另存为 .%(newer)s 后再上传。")
    else:
        sentence = _("这个文件是 .%(extension)s，不能上传。请上传%(wanted)s。")
    return sentence % {"extension": extension, "wanted": wanted.wanted, "newer": newer}


def _megabytes(size: int) -> str:
    """Rounded up to a tenth, so that a file over the limit never shows as the limit itself."""
    return f"{-(-size * 10 // _MEGABYTE) / 10:g}"
