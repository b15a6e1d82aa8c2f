"""The whole pipeline on the emulator's server, from upload to alert, with the real reader and language model."""

from __future__ import annotations

import importlib.resources
import io

import pytest
from driving import alerts, events, put
from stacks import PROJECT

from demarche.errors import ModelUnavailable


def test_a_sample_article_becomes_events_and_alerts_with_the_language_model() -> None:
    from demarche.extraction import load_extractor
    from demarche.local.runner import running

    try:
        load_extractor()
    except ModelUnavailable as error:
        pytest.skip(f"no language model here: {error}")
    sample = importlib.resources.files("demarche.samples") / "sanctions-myanmar.txt"

    with running(project=PROJECT, log=io.StringIO()) as runner:
        put(runner, sample.name, sample.read_bytes())
        runner.drain()
        found, told = events(runner), alerts(runner)

    assert "SANCTION" in {stored.event.type for stored in found}
    assert {alert.data.event.event_id for alert in told} == {stored.event.event_id for stored in found}
    assert all(sentence in sample.read_text() for stored in found for sentence in stored.event.evidence)


def test_the_pipeline_runs_over_http_on_a_free_port_of_this_machine_only() -> None:
    from articles import CONSULT, SANCTION, upload

    from demarche.local.runner import running

    extractor = {"DEMARCHE_EXTRACTOR": "keyword_extractor:load"}
    with running(project=PROJECT, extra_environment=extractor, log=io.StringIO()) as runner:
        put(runner, "a b/ä+c.json", upload(SANCTION, CONSULT))
        runner.drain()
        found, told = events(runner), alerts(runner)

    assert runner.variables["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert [stored.event.type for stored in found] == ["SANCTION", "CONSULT"]
    assert sorted(alert.data.change for alert in told) == ["new", "new"]
