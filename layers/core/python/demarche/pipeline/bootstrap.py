"""The one place where the functions' parts are put together: lazily, once a process."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from demarche.pipeline.alert import SendAlert
from demarche.pipeline.extract import Extract
from demarche.pipeline.ingest import Ingest
from demarche.pipeline.ports import Extractor
from demarche.pipeline.settings import AlertSettings, ExtractSettings, IngestSettings, parse

if TYPE_CHECKING:
    from demarche.messaging.queues import DeadLetters


def now() -> datetime:
    return datetime.now(UTC)


def client(service: str) -> Any:
    """A boto3 client that gives up before the function does: three tries, five seconds to connect."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        service,
        config=Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 3}),
    )


@dataclass(frozen=True)
class IngestParts:
    ingest: Ingest
    dead_letters: DeadLetters


@dataclass(frozen=True)
class ExtractParts:
    extract: Extract
    dead_letters: DeadLetters


@dataclass(frozen=True)
class AlertParts:
    send_alert: SendAlert
    dead_letters: DeadLetters


def ingest_parts(environment: Mapping[str, str]) -> IngestParts:
    from demarche.articles import read_articles
    from demarche.messaging.queues import DeadLetters
    from demarche.storage.buckets import S3Corpus, S3Inbox
    from demarche.storage.table import Table, TableArticles, TableEvents

    settings = parse(IngestSettings, environment)
    s3, table = client("s3"), Table(client("dynamodb"), settings.table)
    ingest = Ingest(
        inbox=S3Inbox(s3, settings.inbox_bucket),
        corpus=S3Corpus(s3, settings.corpus_bucket),
        articles=TableArticles(table),
        events=TableEvents(table),
        read_articles=read_articles,
        clock=now,
    )
    return IngestParts(ingest, DeadLetters(client("sqs"), settings.dead_letter_queue_url))


def extract_parts(environment: Mapping[str, str]) -> ExtractParts:
    """Put extract together; this loads the language model."""
    from demarche.messaging.queues import DeadLetters
    from demarche.storage.buckets import S3Corpus
    from demarche.storage.table import Table, TableArticles, TableEvents

    settings = parse(ExtractSettings, environment)
    table = Table(client("dynamodb"), settings.table)
    extract = Extract(
        corpus=S3Corpus(client("s3"), settings.corpus_bucket),
        articles=TableArticles(table),
        events=TableEvents(table),
        extractor=load_extractor(settings.extractor),
        clock=now,
    )
    return ExtractParts(extract, DeadLetters(client("sqs"), settings.dead_letter_queue_url))


def load_extractor(factory: str) -> Extractor:
    """Call the factory that ``module:function`` names."""
    module, _, function = factory.partition(":")
    extractor: Extractor = getattr(importlib.import_module(module), function)()
    return extractor


def alert_parts(environment: Mapping[str, str]) -> AlertParts:
    from demarche.messaging.queues import DeadLetters
    from demarche.messaging.sns import SnsPublisher
    from demarche.storage.table import Table, TableLedger

    settings = parse(AlertSettings, environment)
    send_alert = SendAlert(
        ledger=TableLedger(Table(client("dynamodb"), settings.table)),
        publisher=SnsPublisher(client("sns"), settings.alert_topic_arn),
        clock=now,
    )
    return AlertParts(send_alert, DeadLetters(client("sqs"), settings.dead_letter_queue_url))
