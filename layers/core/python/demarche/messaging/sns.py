"""Alerts to an SNS topic."""

from __future__ import annotations

from typing import Any

from demarche.messaging import cloudevents
from demarche.models import Alert
from demarche.storage.aws_errors import translated


class SnsPublisher:
    """``AlertPublisher`` on a topic."""

    def __init__(self, client: Any, topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def publish(self, alert: Alert, *, message_id: str) -> None:
        message = cloudevents.to_json(cloudevents.envelope(alert, message_id=message_id))
        with translated(f"publishing alert {message_id}"):
            self._client.publish(
                TopicArn=self._topic_arn, Message=message, MessageAttributes=cloudevents.attributes(alert)
            )
