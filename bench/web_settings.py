"""Our settings with Django's own admin beside the pages: for bench/web.py alone."""

from doanra.config.settings import *  # noqa: F403
from doanra.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = ["django.contrib.admin", *OURS]
ROOT_URLCONF = "web_admin"
SILENCED_SYSTEM_CHECKS = ["admin.E404", "admin.E410"]
SECOND_FACTOR = "off"
AXES_ENABLED = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
