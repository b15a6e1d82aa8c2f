"""The template's stack in moto within the test's process: no server, no sockets."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from demarche.local.functions import environment
from demarche.local.runner import Runner, build
from demarche.local.stack import CREDENTIALS

PROJECT = Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def mocked_runner(extractor: str = "keyword_extractor:load") -> Iterator[Runner]:
    from moto import mock_aws

    with environment(CREDENTIALS), mock_aws(config={"lambda": {"use_docker": False}}):
        yield build(
            endpoint_url=None,
            project=PROJECT,
            extra_environment={"DEMARCHE_EXTRACTOR": extractor},
            log=io.StringIO(),
        )
