"""The whole pipeline on this machine: an emulator of AWS, the template's stack on it, and its pollers."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from demarche.local.functions import Functions, environment
from demarche.local.pollers import Poller, pollers
from demarche.local.stack import CREDENTIALS, ClientFactory, Stack, create
from demarche.local.template import find_project

IDLE_SECONDS = 0.2
"""Pause of the pollers when no source had anything: unnoticed by a person, 1 % of a core."""


@dataclass
class Runner:
    """A created stack with its pollers. One thread polls: the emulator stands no concurrent transactions."""

    stack: Stack
    sources: list[Poller]
    variables: dict[str, str]
    client: ClientFactory
    _stop: threading.Event = field(default_factory=threading.Event)

    def poll(self) -> int:
        """Let each source have one batch handled; return how many messages and records there were."""
        return sum(source.poll() for source in self.sources)

    def drain(self) -> int:
        """Poll until no source has anything left; return how many messages and records there were."""
        total = 0
        while handled := self.poll():
            total += handled
        return total

    def run(self) -> None:
        """Poll until ``stop`` is called from another thread or a signal handler."""
        while not self._stop.is_set():
            if not self.poll():
                self._stop.wait(IDLE_SECONDS)

    def stop(self) -> None:
        self._stop.set()


def client_factory(endpoint_url: str | None) -> ClientFactory:
    """Return a maker of boto3 clients for the local endpoint."""
    import boto3

    made: dict[str, Any] = {}

    def client(service: str) -> Any:
        if service not in made:
            with environment(CREDENTIALS):
                made[service] = boto3.client(service, endpoint_url=endpoint_url)
        return made[service]

    return client


def build(
    *,
    endpoint_url: str | None,
    project: Path | None = None,
    parameters: dict[str, str] | None = None,
    extra_environment: Mapping[str, str] | None = None,
    log: TextIO | None = None,
) -> Runner:
    """Create the stack at ``endpoint_url`` (None inside moto's mock) and its pollers."""
    client = client_factory(endpoint_url)
    stack = create(client, project or find_project(), parameters=parameters)
    variables = dict(CREDENTIALS) | dict(extra_environment or {})
    if endpoint_url:
        variables["AWS_ENDPOINT_URL"] = endpoint_url
    functions = Functions(environment=variables, log=log or sys.stderr)
    if log is not None:
        _log_to(log)
    return Runner(stack=stack, sources=pollers(stack, functions, client), variables=variables, client=client)


def _log_to(stream: TextIO) -> None:
    """Send the package's own logs where the functions' logs go."""
    logger = logging.getLogger("demarche")
    logger.handlers[:] = [logging.StreamHandler(stream)]
    logger.propagate = False


@contextlib.contextmanager
def emulator(port: int = 0) -> Iterator[str]:
    """Run the emulator on 127.0.0.1, on a free port unless told; yield its URL."""
    import warnings

    with warnings.catch_warnings():
        # It names dependencies of services that the pipeline doesn't use.
        warnings.simplefilter("ignore")
        from moto.server import ThreadedMotoServer

    from moto.moto_api._internal.models import moto_api_backend

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # Its state belongs to the process, not to the server: a second run would find the stack of the first.
    moto_api_backend.reset()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    try:
        host, chosen = server.get_host_and_port()
        yield f"http://{host}:{chosen}"
    finally:
        server.stop()


@contextlib.contextmanager
def running(
    *,
    port: int = 0,
    project: Path | None = None,
    extra_environment: Mapping[str, str] | None = None,
    log: TextIO | None = None,
) -> Iterator[Runner]:
    """Emulator, stack and pollers for the time of a block; the caller polls."""
    with emulator(port) as endpoint_url:
        yield build(endpoint_url=endpoint_url, project=project, extra_environment=extra_environment, log=log)
