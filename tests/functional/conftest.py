"""Puts tests/support on the path, and the template's stack into the tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPPORT = str(Path(__file__).resolve().parents[1] / "support")
if SUPPORT not in sys.path:
    sys.path.insert(0, SUPPORT)

from stacks import mocked_runner  # noqa: E402
from stores import empty  # noqa: E402

from demarche.local.runner import Runner  # noqa: E402


@pytest.fixture(scope="module")
def shared_runner() -> Iterator[Runner]:
    with mocked_runner() as runner:
        yield runner


@pytest.fixture
def runner(shared_runner: Runner) -> Runner:
    """The template's stack in moto, empty, with the functions' real handlers and an extractor without a model."""
    empty(shared_runner)
    return shared_runner
