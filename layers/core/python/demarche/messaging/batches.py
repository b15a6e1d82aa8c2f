"""Batches of SQS messages and stream records: the error handling that all handlers share.

Retryable errors fail their record alone, permanent ones are set aside with their reason, unforeseen ones fail
the record too and end, after the tries that the template allows, in the dead-letter queue.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from demarche.errors import DemarcheError, PermanentError

logger = logging.getLogger(__name__)


class SetsAside(Protocol):
    def set_aside(self, body: str, error: DemarcheError) -> None: ...


def process_messages(
    event: Mapping[str, Any], context: Any, *, handle: Callable[[str], object], dead_letters: SetsAside
) -> dict[str, Any]:
    """Call ``handle`` with the body of each SQS message; answer which messages are to come again."""

    def handle_record(record: SQSRecord) -> None:
        try:
            handle(record.body)
        except PermanentError as error:
            _set_aside(record.body, error, dead_letters)

    if not event.get("Records"):
        return {"batchItemFailures": []}
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(
        event=dict(event), record_handler=handle_record, processor=processor, context=context
    )
    for problem, failed in zip(processor.exceptions, processor.fail_messages, strict=False):
        logger.warning("message_failed", exc_info=problem[1], extra={"message_id": getattr(failed, "message_id", "")})
    return dict(answer)


def process_stream(
    event: Mapping[str, Any], *, handle: Callable[[dict[str, Any]], object], dead_letters: SetsAside
) -> dict[str, Any]:
    """Call ``handle`` with each stream record, in order; stop at the first failure.

    Lambda comes again from the first failed record on. Going on past it would tell later changes of an event
    before earlier ones, so this does without Powertools' processor, which goes on.
    """
    for record in event.get("Records", ()):
        try:
            handle(record)
        except PermanentError as error:
            _set_aside(json.dumps(record, default=str), error, dead_letters)
        except Exception:
            sequence_number = record.get("dynamodb", {}).get("SequenceNumber", "")
            logger.exception("record_failed", extra={"sequence_number": sequence_number})
            return {"batchItemFailures": [{"itemIdentifier": sequence_number}]}
    return {"batchItemFailures": []}


def _set_aside(body: str, error: PermanentError, dead_letters: SetsAside) -> None:
    logger.warning("message_set_aside", extra={"error_code": type(error).__name__, "reason": str(error)})
    dead_letters.set_aside(body, error)
