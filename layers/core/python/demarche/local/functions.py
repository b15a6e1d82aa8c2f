"""Calls the functions' handlers in this process, each in the environment that the template gives it."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

from demarche.local.stack import Function
from demarche.local.template import ACCOUNT, REGION


@dataclass(frozen=True)
class Context:
    """The part of Lambda's context object that handlers use."""

    function_name: str
    memory_limit_in_mb: int
    aws_request_id: str
    timeout_seconds: int
    function_version: str = "$LATEST"

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return self.timeout_seconds * 1000


@dataclass
class Functions:
    """Handlers by function, loaded on first call. ``log`` takes what they print: their logs and metrics."""

    environment: Mapping[str, str]
    """What all functions get beside the template's variables: the endpoint, credentials."""
    log: TextIO = field(default_factory=lambda: sys.stderr)
    _modules: dict[str, ModuleType] = field(default_factory=dict)
    _requests: Iterator[int] = field(default_factory=itertools.count)

    def call(self, function: Function, event: dict[str, Any]) -> Any:
        """Return the handler's answer; its exceptions come through."""
        context = Context(
            function_name=function.name,
            memory_limit_in_mb=function.memory_mb,
            aws_request_id=f"local-{next(self._requests)}",
            timeout_seconds=function.timeout_seconds,
        )
        with self._as_in_lambda(function):
            module = self._modules.get(function.name) or self._load(function)
            return getattr(module, function.handler.rpartition(".")[2])(event, context)

    def _load(self, function: Function) -> ModuleType:
        file = function.code / (function.handler.rpartition(".")[0] + ".py")
        # All are called app.py; under its own name each keeps its own state.
        return self._modules.setdefault(function.name, load_module(f"demarche_function_{function.logical_id}", file))

    @contextlib.contextmanager
    def _as_in_lambda(self, function: Function) -> Iterator[None]:
        variables = {
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "POWERTOOLS_TRACE_DISABLED": "true",
            **function.environment,
            **self.environment,
        }
        with environment(variables), contextlib.redirect_stdout(self.log):
            yield


def load_module(name: str, file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"Expected the code of a function in {file}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the time of a block."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
