"""Time zones for the tests: the machine is temporarily in another one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest


@contextmanager
def zone(name: str) -> Iterator[None]:
    """Use the zone with that name, such as "Europe/Berlin"; skips the test if zones cannot be changed."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one zone for all programs")
    try:
        with patch.dict(os.environ, TZ=name):
            time.tzset()
            if name != "UTC" and time.tzname == ("UTC", "UTC"):
                pytest.skip("this system knows no zones")
            yield
    finally:
        time.tzset()


@pytest.fixture
def berlin() -> Iterator[None]:
    """The machine is in Berlin, by its rules of today, which need no database of zones."""
    with zone("CET-1CEST,M3.5.0,M10.5.0/3"):
        yield
