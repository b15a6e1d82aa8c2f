"""Lambda: notifications of the inbox in, canonical articles out."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from demarche.messaging.batches import process_messages
from demarche.messaging.notifications import changed_keys
from demarche.pipeline.bootstrap import IngestParts, ingest_parts

logger = Logger()
metrics = Metrics()
tracer = Tracer(auto_patch=False)


@cache
def parts() -> IngestParts:
    return ingest_parts(os.environ)


@tracer.capture_method(capture_response=False)
def handle(body: str) -> None:
    for key in changed_keys(body):
        done = parts().ingest(key)
        metrics.add_metric(name="ArticlesAccepted", unit=MetricUnit.Count, value=len(done.accepted))
        metrics.add_metric(name="ArticlesRejected", unit=MetricUnit.Count, value=len(done.rejected))
        metrics.add_metric(name="ArticlesRetracted", unit=MetricUnit.Count, value=len(done.retracted))
        logger.info("upload_ingested", extra=done.model_dump(mode="json"))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
@tracer.capture_lambda_handler(capture_response=False)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    metrics.add_metric(name="RecordsReceived", unit=MetricUnit.Count, value=len(event.get("Records", ())))
    return process_messages(event, context, handle=handle, dead_letters=parts().dead_letters)
