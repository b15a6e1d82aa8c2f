"""Values to items of the table and back. An item is what boto3's type serializer takes: strings, ints, lists."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from demarche.errors import PermanentError
from demarche.models import Event, Mention, RejectedArticle
from demarche.pipeline.ports import ArticleRecord, EventWrite, StoredEvent, Subscription, UploadRecord
from demarche.storage import keys

Item = dict[str, Any]

MENTIONS_IN_BODY = 10
MENTION_BYTES_IN_BODY = 100_000
"""An event's item shows its best mentions, so that listings and alerts need no second read; all of them are items
of their own. An item takes 400 KB, an SNS message 256 KB."""
PUBLISHERS_KEPT = 20
"""Enough to tell one from several."""


def with_key(key: keys.Key, item: Item) -> Item:
    return {"pk": key.pk, "sk": key.sk, **item}


def event_item(write: EventWrite) -> Item:
    """Return the item of the event after ``write``; a retracted one leaves all listings but that of changes."""
    version = write.previous.version + 1 if write.previous else 1
    event = write.event or _last_body(write)
    item = with_key(
        keys.event(write.event_id),
        {
            "entity": "event",
            "state": "live" if write.event else "retracted",
            "version": version,
            "body": event.model_copy(update={"mentions": shown_mentions(event)}).model_dump_json(),
            "publishers": distinct_publishers(event) if write.event else [],
            "mention_count": len(write.event.mentions) if write.event else 0,
            "changed": write.changed.astimezone(UTC).isoformat(),
            **keys.change_index_key(write.event_id, write.changed),
        },
    )
    if write.event:
        item |= keys.listing_index_key(keys.listing_entries(event)[0], event)
    return item


def _last_body(write: EventWrite) -> Event:
    if write.previous is None:
        raise PermanentError(f"Expected event {write.event_id} to be in the table before it is retracted.")
    return write.previous.event


def shown_mentions(event: Event) -> tuple[Mention, ...]:
    """The most certain mentions that fit, in the event's own order."""
    room, chosen = MENTION_BYTES_IN_BODY, set()
    for mention in sorted(event.mentions, key=lambda m: (-m.confidence, m.mention_id))[:MENTIONS_IN_BODY]:
        room -= len(mention.model_dump_json())
        if room < 0:
            break
        chosen.add(mention.mention_id)
    return tuple(m for m in event.mentions if m.mention_id in chosen)


def distinct_publishers(event: Event) -> list[str]:
    return sorted({m.publisher for m in event.mentions if m.publisher})[:PUBLISHERS_KEPT]


def stored_event(item: Item, mentions: tuple[Mention, ...] | None = None) -> StoredEvent:
    """Read an event's item; with ``mentions`` these replace the few that its body shows."""
    try:
        event = Event.model_validate_json(item["body"])
        if mentions is not None:
            event = event.model_copy(update={"mentions": mentions})
        return StoredEvent(
            event=event,
            version=int(item["version"]),
            state=item["state"],
            changed=datetime.fromisoformat(item["changed"]),
            publishers=tuple(item.get("publishers", ())),
            mention_count=int(item.get("mention_count", 0)),
        )
    except (KeyError, ValidationError) as error:
        raise PermanentError(
            f"Expected an event of this schema in item {item.get('pk')}, got {type(error).__name__}; "
            "replay its articles."
        ) from error


def mention_item(key: keys.Key, mention: Mention) -> Item:
    return with_key(key, {"entity": "mention", "body": mention.model_dump_json(), "article_id": mention.article_id})


def mention(item: Item) -> Mention:
    return Mention.model_validate_json(item["body"])


def article_item(record: ArticleRecord) -> Item:
    body = record.model_dump(mode="json", exclude_none=True)
    return with_key(keys.article(record.article_id), {"entity": "article", **body})


def article_record(item: Item) -> ArticleRecord:
    return ArticleRecord.model_validate({k: v for k, v in item.items() if k in ArticleRecord.model_fields})


def upload_item(record: UploadRecord, *, expires_at: int | None) -> Item:
    item = with_key(
        keys.upload(record.upload_id),
        {
            "entity": "upload",
            "key": record.key,
            "version": record.version,
            "article_ids": sorted(record.article_ids),
            "rejection_ids": sorted(record.rejection_ids),
        },
    )
    return item if expires_at is None else item | {"expires_at": expires_at}


def upload_record(item: Item) -> UploadRecord:
    return UploadRecord.model_validate({k: v for k, v in item.items() if k in UploadRecord.model_fields})


def rejection_item(key: keys.Key, rejected: RejectedArticle, *, now: datetime) -> Item:
    body = rejected.model_dump(mode="json")
    return with_key(key, {"entity": "article", "status": "rejected", "changed": now.isoformat(), **body})


def subscription_item(subscription: Subscription) -> Item:
    body = subscription.model_dump(mode="json")
    return with_key(keys.subscription(subscription.name), {"entity": "subscription", **body})


def subscription(item: Item) -> Subscription:
    return Subscription.model_validate({k: v for k, v in item.items() if k in Subscription.model_fields})
