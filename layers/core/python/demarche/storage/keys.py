"""The keys of the one table; docs/data-model.md lists the access patterns that they serve.

No other module spells a key. Partitions that many writers share are split into shards by the hash of the
event, so that no single partition takes all writes; readers merge the shards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, get_args

from demarche.models import ArticleId, Event, EventId, EventType, MentionId
from demarche.pipeline.ports import RejectionId, UploadId

LISTING_INDEX = "listing"
CHANGES_INDEX = "changes"

LISTING_SHARDS = {"TYPE": 4, "COUNTRY": 4, "DYAD": 1}
"""A partition takes 1,000 writes a second. A listing item is written when an event is new (about 3 an article, a
quarter of them of one type or country): four shards carry some 5,000 articles a second."""
CHANGE_SHARDS = 8
"""Every write of an event moves its entry in the index of changes: 8,000 writes a second."""
COUNTRIES_LISTED = 16
"""An event of more countries (a declaration of a whole organisation) is listed under the first of them only."""

EVENT_SK = "EVENT"
ARTICLE_SK = "ARTICLE"
MENTION_PREFIX = "MENTION#"
EVENT_PREFIX = "EVENT#"
UNDATED = "0000"
"""Sorts before all days, so events without a date come last."""


class Key(NamedTuple):
    pk: str
    sk: str


def event(event_id: EventId) -> Key:
    return Key(f"EVENT#{event_id}", EVENT_SK)


def mention(event_id: EventId, mention_id: MentionId) -> Key:
    return Key(f"EVENT#{event_id}", MENTION_PREFIX + mention_id)


def listing(event_id: EventId, entry: str) -> Key:
    return Key(f"EVENT#{event_id}", f"LISTED#{entry}")


def article(article_id: ArticleId) -> Key:
    return Key(f"ARTICLE#{article_id}", ARTICLE_SK)


def article_event(article_id: ArticleId, event_id: EventId) -> Key:
    return Key(f"ARTICLE#{article_id}", EVENT_PREFIX + event_id)


def article_upload(article_id: ArticleId, upload_id: UploadId) -> Key:
    return Key(f"ARTICLE#{article_id}", f"UPLOAD#{upload_id}")


def upload(upload_id: UploadId) -> Key:
    return Key(f"UPLOAD#{upload_id}", "UPLOAD")


def rejection(rejection_id: RejectionId) -> Key:
    return Key(f"REJECTED#{rejection_id}", ARTICLE_SK)


def alert(key: str) -> Key:
    return Key(f"ALERT#{key}", "ALERT")


def subscription(name: str) -> Key:
    return Key("SUBSCRIPTIONS", name)


def listing_entries(event: Event) -> list[str]:
    """Return what an event is listed under, e.g. ``TYPE#ACCUSE``, ``DYAD#RUS-USA``, ``COUNTRY#USA``."""
    entries = [f"TYPE#{event.type}"]
    if event.dyad:
        entries.append(f"DYAD#{event.dyad}")
    return entries + [f"COUNTRY#{country}" for country in event.countries[:COUNTRIES_LISTED]]


def listing_index_key(entry: str, event: Event) -> dict[str, str]:
    shards = LISTING_SHARDS[entry.partition("#")[0]]
    return {
        "list_pk": f"{entry}#{_shard(event.event_id, shards)}",
        "list_sk": f"{event.date or UNDATED}#{event.event_id}",
    }


def listing_partitions(entry: str) -> list[str]:
    return [f"{entry}#{shard}" for shard in range(LISTING_SHARDS[entry.partition("#")[0]])]


def all_types() -> list[str]:
    return [f"TYPE#{event_type}" for event_type in get_args(EventType)]


def date_range(since: str | None, until: str | None) -> tuple[str, str]:
    """Return the bounds of the listing's sort key; ``~`` sorts after all that follows a date."""
    return since or "", f"{until or ''}~"


def change_index_key(event_id: EventId, changed: datetime) -> dict[str, str]:
    moment = changed.astimezone(UTC)
    return {
        "change_pk": f"CHANGED#{moment.date().isoformat()}#{_shard(event_id, CHANGE_SHARDS)}",
        "change_sk": f"{_iso(moment)}#{event_id}",
    }


def change_partitions(since: datetime, until: datetime) -> Iterator[str]:
    day, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    while day <= last:
        yield from (f"CHANGED#{day.isoformat()}#{shard}" for shard in range(CHANGE_SHARDS))
        day = _next(day)


def change_lower_bound(since: datetime) -> str:
    return _iso(since.astimezone(UTC))


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _iso(moment: datetime) -> str:
    """Fixed width, so that it sorts by time."""
    return moment.isoformat(timespec="microseconds")


def _shard(event_id: EventId, shards: int) -> int:
    return int(hashlib.sha256(event_id.encode()).hexdigest(), 16) % shards
