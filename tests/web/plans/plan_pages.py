"""Addresses and words of the pages of plans, for their tests."""

SLUGS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau")


def at(plan, rest=""):
    return f"/2027/plans/{plan.pk}/{rest}"


def where(plan):
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def text(response):
    return " ".join(response.content.decode().split())
