"""Lambda: changes of events (the table's stream) in, alerts out."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from demarche.messaging.batches import process_stream
from demarche.messaging.notifications import event_images
from demarche.pipeline.bootstrap import AlertParts, alert_parts

logger = Logger()
metrics = Metrics()
tracer = Tracer(auto_patch=False)


@cache
def parts() -> AlertParts:
    return alert_parts(os.environ)


@tracer.capture_method(capture_response=False)
def handle(record: dict[str, Any]) -> None:
    images = event_images(record)
    if images is None:
        return
    alert = parts().send_alert(*images)
    metrics.add_metric(name="AlertsSent", unit=MetricUnit.Count, value=int(alert is not None))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
@tracer.capture_lambda_handler(capture_response=False)
def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    metrics.add_metric(name="RecordsReceived", unit=MetricUnit.Count, value=len(event.get("Records", ())))
    return process_stream(event, handle=handle, dead_letters=parts().dead_letters)
