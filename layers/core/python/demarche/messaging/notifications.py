"""What the functions are sent: S3 notifications in SQS messages, records of the table's stream.

The models take what the pipeline needs and ignore the rest: S3 and the emulators differ in the rest.
"""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import unquote_plus

from boto3.dynamodb.types import TypeDeserializer
from pydantic import BaseModel, ConfigDict, ValidationError

from demarche.errors import PermanentError
from demarche.pipeline.ports import StoredEvent
from demarche.storage.items import stored_event


class Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class S3Bucket(Lenient):
    name: str


class S3Object(Lenient):
    key: str

    @property
    def real_key(self) -> str:
        return unquote_plus(self.key)


class S3Entity(Lenient):
    bucket: S3Bucket
    object: S3Object


class S3Record(Lenient):
    s3: S3Entity


class S3Notification(Lenient):
    """The body of a queue message from S3; the test message that S3 sends when it is set up has no records."""

    Event: Literal["s3:TestEvent"] | None = None
    Records: tuple[S3Record, ...] = ()


class StreamImages(Lenient):
    NewImage: dict[str, Any] | None = None
    OldImage: dict[str, Any] | None = None


class StreamRecord(Lenient):
    dynamodb: StreamImages


def changed_keys(body: str) -> list[str]:
    """Return the keys that an S3 notification names, each once; raises ``PermanentError`` for anything else."""
    try:
        notification = S3Notification.model_validate_json(body)
    except ValidationError as error:
        raise PermanentError(
            f"Expected an S3 notification in the message, got {error.error_count()} errors; "
            "only the bucket may send to this queue."
        ) from error
    if notification.Event is None and not notification.Records:
        raise PermanentError("Expected an S3 notification with records, got none; only the bucket may send here.")
    return list(dict.fromkeys(record.s3.object.real_key for record in notification.Records))


def event_images(record: dict[str, Any]) -> tuple[StoredEvent | None, StoredEvent] | None:
    """Return an event before and after a write, None for a record of the stream that is of something else."""
    try:
        parsed = StreamRecord.model_validate(record)
    except ValidationError as error:
        raise PermanentError(
            f"Expected a record of the table's stream, got {error.error_count()} errors; check the event source."
        ) from error
    new = _image(parsed.dynamodb.NewImage)
    if new is None:
        return None
    return _image(parsed.dynamodb.OldImage), new


def _image(image: dict[str, Any] | None) -> StoredEvent | None:
    if image is None or image.get("entity", {}).get("S") != "event":
        return None
    deserialize = TypeDeserializer().deserialize
    return stored_event({name: deserialize(value) for name, value in image.items()})
