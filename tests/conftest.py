"""What all tests share: units and titles loaded once, files in a scratch folder, three people of three duties."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The register of units and the table of titles are there before any test, as in every installation."""
    from django.db import connection  # noqa: PLC0415 - Django must be awake

    from doanra.records import guard  # noqa: PLC0415 - Django must be awake
    from doanra.stages import posts, units  # noqa: PLC0415 - Django must be awake

    with django_db_blocker.unblock():
        units.load(by=None)
        posts.load(by=None)
        # Between tests the tables are emptied, by DELETE on SQLite, by TRUNCATE on PostgreSQL: both are refused.
        with connection.cursor() as cursor:
            only = ("whole",) if connection.vendor == "postgresql" else guard.KINDS
            guard.lift(cursor, vendor=connection.vendor, tables=guard.EVERY, kinds=only)
    yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """For the fixtures of modules too, which load demonstrations; test_password_cost.py asks for the real cost."""
    from django.test import override_settings  # noqa: PLC0415 - Django must be awake

    with override_settings(PASSWORD_HASHERS=["quick_hashing.QuickArgon2"]):
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database runs; all else behaves the same on SQLite, where it has run.

    Marked `once` are walks over all pages and whole folders of files: what they ask of the tables, the tests of the
    same pages and verbs ask on PostgreSQL too.
    """
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        apart = [item for item in items if item.get_closest_marker("once") or not _touches_the_database(item)]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in set(apart)]


def _touches_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(item.get_closest_marker(name) for name in ("django_db", "postgres"))


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For fixtures of a whole module: what they write is there for each of its tests and is rolled back after the last.

    What a test itself writes goes back to a savepoint before the next one, so tests stay apart.
    """
    from django.db import transaction  # noqa: PLC0415 - Django must be awake

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def registers_afterwards(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For modules whose tests empty all tables: the registers that other tests count on come back at the end."""
    from doanra.stages import posts, units  # noqa: PLC0415 - Django must be awake

    yield
    with django_db_blocker.unblock():
        units.load(by=None)
        posts.load(by=None)


@pytest.fixture(scope="module")
def module_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where fixtures of a whole module store their files."""
    from django.test import override_settings  # noqa: PLC0415 - Django must be awake

    folder = tmp_path_factory.mktemp("module")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture
def kept_files(module_files: Path, settings: Any) -> None:
    """The files of the module, in the folder of the test."""
    shutil.copytree(module_files, settings.MEDIA_ROOT)


@pytest.fixture(autouse=True)
def _scratch(settings: Any, tmp_path: Path) -> None:
    """Nothing a test writes lands beside real data; pages need no collected static files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.AXES_ENABLED = False
    settings.SECOND_FACTOR = "off"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture
def office(db: None) -> Any:
    """An, who works in the office of the Standing Agency."""
    from factories import account  # noqa: PLC0415 - Django must be awake

    return account("an", role="office")


@pytest.fixture
def inspector(db: None) -> Any:
    """Bình, who may read and change nothing."""
    from factories import account  # noqa: PLC0415 - Django must be awake

    return account("binh", role="inspector")


@pytest.fixture
def stranger(db: None) -> Any:
    """Chi, of the unit of Cao Bằng, who must see nothing of others."""
    from factories import account  # noqa: PLC0415 - Django must be awake

    return account("chi", role="unit", unit="p-cao-bang")


@pytest.fixture(autouse=True)
def _only_verbs_write(request: pytest.FixtureRequest) -> Iterator[Any]:
    """What pages and commands write is written within acts: nothing goes round the verbs, in any test of the doors."""
    if request.path.relative_to(Path(__file__).parent).parts[0] not in ("web", "cli", "api"):
        yield None
        return
    from django.db import connection  # noqa: PLC0415 - Django must be awake
    from writes_watch import watching  # noqa: PLC0415 - Django must be awake

    with watching(connection) as watch:
        yield watch
    assert watch.found == [], "written outside every act: let a verb of stages do it"
