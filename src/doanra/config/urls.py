"""Addresses of all doors."""

from django.urls import include, path

urlpatterns = [path("", include("doanra.web.urls")), path("", include("doanra.web.accounts.doors"))]
handler400 = "doanra.web.refusals.bad_request"
handler403 = "doanra.web.refusals.forbidden"
handler404 = "doanra.web.refusals.not_found"
handler500 = "doanra.web.refusals.server_error"
