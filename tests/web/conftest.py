"""Who asks for a page."""

import pytest


@pytest.fixture
def desk(client, office):
    """The browser of somebody in the office."""
    client.force_login(office)
    return client
