"""Addresses of the bodies that may be asked."""

from django.urls import path

from doanra.web.consultations import bodies

urlpatterns = [
    path("", bodies.index, name="bodies"),
    path("add/", bodies.add, name="bodies_add"),
    path("<int:body>/", bodies.change, name="bodies_change"),
    path("<int:body>/retire/", bodies.retire, name="bodies_retire"),
    path("<int:body>/restore/", bodies.restore, name="bodies_restore"),
]
