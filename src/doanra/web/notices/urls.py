"""Notices."""

from django.urls import path

from doanra.web.notices import views

urlpatterns = [
    path("", views.index, name="notices"),
    path("read/", views.read, name="notices_read"),
    path("mail/", views.mail, name="notices_mail"),
    path("sent/", views.sent, name="notices_sent"),
    path("<int:pk>/", views.follow, name="notices_follow"),
]
