"""The day for papers of a person: told by default, a stop where the office set it so, with a request after it."""

from datetime import date, timedelta

import pytest
from nominating_scene import DAY, PDF, Year, letter

from doanra.policy import papers
from doanra.records.models import DeadlineOf, Extension, RequiredPaper
from doanra.stages import filing, requirements
from doanra.stages.nominating import dossiers, drafting, late, returning, senders, submitting
from doanra.terms.refusal import NotFound, Refused, Stale

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 1)
OVER = DUE + timedelta(days=1)


@pytest.fixture
def year():
    made = Year()
    made.call.people_due_on = DUE
    made.call.save()
    return made


@pytest.fixture
def limited(year):
    senders.put_rules(year.call, clerk_submits=True, papers_limited=True, by=year.office)
    return year


@pytest.fixture
def nomination(year):
    return year.sent(year.draft()).drafts.get().nomination


def put(nomination, *, by, on):
    return dossiers.put(nomination, paper=dossiers.OTHER.code, looked=filing.look("a.pdf", PDF), by=by, on=on)


def test_by_default_the_day_stops_nobody(year, nomination):
    assert put(nomination, by=year.clerk, on=OVER)


def test_where_the_office_set_it_a_unit_is_stopped_and_the_office_is_not(limited, nomination):
    kept = put(nomination, by=limited.clerk, on=DUE)
    with pytest.raises(Refused, match=r"Hạn nộp giấy tờ 01/11/2026 đã qua.*bổ sung muộn"):
        put(nomination, by=limited.clerk, on=OVER)
    with pytest.raises(Refused, match="đã qua"):
        dossiers.remove(kept, by=limited.clerk, on=OVER)
    assert put(nomination, by=limited.office, on=OVER)


def test_more_time_of_one_unit_counts(limited, nomination):
    Extension.objects.create(
        call=limited.call, unit=limited.clerk.unit, kind=DeadlineOf.PERSON.value, due_on=OVER, reason="lũ",
        document="1-CV/TU", on=DAY,
    )  # fmt: skip
    assert put(nomination, by=limited.clerk, on=OVER)
    with pytest.raises(Refused, match="02/11/2026"):
        put(nomination, by=limited.clerk, on=OVER + timedelta(days=1))


def test_a_request_that_the_office_accepts_opens_the_dossier_until_its_day(limited, nomination):
    with pytest.raises(Refused, match="Chưa quá hạn"):
        late.ask_papers(nomination, reason="bệnh viện trả muộn", by=limited.clerk, on=DUE)
    with pytest.raises(NotFound):
        late.ask_papers(nomination, reason="bệnh viện trả muộn", by=limited.other, on=OVER)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        late.ask_papers(nomination, reason=" ", by=limited.clerk, on=OVER)
    request = late.ask_papers(nomination, reason="bệnh viện trả muộn", by=limited.clerk, on=OVER)
    with pytest.raises(Stale, match="chưa trả lời"):
        late.ask_papers(nomination, reason="lần nữa", by=limited.clerk, on=OVER)
    until = OVER + timedelta(days=5)
    late.accept(request, until=until, by=limited.office, on=OVER)
    assert put(nomination, by=limited.clerk, on=until)
    with pytest.raises(Refused, match="đã qua"):
        put(nomination, by=limited.clerk, on=until + timedelta(days=1))


def test_what_was_sent_back_may_be_mended_with_papers_until_its_own_day(limited, nomination):
    until = OVER + timedelta(days=5)
    returning.send_back(nomination, reasons={"position": "thiếu"}, by=limited.office, on=DAY, due_on=until)
    assert put(nomination, by=limited.clerk, on=until)
    with pytest.raises(Refused, match="đã qua"):
        put(nomination, by=limited.clerk, on=until + timedelta(days=1))


def test_what_is_sent_after_the_day_comes_with_its_papers(limited):
    paper = RequiredPaper.objects.create(programme="short", name="Bản cam kết", valid_from=DAY)
    draft = limited.draft()
    assert dossiers.lacking([draft]) == {draft.pk: ["Bản cam kết"]}
    with pytest.raises(Refused, match=r"còn thiếu: Bản cam kết"):
        submitting.submit(limited.call, drafts={draft.pk: 1}, letter=letter(), by=limited.clerk, on=OVER)
    dossiers.put_beside_draft(draft, paper=f"own-{paper.pk}", looked=filing.look("a.pdf", PDF), by=limited.clerk)
    assert submitting.submit(limited.call, drafts={draft.pk: 1}, letter=letter(), by=limited.clerk, on=OVER)


def test_before_the_day_papers_may_come_later(limited):
    RequiredPaper.objects.create(programme="short", name="Bản cam kết", valid_from=DAY)
    assert limited.sent(limited.draft())


def test_a_year_asks_for_no_paper_by_itself_and_takes_over_what_the_office_chooses(year):
    assert dossiers.asked(year.call, "short") == ()
    assert [one.code for one in dossiers.taken(year.call, "short")] == ["other"]
    offered = requirements.offered(year.call)
    assert {programme.value for programme, _ in offered} == set(year.call.programmes.split(","))
    made = requirements.take_over(year.call, chosen=["short:cv", "short:health"], by=year.office)
    assert [(one.name, one.document, one.valid_from) for one in made] == [
        ("Sơ yếu lý lịch", "", year.call.opened_on), ("Giấy khám sức khoẻ", "", year.call.opened_on),
    ]  # fmt: skip
    assert [one.label for one in dossiers.asked(year.call, "short")] == ["Sơ yếu lý lịch", "Giấy khám sức khoẻ"]
    assert len(requirements.offered(year.call)) == len(offered) - 2
    with pytest.raises(Refused, match="không còn trong danh mục gợi ý"):
        requirements.take_over(year.call, chosen=["short:cv", "short:comment"], by=year.office)
    assert RequiredPaper.objects.count() == 2
    with pytest.raises(Refused, match="Chưa chọn giấy tờ nào"):
        requirements.take_over(year.call, chosen=[], by=year.office)


def test_a_draft_is_filled_as_before_when_nothing_is_asked(year):
    draft = year.draft()
    with pytest.raises(Refused, match="không hỏi giấy tờ đó"):
        dossiers.put_beside_draft(draft, paper="cv", looked=filing.look("a.pdf", PDF), by=year.clerk)
    assert drafting.missing(draft) == []


def test_no_paper_of_vetting_is_offered():
    for programme in ("short", "medium", "language"):
        labels = " ".join(one.label for one in papers.offered(requirements.Programme(programme)))
        assert "chính trị" not in labels and "thẩm tra" not in labels
