"""Lists handed in by units, and how the tests of pages ask for a page."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from unit_lists import workbook as written

from doanra.stages import nominations

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chương trình", "Số CCCD"]
GOOD = [1, "Nguyễn Thử An", "12/03/1975", "Nam", "Phó Giám đốc Sở Tài chính", "Ngắn hạn", "001075000001"]
OTHER = [2, "Trần Thử Bình", "01/02/1980", "Nữ", "Trưởng phòng Sở Ngoại vụ", "Trung hạn", ""]
BAD = [3, "Lê Thử Chi", "31/02/1975", "Nữ", "=cmd|'/c calc'!A0", "Ngắn hạn", ""]
ODD = [4, "Phạm Thử Dung", "05/06/1979", "Nữ", "Quản đốc phân xưởng giả định", "Ngắn hạn", ""]


def workbook(*rows, title="TỈNH UỶ CAO BẰNG"):
    return written(*rows, title=title, head=HEAD)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def previewed(call, *rows, by, name="Cao Bang.xlsx", **more):
    return nominations.receive(call, name=name, content=workbook(*rows, **more), by=by)


def page(client, name, *args, **query):
    return client.get(reverse(f"web:{name}", args=args), query)


def text_of(response):
    return response.content.decode()
