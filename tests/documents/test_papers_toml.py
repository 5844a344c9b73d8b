"""Contexts from TOML: what is unknown, missing or unreadable is refused with its place."""

from __future__ import annotations

import tomllib

import pytest

from doanra.documents.chaser_letter.context import ChaserLetter
from doanra.documents.papers import paper
from doanra.documents.sample import read
from doanra.terms.refusal import Refused


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year = 2027", "yaer = 2027", "mẫu: không có mục “yaer”"),
        ("year = 2027\n", "", "mẫu: thiếu mục “year”"),
        ("year = 2027", 'year = "2027"', "mẫu: year có giá trị không đọc được: '2027'"),
        ("as_of = 2026-12-01", 'as_of = "1/12"', "mẫu: as_of có giá trị không đọc được"),
        ('recipients = ["Như trên", "Lưu Văn thư"]', 'recipients = "Như trên"', "mẫu: recipients phải là một dãy"),
        ('kind_code = "CV"', "kind_code = 3", "mẫu: letterhead: kind_code có giá trị không đọc được: 3"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    source = paper("chaser_letter").sample_file.read_text("utf-8")
    assert old in source
    with pytest.raises(Refused) as refused:
        read(ChaserLetter, table=tomllib.loads(source.replace(old, new, 1)), where="mẫu")
    assert refused.value.message.startswith(said)
    assert refused.value.remedy
