"""Opens a case on any bundle."""

from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from processes.bundle import Bundle
from processes.services import deploy
from tests.casework.cases.conftest import NOW, Cast


def opened(cast: Cast, made: Bundle) -> Case:
    with transaction.atomic():
        version = deploy(bundle=made, at=NOW)
        case = create_case(
            kind="ZG", title="测试案件", source="patrol", respondent=cast.school, office=cast.office,
            district=cast.bureau, at=NOW, by=cast.first,
        )  # fmt: skip
        return start_process(case=case, version=version, data={}, at=NOW, by=cast.first)
