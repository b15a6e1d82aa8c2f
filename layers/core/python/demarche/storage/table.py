"""The DynamoDB table as articles, events, ledger of alerts and subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from demarche.models import Article, ArticleId, EventId, Mention, RejectedArticle
from demarche.pipeline.ports import (
    ArticleRecord,
    ArticleStatus,
    Conflict,
    EventQuery,
    EventWrite,
    RejectionId,
    StoredEvent,
    Subscription,
    UploadRecord,
    upload_id,
)
from demarche.storage import items, keys
from demarche.storage.aws_errors import translated
from demarche.storage.items import Item

SENT_ALERT_TTL = timedelta(days=30)
"""Longer than any redelivery: a stream keeps records for a day, a dead-letter queue messages for 14."""
EMPTY_UPLOAD_TTL = timedelta(days=30)
"""For how long the version of a deleted upload's record guards against late notifications."""
GET_AT_ONCE = 100

ABSENT = {"ConditionExpression": "attribute_not_exists(pk)"}
PRESENT = {"ConditionExpression": "attribute_exists(pk)"}


class Table:
    """The table in terms of items: typed values in and out, AWS errors translated. Knows no domain."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._serialize = TypeSerializer().serialize
        self._deserialize = TypeDeserializer().deserialize

    def get(self, key: keys.Key) -> Item | None:
        with translated(f"reading {key.pk}"):
            answer = self._client.get_item(TableName=self._name, Key=self._out(key._asdict()), ConsistentRead=True)
        return self._in(answer["Item"]) if "Item" in answer else None

    def get_many(self, wanted: list[keys.Key]) -> dict[keys.Key, Item]:
        found = {}
        for start in range(0, len(wanted), GET_AT_ONCE):
            for item in self._get_batch(wanted[start : start + GET_AT_ONCE]):
                found[keys.Key(item["pk"], item["sk"])] = item
        return found

    def _get_batch(self, wanted: list[keys.Key]) -> Iterator[Item]:
        request = {self._name: {"Keys": [self._out(key._asdict()) for key in wanted]}}
        while request:
            with translated("reading a batch of items"):
                answer = self._client.batch_get_item(RequestItems=request)
            yield from (self._in(item) for item in answer["Responses"].get(self._name, ()))
            request = answer.get("UnprocessedKeys") or {}

    def put(self, item: Item, **condition: Any) -> None:
        with translated(f"writing {item['pk']}"):
            self._client.put_item(TableName=self._name, Item=self._out(item), **condition)

    def delete(self, key: keys.Key) -> None:
        with translated(f"deleting {key.pk}"):
            self._client.delete_item(TableName=self._name, Key=self._out(key._asdict()))

    def partition(self, pk: str, *, prefix: str = "") -> Iterator[Item]:
        """Yield the items of a partition in the order of their sort key, consistently read."""
        condition, values = "pk = :pk", {":pk": pk}
        if prefix:
            condition, values = f"{condition} AND begins_with(sk, :prefix)", values | {":prefix": prefix}
        yield from self.query(KeyConditionExpression=condition, values=values, ConsistentRead=True)

    def query(self, *, values: Item, **request: Any) -> Iterator[Item]:
        request = {"TableName": self._name, "ExpressionAttributeValues": self._out(values), **request}
        while True:
            with translated("querying the table"):
                answer = self._client.query(**request)
            yield from (self._in(item) for item in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def transact(self, actions: list[Item], *, doing: str) -> None:
        with translated(doing):
            self._client.transact_write_items(TransactItems=actions)

    def put_action(self, item: Item, **condition: Any) -> Item:
        return {"Put": {"TableName": self._name, "Item": self._out(item), **condition}}

    def delete_action(self, key: keys.Key, **condition: Any) -> Item:
        return {"Delete": {"TableName": self._name, "Key": self._out(key._asdict()), **condition}}

    def check_action(self, key: keys.Key, **condition: Any) -> Item:
        return {"ConditionCheck": {"TableName": self._name, "Key": self._out(key._asdict()), **condition}}

    def equals(self, attribute: str, value: int) -> Item:
        """The condition that the item still has this number; 0 stands for no item."""
        if value == 0:
            return dict(ABSENT)
        return {
            "ConditionExpression": "#a = :a",
            "ExpressionAttributeNames": {"#a": attribute},
            "ExpressionAttributeValues": self._out({":a": value}),
        }

    def _out(self, item: Item) -> Item:
        return {name: self._serialize(value) for name, value in item.items()}

    def _in(self, item: Item) -> Item:
        return {name: self._deserialize(value) for name, value in item.items()}


class TableArticles:
    """``ArticleStore`` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def upload(self, key: str) -> UploadRecord:
        item = self._table.get(keys.upload(upload_id(key)))
        return items.upload_record(item) if item else UploadRecord(key=key)

    def save_upload(self, record: UploadRecord, *, now: datetime) -> UploadRecord:
        saved = record.model_copy(update={"version": record.version + 1})
        is_empty = not (saved.article_ids or saved.rejection_ids)
        expires_at = int((now + EMPTY_UPLOAD_TTL).timestamp()) if is_empty else None
        item = items.upload_item(saved, expires_at=expires_at)
        self._table.put(item, **self._table.equals("version", record.version))
        return saved

    def article(self, article_id: ArticleId) -> ArticleRecord | None:
        item = self._table.get(keys.article(article_id))
        return items.article_record(item) if item else None

    def link(self, article: Article, upload: UploadRecord, *, now: datetime) -> ArticleRecord:
        current = self.article(article.article_id)
        link = keys.article_upload(article.article_id, upload.upload_id)
        if current and self._table.get(link):
            return current
        record = linked(article, current, now=now)
        self._table.transact(
            [
                self._table.put_action(items.with_key(link, {"entity": "link", "key": upload.key}), **ABSENT),
                self._replace(record, current),
                self._unchanged(upload),
            ],
            doing=f"linking article {article.article_id}",
        )
        return record

    def unlink(self, article_id: ArticleId, upload: UploadRecord, *, now: datetime) -> ArticleRecord | None:
        current = self.article(article_id)
        link = keys.article_upload(article_id, upload.upload_id)
        if current is None or self._table.get(link) is None:
            return current
        record = unlinked(current, now=now)
        self._table.transact(
            [self._table.delete_action(link, **PRESENT), self._replace(record, current), self._unchanged(upload)],
            doing=f"unlinking article {article_id}",
        )
        return record

    def mark(self, record: ArticleRecord, status: ArticleStatus, reason: str = "", *, now: datetime) -> ArticleRecord:
        marked = record.model_copy(
            update={"status": status, "reason": reason, "changed": now, "revision": record.revision + 1}
        )
        self._table.put(items.article_item(marked), **self._table.equals("revision", record.revision))
        return marked

    def reject(self, rejection_id: RejectionId, rejected: RejectedArticle, *, now: datetime) -> None:
        self._table.put(items.rejection_item(keys.rejection(rejection_id), rejected, now=now))

    def forget_rejection(self, rejection_id: RejectionId) -> None:
        self._table.delete(keys.rejection(rejection_id))

    def _replace(self, record: ArticleRecord, current: ArticleRecord | None) -> Item:
        condition = self._table.equals("revision", current.revision if current else 0)
        return self._table.put_action(items.article_item(record), **condition)

    def _unchanged(self, upload: UploadRecord) -> Item:
        return self._table.check_action(keys.upload(upload.upload_id), **self._table.equals("version", upload.version))


def linked(article: Article, current: ArticleRecord | None, *, now: datetime) -> ArticleRecord:
    """Return the record after one more upload has brought the article."""
    if current and current.is_live:
        update: dict[str, Any] = {"uploads": current.uploads + 1, "revision": current.revision + 1}
        if current.status == "failed":
            update |= {"status": "received", "reason": "", "changed": now}
        return current.model_copy(update=update)
    return ArticleRecord(
        article_id=article.article_id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        origin=article.origin,
        uploads=1,
        revision=current.revision + 1 if current else 1,
        changed=now,
    )


def unlinked(current: ArticleRecord, *, now: datetime) -> ArticleRecord:
    """Return the record after one upload less."""
    left = max(0, current.uploads - 1)
    update: dict[str, Any] = {"uploads": left, "revision": current.revision + 1}
    if left == 0:
        update |= {"status": "retracted", "changed": now}
    return current.model_copy(update=update)


class TableEvents:
    """``EventStore`` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self, event_id: EventId) -> StoredEvent | None:
        # "EVENT" sorts before "MENTION#...": the version is read first, so a write during this read fails ours.
        found = None
        mentions: list[Mention] = []
        for item in self._table.partition(keys.event(event_id).pk):
            if item["sk"] == keys.EVENT_SK:
                found = item
            elif item["sk"].startswith(keys.MENTION_PREFIX):
                mentions.append(items.mention(item))
        if found is None:
            return None
        stored = items.stored_event(found)
        if not stored.is_live:
            return stored
        # An order that doesn't depend on where the mentions lie.
        ordered = sorted(mentions, key=mention_order)
        return stored.model_copy(update={"event": stored.event.model_copy(update={"mentions": tuple(ordered)})})

    def event_ids_of(self, article_id: ArticleId) -> set[EventId]:
        found = self._table.partition(keys.article(article_id).pk, prefix=keys.EVENT_PREFIX)
        return {EventId(item["sk"].removeprefix(keys.EVENT_PREFIX)) for item in found}

    def mentions_of(self, article_id: ArticleId) -> list[Mention]:
        pointers = self._table.partition(keys.article(article_id).pk, prefix=keys.EVENT_PREFIX)
        wanted = [
            keys.mention(EventId(pointer["sk"].removeprefix(keys.EVENT_PREFIX)), mention_id)
            for pointer in pointers
            for mention_id in pointer["mention_ids"]
        ]
        found = self._table.get_many(wanted).values()
        return sorted((items.mention(item) for item in found), key=mention_order)

    def commit(self, write: EventWrite) -> StoredEvent:
        item = items.event_item(write)
        previous_version = write.previous.version if write.previous else 0
        actions = [
            self._table.put_action(item, **self._table.equals("version", previous_version)),
            self._table.check_action(
                keys.article(write.article_id), **self._table.equals("revision", write.article_revision)
            ),
            *self._mention_actions(write),
            *self._listing_actions(write),
        ]
        self._table.transact(actions, doing=f"writing event {write.event_id}")
        return items.stored_event(item, write.event.mentions if write.event else ())

    def _mention_actions(self, write: EventWrite) -> Iterator[Item]:
        before = _mentions(write.previous.event if write.previous and write.previous.is_live else None)
        after = _mentions(write.event)
        for gone in before.keys() - after.keys():
            yield self._table.delete_action(keys.mention(write.event_id, gone))
        for mention_id, mention in after.items():
            if before.get(mention_id) != mention:
                key = keys.mention(write.event_id, mention_id)
                yield self._table.put_action(items.mention_item(key, mention))
        mine = sorted(i for i, mention in after.items() if mention.article_id == write.article_id)
        pointer = keys.article_event(write.article_id, write.event_id)
        if mine:
            yield self._table.put_action(items.with_key(pointer, {"entity": "pointer", "mention_ids": mine}))
        else:
            yield self._table.delete_action(pointer)

    def _listing_actions(self, write: EventWrite) -> Iterator[Item]:
        """The event's own item carries the first entry, its type; each other entry is an item."""
        before = write.previous.event if write.previous and write.previous.is_live else None
        old = _listings(before)
        new = _listings(write.event)
        for gone in old.keys() - new.keys():
            yield self._table.delete_action(keys.listing(write.event_id, gone))
        for entry, index_key in new.items():
            if old.get(entry) != index_key:
                item = {"entity": "listing", **index_key}
                yield self._table.put_action(items.with_key(keys.listing(write.event_id, entry), item))

    def find(self, query: EventQuery) -> list[StoredEvent]:
        found: list[StoredEvent] = []
        candidates = self._listed(query)
        while len(found) < query.limit and (batch := list(islice(candidates, GET_AT_ONCE))):
            stored = self._bodies(batch)
            found += [event for event in stored if event.is_live and query.matches(event.event)]
        return found[: query.limit]

    def _listed(self, query: EventQuery) -> Iterator[EventId]:
        """Merge the shards of the narrowest listing that answers ``query``, newest first."""
        from heapq import merge

        low, high = keys.date_range(query.since, query.until)
        partitions = [p for entry in _entries(query) for p in keys.listing_partitions(entry)]
        shards = [
            self._table.query(
                IndexName=keys.LISTING_INDEX,
                KeyConditionExpression="list_pk = :pk AND list_sk BETWEEN :low AND :high",
                values={":pk": partition, ":low": low or "0", ":high": high},
                ScanIndexForward=False,
            )
            for partition in partitions
        ]
        for item in merge(*shards, key=lambda item: str(item["list_sk"]), reverse=True):
            yield EventId(item["pk"].removeprefix("EVENT#"))

    def changed_since(self, moment: datetime, *, until: datetime) -> list[StoredEvent]:
        found: list[tuple[str, EventId]] = []
        for partition in keys.change_partitions(moment, until):
            for item in self._table.query(
                IndexName=keys.CHANGES_INDEX,
                KeyConditionExpression="change_pk = :pk AND change_sk >= :low",
                values={":pk": partition, ":low": keys.change_lower_bound(moment)},
            ):
                found.append((item["change_sk"], EventId(item["pk"].removeprefix("EVENT#"))))
        return self._bodies([event_id for _, event_id in sorted(found)])

    def _bodies(self, event_ids: Iterable[EventId]) -> list[StoredEvent]:
        wanted = list(dict.fromkeys(keys.event(event_id) for event_id in event_ids))
        found = self._table.get_many(wanted)
        return [items.stored_event(found[key]) for key in wanted if key in found]


def mention_order(mention: Mention) -> tuple[bool, datetime | None, str, int, int, str]:
    return (
        mention.published is None,
        mention.published,
        mention.article_id,
        mention.start,
        mention.trigger_start,
        mention.mention_id,
    )


def _mentions(event: Any) -> dict[Any, Mention]:
    return {m.mention_id: m for m in event.mentions} if event else {}


def _listings(event: Any) -> dict[str, dict[str, str]]:
    if event is None:
        return {}
    return {entry: keys.listing_index_key(entry, event) for entry in keys.listing_entries(event)[1:]}


def _entries(query: EventQuery) -> list[str]:
    if query.dyad:
        return [f"DYAD#{query.dyad}"]
    if query.country:
        return [f"COUNTRY#{query.country}"]
    if query.type:
        return [f"TYPE#{query.type}"]
    return keys.all_types()


class TableLedger:
    """``AlertLedger`` on the table: conditional write first, read never."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, key: str, *, now: datetime) -> bool:
        try:
            self._table.put(
                self._item(key, "claimed", now),
                ConditionExpression="attribute_not_exists(pk) OR #s = :claimed",
                ExpressionAttributeNames={"#s": "status"},
                ExpressionAttributeValues={":claimed": {"S": "claimed"}},
            )
        except Conflict:
            return False
        return True

    def confirm(self, key: str, *, now: datetime) -> None:
        self._table.put(self._item(key, "sent", now))

    def _item(self, key: str, status: str, now: datetime) -> Item:
        expires_at = int((now + SENT_ALERT_TTL).timestamp())
        return items.with_key(keys.alert(key), {"entity": "alert", "status": status, "expires_at": expires_at})


class TableSubscriptions:
    """``Subscriptions`` on the table; so few that one partition holds them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, subscription: Subscription) -> None:
        self._table.put(items.subscription_item(subscription))

    def all(self) -> list[Subscription]:
        return [items.subscription(item) for item in self._table.partition(keys.subscription("").pk)]

    def remove(self, name: str) -> None:
        self._table.delete(keys.subscription(name))
