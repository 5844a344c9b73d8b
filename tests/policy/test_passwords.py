"""Words that everybody guesses first count for nothing in a password, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doanra.policy.passwords import WORDS, guessable


@pytest.mark.parametrize("password", [
    "Đoàn Ra Trung ương", "doanra-vietnam-2027", "Mật khẩu của Văn phòng", "ADMIN admin admin!", "",
])  # fmt: skip
def test_little_more_than_those_words_is_guessed(password):
    assert guessable(password)


@pytest.mark.parametrize("password", ["mot cau dai lam", "ngựa đúng pin ghim giấy", "doan ra con chim xanh"])
def test_a_sentence_of_ones_own_is_not(password):
    assert not guessable(password)


def test_ones_own_name_counts_for_nothing():
    own = ("le.thu.ha", "Lê Thu Hà")
    assert guessable("lethuha-Lê Thu Hà-27", own=own)
    assert not guessable("lethuha", own=()) or len("lethuha") < 8


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.sampled_from(["", " ", "-", "!!"]))
def test_words_alone_never_make_a_password(words, between):
    assert guessable(between.join(words))
