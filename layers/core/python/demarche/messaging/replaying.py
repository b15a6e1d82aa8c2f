"""Asks extract to process articles of the corpus again, in the words in which the bucket would ask."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import quote

from demarche.errors import RetryableError
from demarche.models import ArticleId
from demarche.storage.aws_errors import translated
from demarche.storage.buckets import ARTICLES

SEND_AT_ONCE = 10


def request_extraction(article_ids: Iterable[ArticleId], *, sqs: Any, queue_url: str, bucket: str) -> int:
    """Send a notification for each article; return how many."""
    sent, remaining = 0, iter(article_ids)
    while batch := list(islice(remaining, SEND_AT_ONCE)):
        entries = [
            {"Id": str(number), "MessageBody": notification(bucket, f"{ARTICLES}{article_id}.json")}
            for number, article_id in enumerate(batch)
        ]
        with translated("asking for extraction"):
            answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=entries)
        if answer.get("Failed"):
            raise RetryableError(f"SQS took {sent} requests, then refused some; replay again, repeats do no harm.")
        sent += len(entries)
    return sent


def notification(bucket: str, key: str) -> str:
    record = {"eventName": "Replay", "s3": {"bucket": {"name": bucket}, "object": {"key": quote(key)}}}
    return json.dumps({"Records": [record]})
