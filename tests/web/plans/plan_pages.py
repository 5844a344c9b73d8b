"""Addresses and words of the pages of plans, for their tests."""


def at(plan, rest=""):
    return f"/2027/plans/{plan.pk}/{rest}"


def where(plan):
    return dict(plan.seats.values_list("person_id", "planned__course__code"))


def text(response):
    return " ".join(response.content.decode().split())
