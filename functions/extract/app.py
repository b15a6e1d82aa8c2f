"""Lambda: canonical articles in, events in the table out."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from demarche.messaging.batches import process_messages
from demarche.messaging.notifications import changed_keys
from demarche.pipeline.bootstrap import ExtractParts, extract_parts
from demarche.storage.buckets import article_id_of

logger = Logger()
metrics = Metrics()
tracer = Tracer(auto_patch=False)


@cache
def parts() -> ExtractParts:
    return extract_parts(os.environ)


if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    parts()  # The snapshot is to hold the loaded language model.


@tracer.capture_method(capture_response=False)
def handle(body: str) -> None:
    for key in changed_keys(body):
        done = parts().extract(article_id_of(key))
        metrics.add_metric(name="MentionsFound", unit=MetricUnit.Count, value=done.mentions)
        metrics.add_metric(name="EventsChanged", unit=MetricUnit.Count, value=len(done.changed))
        logger.info("article_done", extra=done.model_dump(mode="json"))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
@tracer.capture_lambda_handler(capture_response=False)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    metrics.add_metric(name="RecordsReceived", unit=MetricUnit.Count, value=len(event.get("Records", ())))
    return process_messages(event, context, handle=handle, dead_letters=parts().dead_letters)
