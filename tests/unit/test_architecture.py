"""Imports point inward: the core knows nothing of AWS, the command line, the environment, the clock or the network."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import demarche

PACKAGE = Path(demarche.__file__).parent
CORE = {
    "errors": set(),
    "models": set(),
    "ontology": {"errors", "models"},
    "articles": {"errors", "models"},
    "language": {"errors"},
    "knowledge": {"errors", "models"},
    "extraction": {"errors", "models", "ontology", "language", "knowledge"},
    "events": {"models"},
}
"""The rooms of the core, and the rooms that each may look into."""
ADAPTERS = ("storage", "messaging", "local")
COMPOSITION = ("pipeline.bootstrap", "cli.")
"""The only other places that may name boto3: they build the clients."""
AWS = frozenset({"boto3", "botocore", "aws_lambda_powertools", "moto", "samtranslator"})
ENTRY = frozenset({"typer", "click", "rich"})
NETWORK = frozenset({"socket", "ssl", "http", "requests", "urllib3", "httpx", "ftplib", "smtplib", "asyncio"})
NETWORK_PARTS = frozenset({"urllib.request", "urllib.error"})
CLOCK_AND_ENVIRONMENT = frozenset(
    {"environ", "getenv", "now", "utcnow", "today", "time", "time_ns", "monotonic", "sleep", "perf_counter"}
)
"""Names that reach the environment or the clock when they are taken from ``os``, ``time``, ``date`` or ``datetime``."""


def modules() -> list[str]:
    """Return the names of all modules of the package, without its own name."""
    found = (p.relative_to(PACKAGE).with_suffix("") for p in PACKAGE.rglob("*.py"))
    return sorted(".".join(p.parts).removesuffix(".__init__") for p in found)


def room(module: str) -> str:
    return module.split(".")[0]


def source(module: str) -> ast.Module:
    path = PACKAGE.joinpath(*module.split("."))
    # A folder of data may share its name with a module.
    file = path.with_suffix(".py")
    file = file if file.is_file() else path / "__init__.py"
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """Yield the dotted names that ``module`` imports, anywhere in it; ``from a import b`` is ``a.b``."""
    for node in ast.walk(source(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative imports hide where they point"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_rooms(module: str) -> set[str]:
    """Return the rooms of the package that ``module`` looks into."""
    names = (name.removeprefix("demarche.") for name in imports(module) if name.startswith("demarche."))
    rooms = {room(m) for m in modules()}
    return {room(name) for name in names if room(name) in rooms} - {room(module)}


def foreign(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(module)}


CORE_MODULES = [m for m in modules() if room(m) in CORE]
OUTER_MODULES = [m for m in modules() if room(m) not in CORE]


def test_the_walk_finds_each_room_of_the_core() -> None:
    assert {room(m) for m in CORE_MODULES} == set(CORE)


@pytest.mark.parametrize("module", CORE_MODULES)
def test_a_room_of_the_core_looks_only_inward(module: str) -> None:
    assert own_rooms(module) <= CORE[room(module)]


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_imports_no_aws_no_command_line_and_no_network(module: str) -> None:
    assert foreign(module) & (AWS | ENTRY | NETWORK) == set()
    assert [name for name in imports(module) if any(name.startswith(part) for part in NETWORK_PARTS)] == []


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_reads_neither_environment_nor_clock(module: str) -> None:
    read = [
        ast.unparse(node)
        for node in ast.walk(source(module))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK_AND_ENVIRONMENT
        and ast.unparse(node.value).split(".")[-1] in ("os", "time", "date", "datetime")
    ]
    taken = [name for name in imports(module) if name.split(".")[0] in ("os", "time") and name != "os"]
    assert (read, taken) == ([], [])


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_prints_nothing(module: str) -> None:
    calls = (node.func for node in ast.walk(source(module)) if isinstance(node, ast.Call))
    assert [f.id for f in calls if isinstance(f, ast.Name) and f.id in ("print", "input")] == []


@pytest.mark.parametrize("module", OUTER_MODULES)
def test_only_adapters_and_the_composition_name_boto3(module: str) -> None:
    if foreign(module) & {"boto3", "botocore"}:
        assert room(module) in ADAPTERS or module.startswith(COMPOSITION)


@pytest.mark.parametrize("module", ["pipeline.ports", "pipeline.ingest", "pipeline.extract", "pipeline.alert"])
def test_a_use_case_knows_its_ports_and_no_adapter(module: str) -> None:
    assert own_rooms(module) <= set(CORE)
    assert foreign(module) & (AWS | ENTRY) == set()


@pytest.mark.parametrize("module", [m for m in modules() if room(m) in ("storage", "messaging")])
def test_an_adapter_does_not_know_who_calls_it(module: str) -> None:
    assert own_rooms(module) & {"cli", "local", "extraction", "articles"} == set()


# -- what a cold start pays for

LANGUAGE = ("spacy", "numpy", "onnxruntime", "tokenizers")
CLIENTS = ("boto3", "botocore")
EMULATOR = ("moto", "samtranslator", "werkzeug")
READERS = ("trafilatura", "lxml")
BUDGETS = {
    "demarche": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS, "pydantic"),
    "demarche.events": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS),
    "demarche.ontology": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS),
    "demarche.knowledge.names": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS),
    "demarche.articles": (*LANGUAGE, *CLIENTS, *EMULATOR, "langdetect"),
    "demarche.extraction": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS),
    "demarche.extraction.extractor": ("onnxruntime", *CLIENTS, *EMULATOR, *READERS),
    "demarche.pipeline.bootstrap": (*LANGUAGE, *CLIENTS, *EMULATOR, *READERS),
    "demarche.storage.table": (*LANGUAGE, *EMULATOR, *READERS),
    "demarche.messaging.sns": (*LANGUAGE, *EMULATOR, *READERS),
    "demarche.cli": (*LANGUAGE, *CLIENTS, *EMULATOR),
}
"""What importing a module may not load. Counted in modules, which the machine's load does not change, not in seconds."""


@pytest.mark.parametrize("module", BUDGETS)
def test_importing_loads_only_what_is_always_needed(module: str) -> None:
    script = f"import sys, {module}; print(*sorted(set(sys.argv[1:]) & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", script, *BUDGETS[module]],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == []
