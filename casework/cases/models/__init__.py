from casework.cases.models.batch import Batch, CalendarWatch, Opening
from casework.cases.models.case import Case
from casework.cases.models.document import CaseDocument
from casework.cases.models.handover import Dispatch, HandedFile, Handover, Result
from casework.cases.models.notice import Notice
from casework.cases.models.number import NumberSeries

__all__ = [
    "Batch",
    "CalendarWatch",
    "Case",
    "CaseDocument",
    "Dispatch",
    "HandedFile",
    "Handover",
    "Notice",
    "NumberSeries",
    "Opening",
    "Result",
]
