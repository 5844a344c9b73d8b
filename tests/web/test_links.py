"""Links: those of every duty, of every mail, of every template, and all that stand on a home page, are followed."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import factories
import pytest
from django.conf import settings as configured
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from walking import OWN, Things, addresses

from doanra import web
from doanra.policy import access
from doanra.records.models import Account, Delegation, Member, Notice, NoticeKind
from doanra.stages import accounts_told, duties, notices
from doanra.stages.notices.making import address_of
from doanra.terms.words import Role

pytestmark = pytest.mark.django_db
TEMPLATES = Path(web.__file__).parent / "templates"
DUTIES = Path(duties.__file__).parent
NAMED = re.compile(r"""\{%\s*url\s+['"]([\w:]+)['"]""")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
ADDRESS = "https://doanra.test"


@pytest.fixture
def things():
    made = Things()
    today = timezone.localdate()
    course = factories.course(made.call, "NH-77", cost_fixed=0, cost_per_head=0)
    group = Delegation.objects.create(
        course=course, first_day=today + timedelta(days=9), last_day=today + timedelta(days=20)
    )
    Member.objects.create(delegation=group, person=made.named[0].person, unit_name="Cao Bằng")
    return made


def holder(things, role):
    """An account of the role that has what its role needs: a unit, a body, a person of the delegation."""
    of_unit = {"unit": OWN} if access.of_unit(role) else {}
    account = factories.account(f"ai-{role.value}", role=role.value, **of_unit)
    account.email = f"{role.value}@thu.test"
    if role is Role.APPRAISER:
        account.body_id = things.values["body"]
    if role in {Role.HEAD, Role.PARTICIPANT}:
        account.person = Member.objects.get(delegation__course__code="NH-77").person
    account.save()
    return account


def opened(client, address):
    """The page at an address, with the place in it that the address names."""
    path, _, place = address.partition("#")
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, address
    if place:
        assert f'id="{place}"' in answer.content.decode(), address
    return answer


@pytest.mark.parametrize("role", Role)
def test_every_duty_opens_its_page_for_who_has_it(client, things, role):
    account = holder(things, role)
    client.force_login(account)
    for duty in duties.waiting_for(account, on=timezone.localdate()):
        opened(client, address_of(duty))


def routes_of_duties():
    """Every name that is given as ``route`` in the files of the duties, also where one of several is chosen."""
    for file in DUTIES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            given = node.value if isinstance(node, ast.keyword) and node.arg == "route" else None
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                names = [ast.unparse(one) for one in node.targets[0].elts]
                given = node.value.elts[names.index("route")] if "route" in names else None
            for one in ast.walk(given) if given else ():
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def test_every_route_of_a_duty_is_an_address():
    routes = set(routes_of_duties())
    assert {"forms", "trail", "consultations_approve", "consultations_ask", "accounts", "plans_overview"} <= routes
    assert routes <= {name.removeprefix("web:") for name in addresses() if name.startswith("web:")}


@pytest.fixture
def mailed(things, settings):
    """The mails of a month of days to everybody, by addressee."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_ON, settings.ADDRESS = True, ADDRESS
    everybody = [holder(things, role) for role in Role]
    Account.objects.filter(pk__in=[one.pk for one in everybody[1:]]).update(superior=everybody[0])
    until = things.call.closes_on
    for day in (-60, -7, 0, 3, 4):
        on = until + timedelta(days=day)
        notices.make(on=on, by=None)
        notices.digest(on=on, by=None)
        notices.send(on=on, by=None)
    accounts_told.tell(everybody[0], "Vừa đổi mật khẩu.")
    notices.send(on=until, by=None)
    return mail.outbox


def test_every_link_of_every_mail_opens_for_its_addressee(client, mailed):
    assert set(Notice.objects.filter(mail="sent").values_list("kind", flat=True)) == {kind.value for kind in NoticeKind}
    seen = set()
    for one in mailed:
        links = re.findall(r"https?://\S+", one.body)
        assert links, one.subject
        for link in links:
            assert link.startswith(f"{ADDRESS}/"), link
            if (one.to[0], link) not in seen:
                seen.add((one.to[0], link))
                client.force_login(Account.objects.get(email=one.to[0]))
                opened(client, link.removeprefix(ADDRESS))
    assert any(one.subject.startswith(tuple("0123456789")) for one in mailed)  # the mail of a day is among them


def test_every_address_named_in_a_template_is_there():
    known = {name.removeprefix(":") for name in addresses()}
    read = 0
    for file in TEMPLATES.rglob("*.*"):
        for name in NAMED.findall(file.read_text(encoding="utf-8")):
            read += 1
            assert name in known, f"{file.relative_to(TEMPLATES)}: {name}"
    assert read > 200


def test_no_template_writes_an_address_by_hand():
    for file in TEMPLATES.rglob("*.html"):
        for link in LINK.findall(file.read_text(encoding="utf-8")):
            assert link == "/" or not link.startswith("/"), f"{file.relative_to(TEMPLATES)}: {link}"


@pytest.mark.parametrize("role", Role)
def test_every_link_on_a_home_page_opens_for_who_sees_it(client, things, role, django_assert_max_num_queries):
    client.force_login(holder(things, role))
    with django_assert_max_num_queries(15):  # with something of each kind waiting
        home = opened(client, f"/{things.call.year}/").content.decode()
    links = {link.replace("&amp;", "&") for link in LINK.findall(home)} - {"#main", ""}
    assert len(links) > 4
    for link in sorted(links):
        assert link.startswith(("/", "?", "#")), link
        opened(client, f"/{things.call.year}/{link}" if link[0] in "?#" else link)


def test_a_link_that_leads_nowhere_is_found(client, things):
    client.force_login(holder(things, Role.OFFICE))
    with pytest.raises(AssertionError):
        opened(client, "/2027/khong-co/")
    with pytest.raises(AssertionError):
        opened(client, "/2027/#khong-co")
    with pytest.raises(NoReverseMatch):
        reverse("web:khong_co")
    assert configured.ROOT_URLCONF
