"""The checks of identity numbers and credit codes, against numbers printed in the standards and made up here."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from casework.vendors import identity
from casework.vendors.credit_code import is_credit_code
from tests.casework.vendors.numbers import credit_code, identity_number

TODAY = date(2026, 4, 24)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_read_as_it_says(number: str) -> None:
    # The second example of GB 11643 was born in 1880, before anybody who could teach today.
    assert identity.is_identity_number(number, today=TODAY) == (number[6:10] > "1900")


@given(st.integers(0, 999), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(serial: int, place: int, digit: str) -> None:
    number = identity_number(serial)
    typed = number[:place] + digit + number[place + 1 :]
    assert identity.is_identity_number(typed, today=TODAY) == (typed == number)


@pytest.mark.parametrize(
    "number", ["", "36011119800101", "3601111980010１0011", "360111198002300019", "360111209901010010"]
)
def test_what_is_no_number_of_a_citizen_born_by_today_is_refused(number: str) -> None:
    assert not identity.is_identity_number(number, today=TODAY)


def test_a_mask_keeps_four_signs_at_each_end() -> None:
    assert identity.masked("360111198001010011") == "3601**********0011"


def test_a_digest_depends_on_the_key_and_is_found_under_an_earlier_one(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old", []
    kept = identity.digest("360111198001010011")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert identity.digest("360111198001010011") != kept
    assert kept in identity.digests("360111198001010011")


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91440300708461136T"])
def test_codes_of_known_organisations_pass(code: str) -> None:
    assert is_credit_code(code)


@given(st.integers(0, 9_999_999), st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_sign_of_a_credit_code_is_always_found(serial: int, place: int, sign: str) -> None:
    code = credit_code(serial)
    typed = code[:place] + sign + code[place + 1 :]
    assert is_credit_code(typed) == (typed == code)


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100YI3", "ABC"])
def test_what_has_another_form_is_no_credit_code(code: str) -> None:
    assert not is_credit_code(code)
