"""Who must sit on an interview panel, and what its scores come to (PRM_INTERVIEW_MIN, domain.md Appendix D.6)."""

from decimal import Decimal

from casework.permits.operations.school import ITEMS, is_quorate, mean_score

LEADER, TEACHER, PARENT = (
    {"position": "middle_leader", **ITEMS},
    {"position": "subject_teacher", **ITEMS},
    {"position": "parent"},
)


def test_a_leader_a_teacher_and_a_third_are_a_panel() -> None:
    assert is_quorate([LEADER, TEACHER, PARENT], 3)


def test_two_are_no_panel() -> None:
    assert not is_quorate([LEADER, TEACHER], 3)


def test_a_panel_without_a_leader_is_none() -> None:
    assert not is_quorate([TEACHER, TEACHER, PARENT], 3)


def test_a_panel_without_a_teacher_of_a_subject_is_none() -> None:
    assert not is_quorate([LEADER, LEADER, PARENT], 3)


def test_the_items_make_a_hundred() -> None:
    assert sum(ITEMS.values()) == 100


def test_whoever_gives_no_score_counts_with_nought() -> None:
    assert mean_score([LEADER, TEACHER, PARENT]) == Decimal("66.67")


def test_nobody_gives_nought() -> None:
    assert mean_score([]) == 0
