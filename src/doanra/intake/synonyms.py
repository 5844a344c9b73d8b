"""The words by which headers name their columns: one table, extended by the office without a change of program.

A phrase stands in a header as whole words, diacritics and punctuation aside. The weightiest phrase found wins, then the
longest: "Chức danh quy hoạch" is a planned position although "chức danh" alone is a position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from doanra.intake.text.keys import phrase_key

IGNORED = "ignored"
"""Meaning of headers that are known and say nothing here (place of issue, spouse, signature)."""

_HEAVY: dict[str, str] = {
    IGNORED: (
        "ngày cấp|nơi cấp|họ tên vợ|họ và tên vợ|họ tên chồng|họ tên bố|họ tên cha|họ tên mẹ|họ tên con|"
        "vợ chồng|người liên hệ|chữ ký|ký tên|ký nhận|bí danh|tên gọi khác|tuổi nghỉ hưu|"
        "thời gian nghỉ hưu|ngày nghỉ hưu|năm nghỉ hưu|thời điểm nghỉ hưu|số lượng|tổng số|mã số|"
        "mã cán bộ|số hiệu|thời gian công tác|năm công tác|tốt nghiệp|thời gian còn lại|ngày tuyển dụng|"
        "năm tuyển dụng|vào ngành|thời gian đào tạo|thời gian học|nước đến|quốc gia|địa điểm|kinh phí|"
        "nhập ngũ|vào đoàn|thẻ đảng|số thẻ|số quyết định|kết quả kiểm tra đoàn ra|vì sao và cách sửa"
    ),
    "row_key": "mã dòng đoàn ra",
    "planned_position": "quy hoạch|chức danh quy hoạch|chức vụ quy hoạch|được quy hoạch|quy hoạch chức danh",
    "appointed": (
        "bổ nhiệm|thời gian giữ chức vụ|thời gian giữ chức|giữ chức vụ từ|thời điểm giữ chức vụ|ngày giữ chức vụ"
    ),
    "evaluation": (
        "đánh giá|xếp loại|mức độ hoàn thành|hoàn thành nhiệm vụ|kết quả công tác|phân loại cán bộ|khen thưởng"
    ),
    "discipline": "kỷ luật|hình thức kỷ luật",
    "courses_abroad": (
        "đã đi bồi dưỡng|đã tham gia|đã đi nước ngoài|đã được cử|đã học|đã bồi dưỡng|đã qua|đi nước ngoài|"
        "bồi dưỡng ở nước ngoài trước|các khoá đã|khoá đã|đã được bồi dưỡng|đã dự|đi học nước ngoài|"
        "đã được đi"
    ),
    "language_level": (
        "trình độ ngoại ngữ|ngoại ngữ trình độ|trình độ tiếng|chứng chỉ ngoại ngữ|trình độ nn|"
        "ngoại ngữ hiện có|chứng chỉ|văn bằng ngoại ngữ|năng lực ngoại ngữ|biết ngoại ngữ|"
        "ngoại ngữ hiện tại|trình độ ngoại ngữ hiện tại|khả năng ngoại ngữ|bằng ngoại ngữ|ngoại ngữ đã có|"
        "ngoại ngữ bậc"
    ),
    "rank": "ngạch|hệ số|bậc lương|phụ cấp|chức danh nghề nghiệp|mã ngạch|lương",
    "unit": "đơn vị cử|cơ quan cử|đơn vị đăng ký|cơ quan đăng ký|đơn vị đề nghị",
    "priority": "ưu tiên|thứ tự ưu tiên|tt ưu tiên|mức ưu tiên|thứ tự đề nghị|xếp thứ tự",
    "party_official": "chính thức|ngày vào đảng chính thức|vào đảng chính thức|công nhận chính thức|ngày chính thức",
    "party_joined": (
        "vào đảng|vào đcsvn|kết nạp đảng|kết nạp|ngày vào đảng|vào đảng cộng sản việt nam|vào đảng dự bị|"
        "dự bị|kết nạp vào đảng|đảng viên|vào đảng csvn|ngày vđ"
    ),
    "id_number": (
        "cccd|cmnd|cmtnd|số cccd|căn cước|số định danh|chứng minh nhân dân|số căn cước công dân|"
        "giấy tờ tuỳ thân|mã định danh|định danh cá nhân|thẻ căn cước|chứng minh thư"
    ),
    "phone": "điện thoại|sđt|số đt|đt|di động|số điện thoại|đtdđ|liên lạc",
    "email": "email|e mail|thư điện tử|hộp thư",
    "passport": "hộ chiếu|số hộ chiếu",
    "health": "sức khoẻ",
}
_PLAIN: dict[str, str] = {
    "index": "stt|tt|số tt|số thứ tự|thứ tự|no",
    "full_name": (
        "họ và tên|họ tên|họ và tên khai sinh|họ tên cán bộ|họ và tên cán bộ|họ tên khai sinh|tên cán bộ|"
        "họ và tên người|full name|tên người được cử|cán bộ được cử|người được cử|họ và tên đồng chí|"
        "họ tên công chức|danh tính|họ tên người|họ và tên nhân sự|tên nhân sự|quý danh|name|họ tên học viên|"
        "tên người đi|tên người học|họ tên ứng viên|tên đồng chí|tên học viên"
    ),
    "family_name": (
        "họ đệm|họ và đệm|họ và tên đệm|họ và chữ đệm|họ lót|họ và chữ lót|họ tên đệm|họ và lót|"
        "họ chữ đệm|họ và tên lót|họ|tên đệm|chữ đệm|đệm|tên lót|chữ lót|lót"
    ),
    "given_name": "tên",
    "birth_date": (
        "sinh|ngày sinh|năm sinh|ngày tháng năm sinh|ngày tháng sinh|sinh ngày|sinh năm|ngày năm sinh|ntns|"
        "date of birth|ngày tháng năm sinh dương lịch|thời điểm sinh|ngày thg năm sinh|"
        "ngày sanh|năm sanh|sanh|ns|dob|d o b|birthday|birth"
    ),
    "gender": "giới tính|gt|gender|sex|nam nữ|phái|giới|gioi tinh nam nu|nam hoặc nữ",
    "position": (
        "chức vụ|chức danh|chức vụ hiện nay|chức vụ đơn vị công tác|chức vụ nơi công tác|"
        "chức vụ chức danh|chức vụ công tác|chức vụ đảng|chức vụ chính quyền|chức vụ hiện tại|"
        "vị trí công tác|vị trí việc làm|công việc|nhiệm vụ được giao|công tác đang làm|"
        "chức vụ đang đảm nhiệm|"
        "chức vụ đv công tác|chức danh nơi công tác|chức vụ đơn vị|chức trách|cấp uỷ|vị trí hiện tại|"
        "nghề nghiệp|position|c vụ|chức vị|cương vị|đang công tác|công tác hiện nay|job title|title|vị trí"
    ),
    "workplace": (
        "đơn vị|cơ quan|đơn vị công tác|nơi công tác|cơ quan công tác|cơ quan đơn vị|nơi làm việc|"
        "phòng ban|cơ quan đang công tác|đv|đv công tác|cq|cq công tác|đvct|tổ chức|bộ phận|đơn vị hiện tại"
    ),
    "programme": (
        "chương trình đăng ký|loại hình đăng ký|hình thức đăng ký|khoá bồi dưỡng đăng ký|"
        "loại hình bồi dưỡng|hình thức bồi dưỡng|chương trình bồi dưỡng|khoá bồi dưỡng|lớp bồi dưỡng|"
        "khoá đăng ký|lớp đăng ký|chương trình|loại hình|loại bồi dưỡng|đăng ký tham gia|"
        "đăng ký bồi dưỡng|nội dung đăng ký|đăng ký khoá|đăng ký lớp|khoá học|lớp học|hệ bồi dưỡng|"
        "loại khoá|loại lớp|nhu cầu bồi dưỡng|nguyện vọng bồi dưỡng|đăng ký dự|đăng ký|diện bồi dưỡng|"
        "đề nghị cử đi|hình thức|nhu cầu đăng ký|khoá|lớp|đối tượng đăng ký|nội dung bồi dưỡng|programme|"
        "thời hạn bồi dưỡng|thời hạn|bồi dưỡng"
    ),
    "language": (
        "ngoại ngữ đăng ký|đăng ký học tiếng|thứ tiếng đăng ký|ngôn ngữ đăng ký|ngoại ngữ đăng ký học|"
        "thứ tiếng|ngôn ngữ|đăng ký ngoại ngữ|học tiếng|tiếng đăng ký|đăng ký tiếng|ngoại ngữ cần học|"
        "ngoại ngữ bồi dưỡng|tên ngoại ngữ|ngoại ngữ xin học|ngoại ngữ học|tiếng học|loại ngoại ngữ|"
        "ngôn ngữ bồi dưỡng|bồi dưỡng tiếng|ngoại ngữ nguyện vọng|tiếng nước ngoài|ngoại ngữ đề nghị|"
        "ngoại ngữ theo học|language|ngôn ngữ học|nn đăng ký|đăng ký nn|ngoại ngữ đk|ngoại ngữ muốn học|ngoại ngữ chọn|"
        "tiếng gì|học ngoại ngữ"
    ),
    "ethnic": "dân tộc",
    "religion": "tôn giáo",
    "hometown": "quê quán|nguyên quán|nơi sinh|sinh quán|quê",
    "address": "nơi ở|chỗ ở|địa chỉ|hộ khẩu|thường trú|nơi cư trú",
    "qualification": (
        "chuyên môn|trình độ chuyên môn|trình độ cmnv|cmnv|học vị|học hàm|trình độ đào tạo|chuyên ngành|"
        "bằng cấp|trình độ học vấn|văn hoá|trình độ văn hoá|chuyên môn nghiệp vụ|ngành đào tạo|"
        "giáo dục phổ thông|trình độ|lĩnh vực"
    ),
    "political_theory": (
        "llct|lý luận chính trị|trình độ llct|trình độ lý luận chính trị|lý luận|chính trị|trình độ chính trị"
    ),
    "state_management": "qlnn|quản lý nhà nước|trình độ qlnn",
    "computing": "tin học",
    "note": "ghi chú|note|ý kiến",
    IGNORED: "tuổi|ảnh",
}


_EITHER_I = re.compile(r"\b([hklmt])i\b")
_NAME_FIRST = re.compile(r"ho(?: va)? ten\b(?! (?:dem|lot))")


def spelt_alike(key: str) -> str:
    """``dang ki``, ``li luan`` and ``ki luat`` as they are more often written: with y."""
    return _EITHER_I.sub(r"\1y", key)


def _table() -> dict[str, tuple[str, int]]:
    phrases: dict[str, tuple[str, int]] = {}
    for weight, part in ((1, _PLAIN), (2, _HEAVY)):
        for meaning, text in part.items():
            for phrase in text.split("|"):
                phrases.setdefault(spelt_alike(phrase_key(phrase)), (meaning, weight))
    return phrases


HEADER_BEGINNINGS = frozenset(
    " ".join(phrase.split(" ", 2)[:2])
    for part in (_PLAIN, _HEAVY)
    for text in part.values()
    for phrase in text.split("|")
    if " " in phrase
) | frozenset(phrase.split(" ")[0] for text in _PLAIN.values() for phrase in text.split("|"))

"""The first two words of every header of several, and the first word of each."""


_WITH_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_TONED_I = re.compile(r"\b([hklmt])([iíìỉĩị])\b")


def begins_as_header(text: str) -> bool:
    """Whether a text begins with the two words of a header ("Đăng ký", "Trình độ"), however like a name it looks.

    A single word counts if a header begins with it: headers are cut over lines.
    """
    first = " ".join(text.split(" ", 2)[:2]).casefold()
    return _TONED_I.sub(lambda match: match[1] + _WITH_Y[match[2]], first) in HEADER_BEGINNINGS


class Found(NamedTuple):
    """The best phrase of a header: its meaning, its weight, its length in characters, itself."""

    meaning: str
    weight: int
    length: int
    phrase: str


_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "va cua hien nay tai o theo so dong chi can bo de nghi nguoi duoc cu nam nu thang ngay cho hoac neu la co khac "
        "dang chinh quyen doan the thong tin ca nhan dang ky ghi cong chuc vien",
    )
)
_PARTS = frozenset(re.findall(r"\w+", "ngan trung han ngoai ngu tieng anh lao quoc khmer boi duong"))


@dataclass(frozen=True)
class Synonyms:
    """An immutable table of header phrases.

    ``learned`` maps whole headers (by ``phrase_key``) to a meaning, or to ``IGNORED``: what a clerk once decided, which
    goes before everything else. ``phrases`` maps phrases to (meaning, weight).
    """

    phrases: Mapping[str, tuple[str, int]]
    learned: Mapping[str, str] = field(default_factory=dict)

    def extended(self, more: Mapping[str, Iterable[str]]) -> Synonyms:
        """A table that also knows these headers: meaning key → headers as they stand in files."""
        known = {spelt_alike(phrase_key(header)): meaning for meaning, headers in more.items() for header in headers}
        return Synonyms(self.phrases, {**self.learned, **known})

    def learned_meaning(self, header: str) -> str | None:
        """What was decided for exactly this header."""
        return self.learned.get(spelt_alike(phrase_key(header)))

    def meaning(self, text: str) -> Found | None:
        """The best phrase in a header text; None if it says nothing known."""
        key = spelt_alike(phrase_key(text))
        if not key:
            return None
        if key in self.learned:
            return Found(self.learned[key], 9, len(key), key)
        if key in self._found:
            return self._found[key]
        best: Found | None = None
        post: Found | None = None
        for phrase, meaning, weight in self._phrases_in(key):
            if best is None or (weight, len(phrase)) > (best.weight, best.length):
                best = Found(meaning, weight, len(phrase), phrase)
            if meaning == "position":
                post = Found(meaning, weight, len(phrase), phrase)
        if best and post and best.meaning == "workplace":
            best = post  # "Chức vụ, đơn vị công tác" holds both; the post is what matters
        if best and best.weight == 1 and best.meaning != "full_name" and (name := _NAME_FIRST.match(key)):
            best = Found("full_name", 1, len(name[0]), name[0])  # "Họ tên người đăng ký", "Họ và tên, chức vụ"
        if len(self._found) < 5_000:
            self._found[key] = best
        return best

    def explained(self, text: str) -> float:
        """How well phrases account for the words of a header: 0 for none, 1 for all, a little more for long phrases."""
        key = spelt_alike(phrase_key(text))
        if key not in self._explained:
            words = key.split(" ")[:24]
            known: set[int] = {place for place, word in enumerate(words) if word in _FILLERS or word in _PARTS}
            longest = 0
            for start, end in self._places(words):
                known.update(range(start, end))
                longest = max(longest, end - start)
            if len(self._explained) > 5_000:
                return 0.0
            self._explained[key] = (len(known) / len(words)) ** 2 * (1 + longest / 10) if longest else 0.0
        return self._explained[key]

    def is_known(self, text: str, *, fillers_only: bool = False) -> bool:
        """Whether every word of a text is one that headers have; with ``fillers_only`` one that says nothing."""
        words = spelt_alike(phrase_key(text)).split(" ")
        if fillers_only:
            return all(word in _FILLERS for word in words)
        known = {place for place, word in enumerate(words) if word in _FILLERS or word in _PARTS}
        return known.union(*(range(*place) for place in self._places(words))) == set(range(len(words)))

    def _phrases_in(self, key: str) -> Iterable[tuple[str, str, int]]:
        words = key.split(" ")[:24]
        for start, end in self._places(words):
            phrase = " ".join(words[start:end])
            yield phrase, *self.phrases[phrase]

    def _places(self, words: list[str]) -> Iterable[tuple[int, int]]:
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 7) + 1):
                if " ".join(words[start:end]) in self.phrases:
                    yield start, end

    @cached_property
    def _found(self) -> dict[str, Found | None]:
        return {}

    @cached_property
    def _explained(self) -> dict[str, float]:
        return {}


DEFAULT = Synonyms(_table())
