"""Puts tests/support on the path, and stores of both kinds into the tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPPORT = str(Path(__file__).resolve().parents[1] / "support")
if SUPPORT not in sys.path:
    sys.path.insert(0, SUPPORT)

from stacks import mocked_runner  # noqa: E402
from stores import Stores, memory_stores, table_stores  # noqa: E402

from demarche.local.runner import Runner  # noqa: E402


@pytest.fixture(scope="module")
def shared_runner() -> Iterator[Runner]:
    with mocked_runner() as runner:
        yield runner


@pytest.fixture(params=["memory", "aws"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """The ports, once in memory and once on the template's table and buckets."""
    if request.param == "memory":
        return memory_stores()
    return table_stores(request.getfixturevalue("shared_runner"))
