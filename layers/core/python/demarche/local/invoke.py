"""Runs one function with an event from a file: with SAM where Docker answers, else in this process.

    python -m demarche.local.invoke extract events/extract.json

In this process the function runs on a stack made afresh from the template, so an event about an object that
the stack doesn't hold does nothing; ``--upload FILE`` puts articles into the inbox first and runs the pipeline.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from demarche.local.functions import Functions
from demarche.local.runner import build, emulator
from demarche.local.stack import Function, Stack
from demarche.local.template import find_project


def main(arguments: list[str] | None = None) -> int:
    """Print the function's answer on standard output; return the exit code."""
    out, progress = sys.stdout.write, sys.stderr.write
    parser = argparse.ArgumentParser(prog="demarche.local.invoke", description="Run one function with an event file.")
    parser.add_argument("function", help="ingest, extract or alert")
    parser.add_argument("event", type=Path, help="JSON file with the event")
    parser.add_argument("--upload", type=Path, action="append", default=[], help="article to put through first")
    parser.add_argument("--direct", action="store_true", help="don't use SAM even where Docker answers")
    options = parser.parse_args(arguments)
    project = find_project()
    if not options.direct and not options.upload and docker_answers():
        progress("invoking with SAM in Docker\n")
        return invoke_with_sam(options.function, options.event, project)
    progress("invoking directly, in this process\n")
    event = json.loads(options.event.read_text(encoding="utf-8"))
    out(json.dumps(invoke(options.function, event, project=project, uploads=options.upload)) + "\n")
    return 0


def docker_answers() -> bool:
    """Tell whether SAM could run a container: both tools there, and the daemon at work."""
    if not (shutil.which("docker") and shutil.which("sam")):
        return False
    probe = ["docker", "info"]
    return subprocess.run(probe, capture_output=True, timeout=20, check=False).returncode == 0  # noqa: S603 - fixed words


def invoke_with_sam(function: str, event: Path, project: Path) -> int:
    logical_id = f"{function.capitalize()}Function"
    command = ["sam", "local", "invoke", logical_id, "--event", str(event.resolve())]
    return subprocess.run(command, cwd=project, check=False).returncode  # noqa: S603 - the developer's own words


def invoke(function: str, event: dict[str, Any], *, project: Path, uploads: list[Path] | None = None) -> Any:
    """Call the handler on a fresh local stack and return its answer."""
    with emulator() as endpoint_url:
        runner = build(endpoint_url=endpoint_url, project=project)
        for file in uploads or ():
            bucket = runner.stack.outputs["InboxBucketName"]
            runner.client("s3").put_object(Bucket=bucket, Key=file.name, Body=file.read_bytes())
            runner.drain()
        functions = Functions(environment=runner.variables, log=sys.stderr)
        return functions.call(function_named(function, runner.stack), event)


def function_named(name: str, stack: Stack) -> Function:
    """Return the function whose code lies in ``functions/<name>``."""
    for function in stack.functions.values():
        if function.code.name == name:
            return function
    raise SystemExit(f"Expected one of {sorted(f.code.name for f in stack.functions.values())}, got {name!r}.")


if __name__ == "__main__":
    sys.exit(main())
