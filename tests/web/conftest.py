"""Who asks for a page."""

import pytest


@pytest.fixture
def clerk(client, office):
    """The browser of a clerk of the office."""
    client.force_login(office)
    return client
