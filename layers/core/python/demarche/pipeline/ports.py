"""What the use cases need of the world, in the words of the domain, and the records they keep.

The adapters in ``demarche.storage`` and ``demarche.messaging`` implement these; the same contract tests
run against the real ones and the ones in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal, NewType, Protocol

from pydantic import Field

from demarche.errors import RetryableError
from demarche.models import (
    Alert,
    Article,
    ArticleId,
    Event,
    EventId,
    EventType,
    Mention,
    RejectedArticle,
    Value,
    content_id,
)

UploadId = NewType("UploadId", str)
RejectionId = NewType("RejectionId", str)
ArticleStatus = Literal["received", "extracted", "failed", "retracted"]
EventState = Literal["live", "retracted"]
Clock = Callable[[], datetime]


class Conflict(RetryableError):
    """Somebody else wrote the same record meanwhile: read again, decide again."""


class Upload(Value):
    """An object of the inbox as it is now. ``data`` is None where it is too large to be read."""

    key: str
    size: int
    data: bytes | None
    metadata: dict[str, str] = Field(default_factory=dict)


class UploadRecord(Value):
    """What an upload has put into the pipeline; a superset of it while an ingest is under way.

    ``version`` grows with each write, so that of two ingests of one key only one can go on.
    """

    key: str
    version: int = 0
    article_ids: frozenset[ArticleId] = frozenset()
    rejection_ids: frozenset[RejectionId] = frozenset()

    @property
    def upload_id(self) -> UploadId:
        return upload_id(self.key)


class ArticleRecord(Value):
    """What the table knows of an article: where it stands, not its text. ``uploads`` counts who brought it."""

    article_id: ArticleId
    status: ArticleStatus = "received"
    reason: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: datetime | None = None
    origin: str = ""
    uploads: int = 0
    revision: int = 0
    changed: datetime

    @property
    def is_live(self) -> bool:
        return self.status != "retracted"


class StoredEvent(Value):
    """An event with its place in the table. A retracted one keeps its last body, without mentions of its own."""

    event: Event
    version: int
    state: EventState
    changed: datetime
    publishers: tuple[str, ...] = ()
    """Names of distinct publishers that tell the event, the first ``PUBLISHERS_KEPT`` in alphabetical order."""
    mention_count: int = 0

    @property
    def is_live(self) -> bool:
        return self.state == "live"


class EventWrite(Value):
    """One event to write: its new state, what it replaces, and on whose behalf.

    ``event`` None retracts. The write goes through only if the event still has the version of ``previous`` and
    the article the revision ``article_revision``; else ``Conflict``.
    """

    event_id: EventId
    event: Event | None
    previous: StoredEvent | None
    article_id: ArticleId
    article_revision: int
    changed: datetime


class EventQuery(Value):
    """Events by country, dyad or type (or several at once), by date range (inclusive), newest first.

    ``since`` and ``until`` are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    country: str | None = None
    dyad: str | None = None
    type: EventType | None = None
    since: str | None = None
    until: str | None = None
    limit: int = Field(default=100, ge=1)

    def matches(self, event: Event) -> bool:
        return (
            (self.country is None or self.country in event.countries)
            and (self.dyad is None or self.dyad == event.dyad)
            and (self.type is None or self.type == event.type)
        )


class Subscription(Value):
    """A queue that hears of the alerts which its filter policy lets through."""

    name: str
    queue_url: str
    subscription_arn: str
    filter_policy: str
    created: datetime


class Extractor(Protocol):
    def mentions(self, article: Article) -> list[Mention]: ...


class ReadArticles(Protocol):
    def __call__(
        self, data: bytes, *, name: str, metadata: dict[str, str] | None = None
    ) -> list[Article | RejectedArticle]: ...


class Inbox(Protocol):
    def read(self, key: str, *, max_bytes: int) -> Upload | None:
        """Return the object as it is now, None where it is gone."""


class Corpus(Protocol):
    def put(self, article: Article, *, replace: bool) -> bool:
        """Write the canonical article; without ``replace`` only if there is none. Tell whether it was written."""

    def get(self, article_id: ArticleId) -> Article | None: ...
    def delete(self, article_id: ArticleId) -> None: ...
    def quarantine(self, rejection_id: RejectionId, rejected: RejectedArticle) -> None: ...
    def release(self, rejection_id: RejectionId) -> None: ...
    def article_ids(self, prefix: str = "") -> Iterator[ArticleId]: ...
    def rejections(self) -> Iterator[RejectedArticle]: ...


class ArticleStore(Protocol):
    def upload(self, key: str) -> UploadRecord: ...

    def save_upload(self, record: UploadRecord, *, now: datetime) -> UploadRecord:
        """Write ``record`` as the version after its own; ``Conflict`` if another has done so."""

    def article(self, article_id: ArticleId) -> ArticleRecord | None: ...

    def link(self, article: Article, upload: UploadRecord, *, now: datetime) -> ArticleRecord:
        """Note that ``upload`` brings ``article``. The article is live then."""

    def unlink(self, article_id: ArticleId, upload: UploadRecord, *, now: datetime) -> ArticleRecord | None:
        """Note that ``upload`` brings it no more; without any upload the article is retracted."""

    def mark(self, record: ArticleRecord, status: ArticleStatus, reason: str = "", *, now: datetime) -> ArticleRecord:
        """Write a new status over ``record``; ``Conflict`` if it is no longer what the table holds."""

    def reject(self, rejection_id: RejectionId, rejected: RejectedArticle, *, now: datetime) -> None: ...
    def forget_rejection(self, rejection_id: RejectionId) -> None: ...


class EventStore(Protocol):
    def load(self, event_id: EventId) -> StoredEvent | None:
        """Return the event with all its mentions, as last written."""

    def event_ids_of(self, article_id: ArticleId) -> set[EventId]: ...
    def mentions_of(self, article_id: ArticleId) -> list[Mention]: ...
    def commit(self, write: EventWrite) -> StoredEvent: ...

    def find(self, query: EventQuery) -> list[StoredEvent]:
        """Return live events with some of their mentions, newest first."""

    def changed_since(self, moment: datetime, *, until: datetime) -> list[StoredEvent]:
        """Return events, retracted ones too, by the time of their last change, oldest first."""


class AlertLedger(Protocol):
    """Remembers which alerts are out."""

    def claim(self, key: str, *, now: datetime) -> bool:
        """Tell whether the alert is still to be sent. A claim that nobody confirmed can be made again."""

    def confirm(self, key: str, *, now: datetime) -> None: ...


class AlertPublisher(Protocol):
    def publish(self, alert: Alert, *, message_id: str) -> None: ...


class Subscriptions(Protocol):
    def add(self, subscription: Subscription) -> None: ...
    def all(self) -> Iterable[Subscription]: ...
    def remove(self, name: str) -> None: ...


def upload_id(key: str) -> UploadId:
    """Keys of S3 are as long as a sort key may be; their hash always fits."""
    return UploadId(content_id("upload", key))


def rejection_id(upload_key: str, rejected: RejectedArticle) -> RejectionId:
    return RejectionId(content_id("rejected", upload_key, rejected.origin, rejected.reason, rejected.title))
