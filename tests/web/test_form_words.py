"""What a form says is wrong is in our words, whichever form it is: Django's own words reach nobody."""

import importlib
import pkgutil

import pytest
from django import forms
from django.utils.translation import gettext_lazy

import doanra.web


class Asked(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label="Tên", max_length=5, help_text="Ví dụ NH-01.")
    long = forms.CharField(label="Ghi chú", min_length=3)
    day = forms.DateField(label="Ngày")
    many = forms.IntegerField(label="Số", min_value=2, max_value=9)
    mail = forms.EmailField(label="Thư")
    one = forms.ChoiceField(label="Chọn", choices=[("", "–"), ("a", "Ngắn hạn")])
    sheet = forms.FileField(label="Tệp")
    own = forms.CharField(label="Lý do", error_messages={"required": gettext_lazy("Chưa ghi lý do.")})


def said(**data):
    form = Asked(data)
    return {field.name: " ".join(field.errors) for field in form}


def test_what_is_missing_is_said_with_an_example():
    assert said() == {
        "name": "Chưa ghi mục này. Ví dụ NH-01.",
        "long": "Chưa ghi mục này.",
        "day": "Chưa ghi mục này. Ví dụ 05/08/2026.",
        "many": "Chưa ghi mục này. Ví dụ 2.",
        "mail": "Chưa ghi mục này.",
        "one": "Chưa chọn mục nào. Ví dụ “Ngắn hạn”.",
        "sheet": "Chưa chọn tệp.",
        "own": "Chưa ghi lý do.",
    }


def test_what_cannot_be_read_is_quoted():
    told = said(name="dài quá thế", long="x", day="45/13/2026", many="ba", mail="an@", one="z", own="vì")
    assert told["name"] == "Dài 11 chữ, nhiều nhất 5: ghi ngắn lại."
    assert told["long"] == "Quá ngắn: ít nhất 3 chữ."
    assert told["day"] == "“45/13/2026” không phải ngày có thật: ghi ngày, tháng, năm. Ví dụ 05/08/2026."
    assert told["many"] == "“ba” không phải số: chỉ ghi chữ số. Ví dụ 2."
    assert told["mail"] == "“an@” không phải địa chỉ thư. Ví dụ an.nguyen@donvi.gov.vn."
    assert told["one"] == "“z” không có trong danh sách: chọn một mục của danh sách."
    assert told["own"] == ""
    assert (said(many="1")["many"], said(many="10")["many"]) == ("Nhỏ nhất là 2.", "Lớn nhất là 9.")


def test_errors_are_drawn_as_ever():
    form = Asked({})
    assert str(form["name"]).count('aria-invalid="true"') == 1
    assert "Chưa ghi mục này." in str(form["name"].errors)


def every_form():
    """Every form that the pages have."""
    for module in pkgutil.walk_packages(doanra.web.__path__, "doanra.web."):
        importlib.import_module(module.name)
    waiting, found = [forms.Form], []
    while waiting:
        some = waiting.pop()
        waiting += some.__subclasses__()
        if some.__module__.startswith("doanra."):
            found.append(some)
    return sorted(set(found), key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("form", every_form(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_no_form_of_the_product_speaks_with_djangos_words(form):
    for name, field in form.base_fields.items():
        asked = type("Asked", (forms.Form,), {name: field})({})
        if asked.is_valid():
            continue
        told = " ".join(asked[name].errors)
        assert told and "Trường này" not in told and "required" not in told.lower(), (name, told)
