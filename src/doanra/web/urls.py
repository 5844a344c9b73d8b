"""Addresses of the pages: the year first, then the stage, as the house names them."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("doanra.web.home.urls")),
    path("", include("doanra.web.accounts.urls")),
    path("help/", include("doanra.web.help.urls")),
    path("notices/", include("doanra.web.notices.urls")),
    path("trail/", include("doanra.web.trail.urls")),
    path("units/", include("doanra.web.units.urls")),
    path("lists/", include("doanra.web.lists.urls")),
    path("people/", include("doanra.web.people.urls")),
    path("histories/", include("doanra.web.histories.urls")),
    path("posts/", include("doanra.web.posts.urls")),
    path("synonyms/", include("doanra.web.synonyms.urls")),
    path("bodies/", include("doanra.web.consultations.body_urls")),
    path("policy/", include("doanra.web.appraisals.policy_urls")),
    path("<int:year>/calls/", include("doanra.web.calls.urls")),
    path("<int:year>/courses/", include("doanra.web.courses.urls")),
    path("<int:year>/holidays/", include("doanra.web.holidays.urls")),
    path("<int:year>/unavailable/", include("doanra.web.unavailable.urls")),
    path("<int:year>/nominations/", include("doanra.web.nominations.urls")),
    path("<int:year>/nominations/", include("doanra.web.nominating.urls")),
    path("<int:year>/appraisals/", include("doanra.web.appraisals.urls")),
    path("<int:year>/consultations/", include("doanra.web.consultations.urls")),
    path("<int:year>/plans/", include("doanra.web.plans.urls")),
    path("<int:year>/delegations/", include("doanra.web.delegations.urls")),
]
