"""Queues: poison set aside with its reason, alerts read, dead letters looked at and sent back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demarche.errors import DemarcheError
from demarche.messaging.cloudevents import CloudEvent, from_json
from demarche.models import Value
from demarche.storage.aws_errors import translated

MAX_REASON_CHARACTERS = 1_000
RECEIVE_AT_ONCE = 10
PEEK_SECONDS = 60
"""For how long the messages hide while one looks through a queue; they are put back at its end."""


class DeadLetter(Value):
    """A message that could not be processed. ``reason`` is empty where the queue gave up after failed tries."""

    body: str
    error_code: str = ""
    reason: str = ""


class DeadLetters:
    """A dead-letter queue."""

    def __init__(self, client: Any, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def set_aside(self, body: str, error: DemarcheError) -> None:
        """Keep a message that no repetition will get through, with the reason why."""
        with translated("setting a message aside"):
            self._client.send_message(
                QueueUrl=self._queue_url,
                MessageBody=body,
                MessageAttributes={
                    "error_code": {"DataType": "String", "StringValue": type(error).__name__},
                    "reason": {"DataType": "String", "StringValue": str(error)[:MAX_REASON_CHARACTERS] or "unknown"},
                },
            )

    def peek(self) -> list[DeadLetter]:
        """Return what waits in the queue; it stays there."""
        messages = list(_receive(self._client, self._queue_url, visibility_seconds=PEEK_SECONDS))
        for message in messages:
            with translated("putting a message back"):
                self._client.change_message_visibility(
                    QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
                )
        return [_dead_letter(message) for message in messages]

    def redrive(self, target_url: str) -> int:
        """Move all messages to ``target_url``; return how many.

        By hand, not by SQS's own move task, which can't drop the reason of the failure that is being repaired.
        Sent before deleted: a crash between repeats a message, which every consumer stands.
        """
        moved = 0
        for message in _receive(self._client, self._queue_url, visibility_seconds=60):
            with translated("redriving a message"):
                self._client.send_message(QueueUrl=target_url, MessageBody=message["Body"])
                self._client.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
        return moved


def _dead_letter(message: dict[str, Any]) -> DeadLetter:
    texts = {name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()}
    return DeadLetter(body=message["Body"], error_code=texts.get("error_code", ""), reason=texts.get("reason", ""))


def read_alerts(client: Any, queue_url: str, *, wait_seconds: int = 0) -> Iterator[CloudEvent]:
    """Yield the alerts of a queue with raw delivery; each is deleted once the caller asks for the next.

    Repeated deliveries of one alert are dropped by its CloudEvents id.
    """
    seen: set[str] = set()
    for message in _receive(client, queue_url, visibility_seconds=60, wait_seconds=wait_seconds):
        alert = from_json(message["Body"])
        if alert.id not in seen:
            seen.add(alert.id)
            yield alert
        with translated("deleting a read alert"):
            client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])


def _receive(
    client: Any, queue_url: str, *, visibility_seconds: int, wait_seconds: int = 0
) -> Iterator[dict[str, Any]]:
    """Yield messages until the queue answers that it has none."""
    while True:
        with translated("receiving messages"):
            answer = client.receive_message(
                QueueUrl=queue_url,
                MaxNumberOfMessages=RECEIVE_AT_ONCE,
                VisibilityTimeout=visibility_seconds,
                WaitTimeSeconds=wait_seconds,
                MessageAttributeNames=["All"],
            )
        if not (messages := answer.get("Messages")):
            return
        yield from messages
