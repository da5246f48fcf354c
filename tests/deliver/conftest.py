"""What several tests of delivery need."""

import socket

import pytest


@pytest.fixture
def unused_port() -> int:
    """Return a port on loopback at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
