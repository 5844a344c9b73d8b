"""What the words of a list prove: plain words only; everything else stays unknown for the clerk."""

from datetime import date

import pytest

from doanra.stages import evidence


def proofs(**extra):
    return {proof.kind: (proof.outcome, proof.on) for proof in evidence.read(extra, year=2027)}


LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoàn thành tốt nhiệm vụ", (True, LAST)),
        ("HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", (True, LAST)),
        ("hoàn thành tốt chức trách, nhiệm vụ", (True, LAST)),
        ("Hoàn thành tốt", (True, LAST)),
        ("HTTNV", (True, LAST)),
        ("HTXSNV", (True, LAST)),
        ("HTXS", (True, LAST)),
        ("Năm 2025: hoàn thành tốt nhiệm vụ", (True, date(2025, 12, 31))),
        ("2024: HTTNV; 2025: HTXSNV", (True, date(2025, 12, 31))),
        ("Không hoàn thành nhiệm vụ", (False, LAST)),
        ("2025: Không hoàn thành nhiệm vụ; 2026: Hoàn thành tốt nhiệm vụ", (True, LAST)),
        ("2025: Hoàn thành tốt nhiệm vụ; 2026: Không hoàn thành nhiệm vụ", (False, LAST)),
    ],
)
def test_ratings_that_are_plain(text, expected):
    assert proofs(evaluation=text) == {"task_done": expected}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "Hoàn thành nhiệm vụ",
        "HTNV",
        "Tốt",
        "Chưa đánh giá",
        "Chưa hoàn thành tốt nhiệm vụ",
        "Không được xếp loại hoàn thành tốt nhiệm vụ",
        "2025: Hoàn thành tốt nhiệm vụ; 2026: chờ xếp loại",
        "Hoàn thành tốt nhiệm vụ; Không hoàn thành nhiệm vụ",
    ],
)
def test_ratings_that_are_not_plain_stay_unknown(text):
    assert proofs(evaluation=text) == {}


@pytest.mark.parametrize("text", ["Không", "không có", "0", "Ko", "Chưa", "Chưa bị kỷ luật", "Không kỷ luật."])
def test_no_discipline(text):
    assert proofs(discipline=text) == {"discipline_clear": (True, None)}


@pytest.mark.parametrize("text", ["Khiển trách", "Cảnh cáo năm 2025", "Cách chức", "Đang bị xem xét kỷ luật"])
def test_discipline(text):
    assert proofs(discipline=text) == {"discipline_clear": (False, None)}


@pytest.mark.parametrize("text", ["", "?", "Đã xoá", "Không rõ", "Không có thông tin", "Kiểm điểm", "x"])
def test_words_on_discipline_that_are_not_plain_stay_unknown(text):
    assert proofs(discipline=text) == {}


@pytest.mark.parametrize("text", ["Tốt", "Đủ sức khoẻ", "đủ sức khỏe", "Loại I", "Loại II", "Đảm bảo sức khoẻ"])
def test_good_health(text):
    assert proofs(health=text) == {"health": (True, None)}


@pytest.mark.parametrize("text", ["", "Loại 3", "Loại IV", "Không tốt", "Khá", "Bình thường", "Tốt nhưng mới mổ"])
def test_health_that_is_not_plainly_good_stays_unknown(text):
    assert proofs(health=text) == {}


def test_columns_of_other_meaning_prove_nothing():
    assert proofs(ethnic_group="Kinh", vetting="Đạt", planned_position="Giám đốc") == {}
