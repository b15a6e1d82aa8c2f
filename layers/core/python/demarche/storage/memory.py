"""The ports in memory: for tests of the use cases, and for runs that need no cloud.

They pass the same contract tests as the adapters on AWS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from demarche.models import Alert, Article, ArticleId, EventId, Mention, RejectedArticle
from demarche.pipeline.ports import (
    ArticleRecord,
    ArticleStatus,
    Conflict,
    EventQuery,
    EventWrite,
    RejectionId,
    StoredEvent,
    Upload,
    UploadId,
    UploadRecord,
)
from demarche.storage import items, keys
from demarche.storage.table import linked, mention_order, unlinked


@dataclass
class MemoryInbox:
    objects: dict[str, bytes] = field(default_factory=dict)

    def read(self, key: str, *, max_bytes: int) -> Upload | None:
        if key not in self.objects:
            return None
        data = self.objects[key]
        return Upload(key=key, size=len(data), data=None if len(data) > max_bytes else data)


@dataclass
class MemoryCorpus:
    articles: dict[ArticleId, Article] = field(default_factory=dict)
    notes: dict[RejectionId, RejectedArticle] = field(default_factory=dict)

    def put(self, article: Article, *, replace: bool) -> bool:
        if article.article_id in self.articles and not replace:
            return False
        self.articles[article.article_id] = article
        return True

    def get(self, article_id: ArticleId) -> Article | None:
        return self.articles.get(article_id)

    def delete(self, article_id: ArticleId) -> None:
        self.articles.pop(article_id, None)

    def quarantine(self, rejection_id: RejectionId, rejected: RejectedArticle) -> None:
        self.notes[rejection_id] = rejected

    def release(self, rejection_id: RejectionId) -> None:
        self.notes.pop(rejection_id, None)

    def article_ids(self, prefix: str = "") -> Iterator[ArticleId]:
        yield from sorted(article_id for article_id in self.articles if article_id.startswith(prefix))

    def rejections(self) -> Iterator[RejectedArticle]:
        yield from (self.notes[note] for note in sorted(self.notes))


@dataclass
class MemoryArticles:
    uploads: dict[UploadId, UploadRecord] = field(default_factory=dict)
    records: dict[ArticleId, ArticleRecord] = field(default_factory=dict)
    links: set[tuple[ArticleId, UploadId]] = field(default_factory=set)
    rejected: dict[RejectionId, RejectedArticle] = field(default_factory=dict)

    def upload(self, key: str) -> UploadRecord:
        record = UploadRecord(key=key)
        return self.uploads.get(record.upload_id, record)

    def save_upload(self, record: UploadRecord, *, now: datetime) -> UploadRecord:  # noqa: ARG002 - of the port
        self._check_upload(record)
        saved = record.model_copy(update={"version": record.version + 1})
        self.uploads[record.upload_id] = saved
        return saved

    def article(self, article_id: ArticleId) -> ArticleRecord | None:
        return self.records.get(article_id)

    def link(self, article: Article, upload: UploadRecord, *, now: datetime) -> ArticleRecord:
        current = self.article(article.article_id)
        link = (article.article_id, upload.upload_id)
        if current and link in self.links:
            return current
        self._check_upload(upload)
        self.links.add(link)
        return self._keep(linked(article, current, now=now))

    def unlink(self, article_id: ArticleId, upload: UploadRecord, *, now: datetime) -> ArticleRecord | None:
        current = self.article(article_id)
        link = (article_id, upload.upload_id)
        if current is None or link not in self.links:
            return current
        self._check_upload(upload)
        self.links.remove(link)
        return self._keep(unlinked(current, now=now))

    def mark(self, record: ArticleRecord, status: ArticleStatus, reason: str = "", *, now: datetime) -> ArticleRecord:
        self.check_revision(record.article_id, record.revision)
        update = {"status": status, "reason": reason, "changed": now, "revision": record.revision + 1}
        return self._keep(record.model_copy(update=update))

    def reject(
        self,
        rejection_id: RejectionId,
        rejected: RejectedArticle,
        *,
        now: datetime,  # noqa: ARG002 - of the port
    ) -> None:
        self.rejected[rejection_id] = rejected

    def forget_rejection(self, rejection_id: RejectionId) -> None:
        self.rejected.pop(rejection_id, None)

    def check_revision(self, article_id: ArticleId, revision: int) -> None:
        current = self.records.get(article_id)
        if (current.revision if current else 0) != revision:
            raise Conflict(f"Article {article_id} is no longer at revision {revision}.")

    def _check_upload(self, record: UploadRecord) -> None:
        if self.upload(record.key).version != record.version:
            raise Conflict(f"Upload {record.key} is no longer at version {record.version}.")

    def _keep(self, record: ArticleRecord) -> ArticleRecord:
        self.records[record.article_id] = record
        return record


@dataclass
class MemoryEvents:
    """Keeps each write as a pair of images too, as the table's stream does."""

    articles: MemoryArticles
    stored: dict[EventId, StoredEvent] = field(default_factory=dict)
    stream: list[tuple[StoredEvent | None, StoredEvent]] = field(default_factory=list)

    def load(self, event_id: EventId) -> StoredEvent | None:
        return self.stored.get(event_id)

    def event_ids_of(self, article_id: ArticleId) -> set[EventId]:
        return {key for key, stored in self._live() if any(m.article_id == article_id for m in stored.event.mentions)}

    def mentions_of(self, article_id: ArticleId) -> list[Mention]:
        found = (m for _, stored in self._live() for m in stored.event.mentions if m.article_id == article_id)
        return sorted(found, key=mention_order)

    def commit(self, write: EventWrite) -> StoredEvent:
        current = self.stored.get(write.event_id)
        if (current.version if current else 0) != (write.previous.version if write.previous else 0):
            raise Conflict(f"Event {write.event_id} has been written meanwhile.")
        self.articles.check_revision(write.article_id, write.article_revision)
        item = items.event_item(write)
        ordered = sorted(write.event.mentions, key=mention_order) if write.event else ()
        self.stored[write.event_id] = items.stored_event(item, tuple(ordered))
        self.stream.append((current, items.stored_event(item)))
        return self.stored[write.event_id]

    def find(self, query: EventQuery) -> list[StoredEvent]:
        low, high = keys.date_range(query.since, query.until)
        found = [
            (f"{stored.event.date or keys.UNDATED}#{key}", stored)
            for key, stored in self._live()
            if query.matches(stored.event)
        ]
        ranged = [(sort_key, stored) for sort_key, stored in found if low <= sort_key <= high]
        newest_first = sorted(ranged, key=lambda pair: pair[0], reverse=True)
        return [stored for _, stored in newest_first[: query.limit]]

    def changed_since(self, moment: datetime, *, until: datetime) -> list[StoredEvent]:
        changed = [s for s in self.stored.values() if s.changed >= moment and s.changed.date() <= until.date()]
        return sorted(changed, key=lambda s: (s.changed, s.event.event_id))

    def _live(self) -> list[tuple[EventId, StoredEvent]]:
        return [(key, stored) for key, stored in self.stored.items() if stored.is_live]


@dataclass
class MemoryLedger:
    claimed: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    def claim(self, key: str, *, now: datetime) -> bool:  # noqa: ARG002 - of the port
        self.claimed.add(key)
        return key not in self.sent

    def confirm(self, key: str, *, now: datetime) -> None:  # noqa: ARG002 - of the port
        self.sent.add(key)


@dataclass
class MemoryPublisher:
    published: list[tuple[str, Alert]] = field(default_factory=list)

    def publish(self, alert: Alert, *, message_id: str) -> None:
        self.published.append((message_id, alert))
