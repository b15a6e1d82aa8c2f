"""What tests do to a running pipeline, and what they read off it."""

from __future__ import annotations

import json

from demarche.local.runner import Runner
from demarche.messaging.cloudevents import CloudEvent
from demarche.messaging.queues import DeadLetters, read_alerts
from demarche.pipeline.ports import EventQuery, StoredEvent
from demarche.storage.deployment import Deployment


def put(runner: Runner, key: str, data: bytes) -> None:
    runner.client("s3").put_object(Bucket=runner.stack.outputs["InboxBucketName"], Key=key, Body=data)


def delete(runner: Runner, key: str) -> None:
    runner.client("s3").delete_object(Bucket=runner.stack.outputs["InboxBucketName"], Key=key)


def deployed(runner: Runner) -> Deployment:
    return Deployment(client=runner.client, outputs=runner.stack.outputs)


def events(runner: Runner) -> list[StoredEvent]:
    return deployed(runner).events.find(EventQuery())


def alerts(runner: Runner) -> list[CloudEvent]:
    return list(read_alerts(runner.client("sqs"), runner.stack.outputs["AlertQueueUrl"]))


def told(runner: Runner) -> list[tuple[str, str]]:
    return [(alert.data.change, alert.data.event.type) for alert in alerts(runner)]


def dead_letters(runner: Runner, output: str) -> DeadLetters:
    return DeadLetters(runner.client("sqs"), runner.stack.outputs[output])


def waiting(runner: Runner, output: str) -> list[str]:
    """Take the messages of a queue out, and return their bodies."""
    sqs, url, bodies = runner.client("sqs"), runner.stack.outputs[output], []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def send(runner: Runner, output: str, *bodies: str) -> None:
    for body in bodies:
        runner.client("sqs").send_message(QueueUrl=runner.stack.outputs[output], MessageBody=body)


def table_state(runner: Runner) -> list[str]:
    items = runner.client("dynamodb").scan(TableName=runner.stack.outputs["TableName"])["Items"]
    return sorted(json.dumps(item, sort_keys=True) for item in items)
