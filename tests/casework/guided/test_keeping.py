"""Every field is saved the moment it is left, on whatever device, and says at once what is wrong with it."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.organisations.models import Person
from casework.vendors.models import Instructor, VendorProfile
from tests.casework.guided.conftest import CODE, OTHER_NUMBER, Browser, Submission
from tests.documents.files import photo

Enter = Callable[[Person], Browser]


def test_a_field_is_saved_with_the_time_and_is_there_on_another_device(
    submission: Submission, enter: Enter
) -> None:
    answer = enter(submission.clerk).keep("courses", courses="机器人")
    assert answer["saved"] == "保存于 10:00"
    assert answer["faults"] == {"courses": []}
    assert 'value="机器人"' in enter(submission.clerk).get("courses")


def test_two_devices_that_fill_in_different_fields_lose_nothing(submission: Submission, enter: Enter) -> None:
    phone, desk = enter(submission.clerk), enter(submission.clerk)
    phone.keep("courses", courses="机器人")
    # The page of the desk was opened before, and still has the field empty.
    desk.client.post(
        desk.url("courses", "keep/"), {"courses": "", "starts_on": "2026-05-11", "changed": "starts_on"}
    )
    shown = phone.get("courses")
    assert 'value="机器人"' in shown
    assert 'value="2026-05-11"' in shown


def test_a_wrong_answer_is_kept_as_typed_and_told_beside_the_field(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    assert clerk.keep("courses", starts_on="2026-02-30")["faults"]["starts_on"]
    assert clerk.keep("courses", starts_on="2026-03-02")["faults"]["starts_on"] == [
        "开课日期要在 2026年4月1日 之后。"
    ]
    shown = clerk.get("courses")
    assert "2026-03-02" in shown
    assert "开课日期要在" in shown


def test_fields_that_are_empty_still_are_no_fault_before_somebody_was_there(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    assert "请填写“课程名称”" not in clerk.get("courses")
    assert clerk.keep("courses", courses="")["faults"]["courses"] == ["请填写“课程名称”。"]


def test_what_shows_follows_the_answers(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    assert "outdoor" in clerk.keep("courses", has_outdoor="false")["hidden"]
    answer = clerk.keep("courses", has_outdoor="true")
    assert "outdoor" not in answer["hidden"]
    assert "outdoor" in answer["required"]


def test_facts_are_read_as_people_write_them_and_shown_as_they_were_read(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-212", "办学许可证.jpg", photo())
    key = submission.requirement("DT-212").pk
    answer = clerk.keep(
        "licences", **{f"fact-{key}-valid_to": "2027年5月1日", f"fact-{key}-scope": "机器人，编程"}
    )
    assert answer["shown"] == {f"fact-{key}-valid_to": "2027年5月1日", f"fact-{key}-scope": "机器人、编程"}
    wrong = clerk.keep("licences", **{f"fact-{key}-valid_to": "2025-05-01", f"fact-{key}-holder": "别家公司"})
    assert "已经过期" in wrong["faults"][f"fact-{key}-valid_to"][0]
    assert "不一致" in wrong["faults"][f"fact-{key}-holder"][0]


def test_facts_belong_to_a_paper_of_this_step(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-212", "办学许可证.jpg", photo())
    key = submission.requirement("DT-212").pk
    assert clerk.keep("subject", **{f"fact-{key}-number": "X1"})["shown"] == {}
    paper = submission.requirement("DT-212").paper
    assert paper
    assert paper.number == ""


def test_what_is_known_of_the_vendor_is_typed_once(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    assert clerk.keep("subject", **{"profile-credit_code": CODE.lower()})["shown"] == {
        "profile-credit_code": CODE
    }
    assert (
        "应为18位"
        in clerk.keep("subject", **{"profile-credit_code": "9136"})["faults"]["profile-credit_code"][0]
    )
    clerk.keep("subject", **{"profile-categories": ["", "arts", "science"]})
    profile = VendorProfile.objects.get(pk=submission.vendor.pk)
    assert (profile.credit_code, profile.categories) == (CODE, ["arts", "science"])


def test_somebody_is_added_to_the_roster_changed_and_taken_off(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    added = clerk.post(
        "people",
        **{"person-new-name": "李四", "person-new-id_number": OTHER_NUMBER, "person-new-position": "retired",
           "add_person": "1"},
    )  # fmt: skip
    assert added.status_code == 302
    person = Instructor.objects.get(name="李四")
    assert person.is_retired_teacher
    clerk.keep("people", **{f"person-{person.pk}-speciality": "书法", f"person-{person.pk}-position": ""})
    person.refresh_from_db()
    assert (person.speciality, person.is_retired_teacher) == ("书法", False)
    clerk.post("people", remove_person=str(person.pk))
    assert "李四" not in clerk.get("people").replace("李四 已移出名册", "").replace("李四 已列入名册", "")


def test_a_number_that_cannot_be_one_is_refused_with_what_was_typed(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    response = clerk.post(
        "people",
        **{"person-new-name": "李四", "person-new-id_number": "360403198505054321", "add_person": "1"},
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert "证件号码不对" in shown
    assert "360403198505054321" in shown
    assert 'value="李四"' in shown
    assert not Instructor.objects.filter(name="李四").exists()


def test_people_of_others_are_out_of_reach(submission: Submission, enter: Enter) -> None:
    foreign = Instructor.objects.create(
        organisation=submission.rival_vendor, name="外人", created_at=submission.case.opened_at
    )
    clerk = enter(submission.clerk)
    clerk.keep("people", **{f"person-{foreign.pk}-name": "改名"})
    assert clerk.post("people", remove_person=str(foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.name, foreign.is_active) == ("外人", True)


def test_a_checklist_is_kept_item_by_item_and_says_nothing_of_what_is_still_open(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    answer = clerk.keep("courses", **{"safety-A-1-result": "not_met"})
    assert answer["faults"] == {}
    shown = clerk.get("courses")
    assert 'name="safety-A-1-result" value="not_met" data-points="0" checked' in shown
    assert "还有 <b>1</b> 项未评" in shown
    # Before it is sent, the list at the end tells it.
    assert "A-1：请写明看到的情况。" in clerk.get("promises")


def test_a_table_is_brought_back_with_its_page_and_every_fault_is_told(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    assert clerk.client.get(clerk.url("courses", "keep/")).status_code == 405
    empty = clerk.client.get(f"/guided/{submission.task().pk}/tables/lessons.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(empty))
    book.worksheets[0].append(["机器人入门", "两节"])

    def sent(mode: str) -> Any:
        written = io.BytesIO()
        book.save(written)
        file = SimpleUploadedFile("课次.xlsx", written.getvalue())
        page = {"courses": "机器人", "lessons-rows": "0", "lessons-0-topic": "围棋入门"}
        asked = {"import_sheet": "lessons", "lessons-sheet": file, "lessons-mode": mode}
        return clerk.client.post(clerk.url("courses"), {**page, **asked})

    row = book.worksheets[0].max_row
    refused = sent("replace")
    assert refused.status_code == 422
    assert f"第 {row} 行“课时”：要填数字，“两节”不是数字。" in refused.content.decode()
    book.worksheets[0].cell(row, 2).value = 2
    assert sent("replace")["Location"].endswith("#field-id_lessons")
    assert "围棋入门" not in clerk.get("courses")
    assert sent("append").status_code == 302
    shown = clerk.get("courses")
    assert shown.count('value="机器人入门"') == 1
    assert shown.count('value="围棋入门"') == 1
    assert 'value="机器人"' in shown
