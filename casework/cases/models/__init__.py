from casework.cases.models.case import Case
from casework.cases.models.document import CaseDocument
from casework.cases.models.notice import Notice
from casework.cases.models.number import NumberSeries

__all__ = ["Case", "CaseDocument", "Notice", "NumberSeries"]
