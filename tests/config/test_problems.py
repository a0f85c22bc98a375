"""Pages for what went wrong: a sentence, and something to do."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from pytest_django.asserts import assertContains

from config import problems
from tests.config.conftest import PASSWORD


@pytest.mark.parametrize(
    ("handler", "error", "status"),
    [
        (problems.bad_request, BadRequest(), 400),
        (problems.forbidden, PermissionDenied(), 403),
        (problems.not_found, Exception(), 404),
    ],
)
def test_each_problem_says_what_to_do(
    handler: object, error: Exception, status: int, rf: RequestFactory
) -> None:
    page = handler(rf.get("/"), error)  # type: ignore[operator]
    assertContains(page, "请", status_code=status)
    assertContains(page, 'href="/"', status_code=status)


def test_the_page_of_a_crash_asks_no_database(rf: RequestFactory) -> None:
    # Without the fixture `db`, a query would fail this test.
    assertContains(problems.server_error(rf.get("/")), "没有保存", status_code=500)


def test_an_unknown_address_is_a_sentence(client: Client, db: None) -> None:
    assertContains(client.get("/nowhere/"), "没有找到这个页面", status_code=404)


def test_a_form_of_an_older_session_is_explained(person: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/login/", {"username": "jjk", "password": PASSWORD})
    assertContains(page, "页面已经过期", status_code=403)
    assertContains(page, "data-keep-all", status_code=403)
