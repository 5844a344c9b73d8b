"""A plan made from an approved list says so, and who was left out and why."""

import consulted
import factories
import pytest
from plan_pages import at, text

from doanra.stages.consultations import approving, freezing

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(call, named):
    listed = freezing.freeze(call, title="Danh sách một", by=None, on=consulted.FROZEN)
    consulted.asked(listed, consulted.body())
    left = listed.people.get(nomination=named[-1]).pk
    approving.approve(
        listed, leave_out=[left], document="21-TB/BCĐ", on=consulted.TODAY, signer="Phó Trưởng Ban", seen=0, by=None,
        today=consulted.TODAY,
    )  # fmt: skip
    return listed


def test_the_page_of_plans_says_whom_a_run_takes_and_lets_the_office_choose(clerk, approved):
    page = text(clerk.get("/2027/plans/"))
    assert "Lần tính chỉ lấy người trong danh sách đã duyệt:" in page
    assert f"/2027/consultations/{approved.pk}/versions/1/" in page
    going = text(clerk.get("/2027/plans/going-in/"))
    assert 'Không có trong danh sách đã duyệt, không vào</dt><dd class="num">1</dd>' in going
    said = text(clerk.post("/2027/plans/from/", {"planned_from": "all"}, follow=True))
    assert "Từ lần tính sau: mọi đề cử đang đứng, dù đã có danh sách duyệt." in said
    assert "Không có trong danh sách đã duyệt" not in text(clerk.get("/2027/plans/going-in/"))


def test_the_plan_tells_who_was_left_out_and_what_to_do(clerk, call, named, approved):
    plan = factories.plan(call)
    left = named[-1].person
    assert "Thêm 1 người không vào lần tính" in text(clerk.get(at(plan)))
    why = text(clerk.get(at(plan, "why/")))
    assert f"{left.full_name}</a>, {left.unit.short}" in why
    page = text(clerk.get(at(plan, f"why-not/{left.pk}/")))
    assert f"Vì sao {left.full_name} chưa có chỗ?" in page
    assert "không có trong danh sách đã duyệt" in page
    assert f"/2027/consultations/{approved.pk}/versions/1/" in page


def test_without_an_approved_list_nothing_is_said_of_it(clerk, call, named):
    plan = factories.plan(call)
    assert "đã duyệt" not in text(clerk.get("/2027/plans/")) + text(clerk.get(at(plan))) + text(
        clerk.get(at(plan, "why/"))
    )


def test_the_board_and_the_publishing_page_tell_who_left_the_list_before_anything_is_published(
    clerk, call, named, approved
):
    plan = factories.plan(call, seats={"NH-01": named[:3]})
    assert "không có trong danh sách đã duyệt:" not in text(clerk.get(at(plan)))
    approving.amend(
        approved, remove=[approved.people.get(nomination=named[0]).pk], document="22-TB/BCĐ", on=consulted.TODAY,
        signer="Phó Trưởng Ban", reason="thôi", seen=1, by=None, today=consulted.TODAY,
    )  # fmt: skip
    gone = named[0].person
    board = text(clerk.get(at(plan)))
    assert "1 người có chỗ mà không có trong danh sách đã duyệt:" in board
    assert f'/move/{gone.pk}/">{gone.full_name}</a>' in board
    assert "Gỡ 1 điều chặn thì công bố được." in board
    page = text(clerk.get(at(plan, "publish/")))
    assert f"{gone.full_name}</a>: Không có trong danh sách đã duyệt. Đưa ra khỏi kế hoạch." in page
    assert "tính lại, đưa ra khỏi kế hoạch, hoặc sửa danh sách đã duyệt." in page
