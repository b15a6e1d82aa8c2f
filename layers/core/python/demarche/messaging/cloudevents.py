"""Alerts as CloudEvents 1.0 (JSON format) and the message attributes that SNS filter policies match."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any, Literal

from pydantic import AwareDatetime

from demarche.models import Alert, Event, Mention, Value

MAX_MESSAGE_BYTES = 200_000
"""SNS takes 256 KB with attributes; an alert of a much-told event leaves out its least certain mentions."""
SOURCE = "/demarche/events"

Attributes = dict[str, dict[str, str]]


class CloudEvent(Value):
    """The envelope; ``id`` is what a consumer drops repeated alerts by."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str = SOURCE
    type: str
    subject: str
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: Alert


def envelope(alert: Alert, *, message_id: str) -> CloudEvent:
    return CloudEvent(
        id=message_id,
        type=f"demarche.event.{alert.change}",
        subject=alert.event.event_id,
        time=alert.occurred.astimezone(UTC),
        data=alert,
    )


def to_json(event: CloudEvent) -> str:
    """Return the message, with as many mentions as fit in ``MAX_MESSAGE_BYTES``."""
    text = event.model_dump_json()
    while len(text.encode()) > MAX_MESSAGE_BYTES and event.data.event.mentions:
        event = _with_fewer_mentions(event)
        text = event.model_dump_json()
    return text


def from_json(text: str) -> CloudEvent:
    return CloudEvent.model_validate_json(text)


def _with_fewer_mentions(event: CloudEvent) -> CloudEvent:
    mentions = event.data.event.mentions
    least: Mention = min(mentions, key=lambda m: m.confidence)
    shorter = event.data.event.model_copy(update={"mentions": tuple(m for m in mentions if m is not least)})
    return event.model_copy(update={"data": event.data.model_copy(update={"event": shorter})})


def attributes(alert: Alert) -> Attributes:
    """Return the SNS message attributes; those without a value are left out, for SNS takes no empty ones."""
    event: Event = alert.event
    found = {
        "event_type": _text(event.type),
        "quad_class": _number(event.quad_class),
        "severity": _number(event.severity),
        "status": _text(event.status),
        "change": _text(alert.change),
        "confidence": _number(event.confidence),
    }
    if event.countries:
        found["countries"] = {"DataType": "String.Array", "StringValue": json.dumps(list(event.countries))}
    if event.dyad:
        found["dyad"] = _text(event.dyad)
    return found


def _text(value: str) -> dict[str, str]:
    return {"DataType": "String", "StringValue": value}


def _number(value: Any) -> dict[str, str]:
    return {"DataType": "Number", "StringValue": str(value)}
