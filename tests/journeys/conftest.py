"""The real thing for journeys: an installation of its own, served with its worker, and a real Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "mot-cau-dai-de-nho"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Installation:
    """An installation: its data, and how to run its command."""

    var: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """That of the tests, led to the data of this installation."""
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DOANRA_STATIC"}}
        return kept | {"DOANRA_VAR": str(self.var), "DOANRA_PASSWORD": PASSWORD, "DOANRA_SECOND_FACTOR": "off"}

    def run(self, *words: str) -> str:
        """Runs `doanra ...` in it; fails with what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "doanra.cli", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server ended while it was starting"
        try:
            urllib.request.urlopen(f"{url}/login/", timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def begun(tmp_path_factory: Any) -> Installation:
    """A new installation without demonstration: registers, one account of the office, nothing else. It takes 15 s."""
    made = Installation(tmp_path_factory.mktemp("begun") / "var")
    made.run("begin")
    made.run("account", "an", "--role", "office", "--name", "Nguyễn Thử An")
    made.run("manage", "collectstatic", "--no-input", "--verbosity", "0")
    return made


@pytest.fixture(scope="module")
def installation(begun: Installation, tmp_path_factory: Any) -> Iterator[Installation]:
    """A copy of it for each journey, served."""
    port = _free_port()
    made = Installation(tmp_path_factory.mktemp("installation") / "var", f"http://127.0.0.1:{port}")
    shutil.copytree(begun.var, made.var)
    server = subprocess.Popen([sys.executable, "-m", "doanra.cli", "serve", "--port", str(port)], env=made.environment)
    try:
        _answers(made.url, server)
        yield made
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser, closed after the module: Playwright has one at a time."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only journeys need it

    assert CHROMIUM, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as played:
        browser = played.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, installation: Installation) -> Iterator[Any]:
    """A page of the office, logged in; any error in its console or a refused resource fails the test."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, accept_downloads=True, base_url=installation.url
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("request", lambda asked: None if asked.url.startswith(installation.url) else faults.append(asked.url))
    opened.goto("/login/")
    opened.fill("input[name=username]", "an")
    opened.fill("input[name=password]", PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_url(lambda url: "/login/" not in url)
    yield opened
    context.close()
    assert faults == []
