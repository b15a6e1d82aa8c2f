"""events/*.json, which developers invoke the functions with, fit the models and run through the handlers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from stacks import PROJECT, mocked_runner

from demarche.local.functions import Functions
from demarche.local.invoke import function_named
from demarche.local.runner import Runner
from demarche.messaging.notifications import changed_keys, event_images

FUNCTIONS = sorted(folder.name for folder in (PROJECT / "functions").iterdir() if (folder / "app.py").is_file())
OURS = [name for name in FUNCTIONS if name in ("ingest", "extract", "alert")]


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with mocked_runner() as made:
        yield made


def sample(function: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PROJECT / "events" / f"{function}.json").read_text())
    return loaded


def test_every_function_of_the_pipeline_has_a_sample_event() -> None:
    assert all((PROJECT / "events" / f"{name}.json").is_file() for name in FUNCTIONS)


def test_the_sample_of_ingest_names_a_put_and_a_deletion() -> None:
    keys = [key for record in sample("ingest")["Records"] for key in changed_keys(record["body"])]

    assert keys == ["agency/sanctions of 2 March.json", "agency/withdrawn.txt"]


def test_the_sample_of_alert_is_an_event_that_is_new() -> None:
    (record,) = sample("alert")["Records"]

    old, new = event_images(record) or (None, None)

    assert old is None
    assert new is not None
    assert new.is_live


@pytest.mark.parametrize("function", OURS)
def test_a_sample_event_runs_through_its_handler(runner: Runner, function: str) -> None:
    functions = Functions(environment=runner.variables)

    answer = functions.call(function_named(function, runner.stack), sample(function))

    assert answer == {"batchItemFailures": []}
