"""The ports of the pipeline, in memory or on the resources of the template in moto."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.sqs.models import sqs_backends

from demarche.local.runner import Runner
from demarche.local.template import ACCOUNT, REGION
from demarche.storage.memory import MemoryArticles, MemoryCorpus, MemoryEvents, MemoryInbox, MemoryLedger


@dataclass
class Stores:
    inbox: Any
    put_upload: Callable[[str, bytes], None]
    corpus: Any
    articles: Any
    events: Any
    ledger: Any


def memory_stores() -> Stores:
    inbox, articles = MemoryInbox(), MemoryArticles()
    return Stores(inbox, inbox.objects.__setitem__, MemoryCorpus(), articles, MemoryEvents(articles), MemoryLedger())


def table_stores(runner: Runner) -> Stores:
    """The adapters on the table and buckets of a stack, emptied of what the test before left."""
    from demarche.storage.buckets import S3Corpus, S3Inbox
    from demarche.storage.table import Table, TableArticles, TableEvents, TableLedger

    empty(runner)
    s3, outputs = runner.client("s3"), runner.stack.outputs
    table = Table(runner.client("dynamodb"), outputs["TableName"])
    inbox = outputs["InboxBucketName"]
    return Stores(
        inbox=S3Inbox(s3, inbox),
        put_upload=lambda key, data: s3.put_object(Bucket=inbox, Key=key, Body=data),
        corpus=S3Corpus(s3, outputs["CorpusBucketName"]),
        articles=TableArticles(table),
        events=TableEvents(table),
        ledger=TableLedger(table),
    )


def empty(runner: Runner) -> None:
    table, dynamodb, s3 = runner.stack.outputs["TableName"], runner.client("dynamodb"), runner.client("s3")
    for item in dynamodb.scan(TableName=table)["Items"]:
        dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    for bucket in ("InboxBucketName", "CorpusBucketName"):
        for entry in s3.list_objects_v2(Bucket=runner.stack.outputs[bucket]).get("Contents", ()):
            s3.delete_object(Bucket=runner.stack.outputs[bucket], Key=entry["Key"])
    # SQS purges a queue once a minute only, and hides messages that were received.
    for queue in sqs_backends[ACCOUNT][REGION].queues.values():
        queue._messages = []
        queue._pending_messages = set()
    # Past the records of the stream that are left from before: deletions, which wake no function.
    runner.drain()
