"""Lambda's pollers: take batches from the sources that the template maps, call the function, act on its answer."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from demarche.local.filters import matches
from demarche.local.functions import Functions
from demarche.local.stack import ClientFactory, Function, Stack
from demarche.local.template import REGION

logger = logging.getLogger(__name__)


class Poller(Protocol):
    def poll(self) -> int:
        """Handle one batch; return how many messages or records it had."""


def pollers(stack: Stack, functions: Functions, client: ClientFactory) -> list[Poller]:
    """Return a poller for each event source mapping of the stack."""
    made: list[Poller] = []
    for mapping in stack.mappings:
        function = stack.functions[mapping["FunctionArn"].rpartition(":function:")[2].partition(":")[0]]
        if ":sqs:" in mapping["EventSourceArn"]:
            made.append(QueuePoller(mapping, function, functions, client("sqs")))
        else:
            made.append(StreamPoller(mapping, function, functions, client("dynamodbstreams"), client("sqs")))
    return made


def failed_identifiers(answer: Any, mapping: dict[str, Any]) -> list[str]:
    """Return what the handler wants again; empty unless the mapping asks for partial answers."""
    if "ReportBatchItemFailures" not in mapping.get("FunctionResponseTypes", ()) or not answer:
        return []
    return [failure["itemIdentifier"] for failure in answer.get("batchItemFailures", ())]


@dataclass
class QueuePoller:
    """A mapping of a queue. A failed message is visible again at once, where Lambda lets its time-out pass."""

    mapping: dict[str, Any]
    function: Function
    functions: Functions
    sqs: Any

    def __post_init__(self) -> None:
        self._url = self.sqs.get_queue_url(QueueName=self.mapping["EventSourceArn"].rpartition(":")[2])["QueueUrl"]

    def poll(self) -> int:
        messages = self._receive()
        if messages:
            self._handle(messages)
        return len(messages)

    def _receive(self) -> list[dict[str, Any]]:
        # The queue's own visibility time-out and redrive policy apply, as they do on AWS.
        answer = self.sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(10, self.mapping["BatchSize"]),
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=0,
        )
        return list(answer.get("Messages", ()))

    def _handle(self, messages: list[dict[str, Any]]) -> None:
        try:
            answer = self.functions.call(self.function, {"Records": [self._record(m) for m in messages]})
            failed = failed_identifiers(answer, self.mapping)
        except Exception:
            logger.exception("function_failed", extra={"function": self.function.logical_id})
            failed = [message["MessageId"] for message in messages]
        for message in messages:
            handle = {"QueueUrl": self._url, "ReceiptHandle": message["ReceiptHandle"]}
            if message["MessageId"] in failed:
                self.sqs.change_message_visibility(**handle, VisibilityTimeout=0)
            else:
                self.sqs.delete_message(**handle)

    def _record(self, message: dict[str, Any]) -> dict[str, Any]:
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {
                name: {"stringValue": value.get("StringValue"), "dataType": value["DataType"]}
                for name, value in message.get("MessageAttributes", {}).items()
            },
            "md5OfBody": message.get("MD5OfBody", ""),
            "eventSource": "aws:sqs",
            "eventSourceARN": self.mapping["EventSourceArn"],
            "awsRegion": REGION,
        }


@dataclass
class StreamPoller:
    """A mapping of a table's stream: in order, with filter, bisection, retries and a destination for failures."""

    mapping: dict[str, Any]
    function: Function
    functions: Functions
    streams: Any
    sqs: Any
    position: str = ""
    """Sequence number of the last record that is done with."""

    def poll(self) -> int:
        records = self._read()
        wanted = [r for r in records if matches(r, self.mapping.get("FilterCriteria"))]
        if wanted:
            self._deliver([self._record(r) for r in wanted], tries=0)
        if records:
            self.position = records[-1]["dynamodb"]["SequenceNumber"]
        return len(records)

    def _read(self) -> list[dict[str, Any]]:
        # A new iterator each time: the emulator keeps none alive over a rolled-back transaction.
        arn = self.mapping["EventSourceArn"]
        shard = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        start = (
            {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self.position}
            if self.position
            else {"ShardIteratorType": "TRIM_HORIZON"}
        )
        iterator = self.streams.get_shard_iterator(StreamArn=arn, ShardId=shard, **start)["ShardIterator"]
        found = self.streams.get_records(ShardIterator=iterator, Limit=self.mapping["BatchSize"])
        return list(found["Records"])

    def _deliver(self, records: list[dict[str, Any]], tries: int) -> None:
        """Call the function until nothing of ``records`` is left, or its tries are used up."""
        while records:
            try:
                answer = self.functions.call(self.function, {"Records": records})
            except Exception:
                logger.exception("function_failed", extra={"function": self.function.logical_id})
                if self.mapping.get("BisectBatchOnFunctionError") and len(records) > 1:
                    # Halving uses up no try: it finds the record that fails the others.
                    middle = len(records) // 2
                    self._deliver(records[:middle], tries)
                    self._deliver(records[middle:], tries)
                    return
                failed_from = 0
            else:
                failed = failed_identifiers(answer, self.mapping)
                if not failed:
                    return
                failed_from = min(_position_of(identifier, records) for identifier in failed)
            if failed_from > 0:
                records, tries = records[failed_from:], 0
            tries += 1
            if tries > self._most_tries():
                self._give_up(records[0])
                records, tries = records[1:], 0

    def _most_tries(self) -> int:
        configured = int(self.mapping.get("MaximumRetryAttempts", 10))
        return configured if configured >= 0 else 10_000

    def _give_up(self, record: dict[str, Any]) -> None:
        destination = self.mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
        if not destination:
            return
        sequence_number = record["dynamodb"]["SequenceNumber"]
        # As on AWS it tells where the record was, not what it held.
        word = {
            "requestContext": {"functionArn": self.mapping["FunctionArn"], "condition": "RetryAttemptsExhausted"},
            "DDBStreamBatchInfo": {
                "streamArn": self.mapping["EventSourceArn"],
                "startSequenceNumber": sequence_number,
                "endSequenceNumber": sequence_number,
                "batchSize": 1,
            },
        }
        url = self.sqs.get_queue_url(QueueName=destination.rpartition(":")[2])["QueueUrl"]
        self.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(word))

    def _record(self, record: dict[str, Any]) -> dict[str, Any]:
        """As the function gets it: times are numbers."""
        plain: dict[str, Any] = json.loads(json.dumps(record, default=_as_seconds))
        return plain | {"eventSourceARN": self.mapping["EventSourceArn"]}


def _position_of(identifier: str, records: list[dict[str, Any]]) -> int:
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    # An identifier that isn't in the batch fails all of it, as on AWS.
    return numbers.index(identifier) if identifier in numbers else 0


def _as_seconds(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    raise TypeError(f"Expected a stream record of plain values and times, got {type(value).__name__}.")
