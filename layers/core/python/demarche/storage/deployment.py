"""Finds a deployed pipeline, local or on AWS, by the outputs of its CloudFormation stack."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from demarche.errors import PermanentError
from demarche.storage.buckets import S3Corpus
from demarche.storage.table import Table, TableArticles, TableEvents, TableSubscriptions

LOCAL_STACK = "demarche"
SOURCES = {"inbox": "InboxQueueUrl", "corpus": "CorpusQueueUrl"}
"""Queues that can be redriven, with the output that names the queue the messages came from."""
FAILURES = {"inbox": "InboxDeadLettersUrl", "corpus": "CorpusDeadLettersUrl", "alert": "AlertFailuresUrl"}


@dataclass(frozen=True)
class Deployment:
    """A pipeline that runs somewhere: its clients and the names of its parts."""

    client: Callable[[str], Any]
    outputs: dict[str, str]
    name: str = LOCAL_STACK

    @property
    def events(self) -> TableEvents:
        return TableEvents(self._table())

    @property
    def articles(self) -> TableArticles:
        return TableArticles(self._table())

    @property
    def subscriptions(self) -> TableSubscriptions:
        return TableSubscriptions(self._table())

    @property
    def corpus(self) -> S3Corpus:
        return S3Corpus(self.client("s3"), self.outputs["CorpusBucketName"])

    def put(self, key: str, data: bytes) -> None:
        self.client("s3").put_object(Bucket=self.outputs["InboxBucketName"], Key=key, Body=data)

    def _table(self) -> Table:
        return Table(self.client("dynamodb"), self.outputs["TableName"])


def find(client: Callable[[str], Any], stack: str) -> Deployment:
    """Return the deployment of ``stack``; raises ``PermanentError`` that tells what to try."""
    try:
        described = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except (BotoCoreError, ClientError) as error:
        raise PermanentError(
            f"Expected a stack {stack!r}, but AWS said: {error}; "
            "start `demarche up`, or name a deployed one with --stack."
        ) from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", ())}
    return Deployment(client=client, outputs=outputs, name=stack)


def state_file() -> Path:
    """Where ``demarche up`` leaves its endpoint for the other commands."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "demarche" / "local.json"


def save_endpoint(url: str) -> None:
    file = state_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"endpoint_url": url}), encoding="utf-8")


def forget_endpoint() -> None:
    state_file().unlink(missing_ok=True)


def saved_endpoint() -> str | None:
    try:
        found: str = json.loads(state_file().read_text(encoding="utf-8"))["endpoint_url"]
    except (OSError, ValueError, KeyError):
        return None
    return found
