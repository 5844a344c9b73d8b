"""Legacy fonts, folded keys and syllables."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doanra.intake import read_file
from doanra.intake.text.keys import phrase_key, tidy, toned_key
from doanra.intake.text.legacy import (
    TCVN3,
    VNI,
    as_it_is,
    choose_decoder,
    from_mojibake,
    from_tcvn3,
    from_vni,
    repaired,
)
from doanra.intake.text.syllables import is_syllable
from intake.workbooks import CALL, facts, xlsx

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
TO_TCVN3 = {letter: chr(code) for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in VNI.items() if code == code.lower() or code == code.upper()}


def test_the_tcvn3_table_is_that_of_glibc() -> None:
    if not shutil.which("iconv"):
        pytest.skip("iconv is not on this machine")
    for code, letter in TCVN3.items():
        run = subprocess.run(
            ["iconv", "-f", "TCVN", "-t", "UTF-8"], input=b"a" + bytes([code]), capture_output=True, check=True
        )
        assert unicodedata.normalize("NFC", run.stdout.decode()) == unicodedata.normalize("NFC", "a" + letter), hex(
            code
        )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("Uû ban nh©n d©n", "Uỷ ban nhân dân"),
        ("®¨ng ký båi d­ìng ë n­íc ngoµi", "đăng ký bồi dưỡng ở nước ngoài"),
        ("T/M BAN TH¦êNG Vô", "T/M BAN THƯỜNG Vụ"),
    ],
)
def test_tcvn3(typed: str, read: str) -> None:
    assert from_tcvn3(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Nguyeãn Ñaêng Tuaán Kieân", "Nguyễn Đăng Tuấn Kiên"),
        ("VUÏ TRÖÔÛNG VUÏ TOÅ CHÖÙC CAÙN BOÄ", "VỤ TRƯỞNG VỤ TỔ CHỨC CÁN BỘ"),
        ("Haø Noäi, ngaøy 28 thaùng 12 naêm 2022", "Hà Nội, ngày 28 tháng 12 năm 2022"),
    ],
)
def test_vni(typed: str, read: str) -> None:
    assert from_vni(typed) == read


@given(st.text(alphabet=LETTERS + " ", max_size=30))
def test_every_letter_comes_back_from_tcvn3_and_vni(text: str) -> None:
    assert from_tcvn3("".join(TO_TCVN3.get(char, char) for char in text)) == text
    words = text.split(" ")
    assert [from_vni("".join(TO_VNI.get(char, char) for char in word)) for word in words] == words


def test_utf8_read_as_windows_1252() -> None:
    wrong = "".join(
        bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for byte in "Nguyễn Văn Hoà".encode()
    )
    assert from_mojibake(wrong) == "Nguyễn Văn Hoà"
    assert from_mojibake("Nguyễn") == "Nguyễn"


def test_the_decoder_is_chosen_by_what_becomes_vietnamese() -> None:
    assert choose_decoder(["Nguyễn Văn An", "Phó Vụ trưởng"]) is as_it_is
    assert choose_decoder(["NguyÔn V¨n An", "Phã Vô tr­ëng"]) is from_tcvn3
    assert choose_decoder(["Nguyeãn Vaên An", "Phoù Vuï tröôûng"]) is from_vni
    assert choose_decoder(["Café Müller"]) is as_it_is


def test_a_stray_legacy_cell_is_repaired_and_foreign_words_are_left() -> None:
    assert repaired("NguyÔn V¨n An") == "Nguyễn Văn An"
    assert repaired("Müller Straße") == "Müller Straße"


def test_the_original_is_kept() -> None:
    rows = [["STT", "Hä vµ tªn", "N¨m sinh", "Chøc vô", "D©n téc"], [1, "NguyÔn V¨n An", 1975, "Phã Vô tr­ëng", "M­êng"]]
    reading = read_file("a.xlsx", xlsx({"Ngan han": rows}), call_on=CALL)
    row = reading.rows[0]
    assert facts(row)[:4] == ("Nguyễn Văn An", "", "1975", "Phó Vụ trưởng")
    assert row.raw["B"] == "NguyÔn V¨n An"
    assert row.extra == {"ethnic": "Mường"}
    assert "TCVN3" in reading.notes[0]


def test_decomposed_text_and_invisible_characters_become_clean() -> None:
    name = unicodedata.normalize("NFD", "Nguyễn Văn Hoà").replace(" ", "\u00a0\u200b ")
    rows = [["STT", "Họ và tên", "Năm sinh", "Chức vụ"], [1, name, 1975, "Vụ\u00a0trưởng\u200b"]]
    row = read_file("a.xlsx", xlsx({"Ngắn hạn": rows}), call_on=CALL).rows[0]
    assert (row.full_name, row.position) == ("Nguyễn Văn Hoà", "Vụ trưởng")
    assert row.raw["B"] == name


@pytest.mark.parametrize("word", ["Nguyễn", "Hoà", "Hòa", "QUỲNH", "uỷ", "nghiêng", "Đường", "khuya", "Thuở", "gì"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Müller", "Nguyeãn", "V¨n", "xyz", "ấấ", "straße"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_keys() -> None:
    assert phrase_key("Ngày, tháng,\nnăm SINH") == "ngay thang nam sinh"
    assert toned_key("Năm sinh (Nữ)") == "năm sinh nữ"


@given(st.text(max_size=40))
def test_tidy_is_done_once_for_all(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "  " not in tidy(text)
