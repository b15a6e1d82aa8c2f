"""Upload to canonical articles.

A notification only hints that something happened to a key: ingest reads the object as it is *now* and makes
the pipeline agree with it. So repeated, late and reordered notifications of puts and deletes all end in the
same state. Two ingests of one key at once are kept apart by the version of the upload's record.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from demarche.errors import InvalidArticle
from demarche.models import Article, ArticleId, RejectedArticle, Value
from demarche.pipeline.extract import retract_mentions
from demarche.pipeline.ports import (
    ArticleStore,
    Clock,
    Corpus,
    EventStore,
    Inbox,
    ReadArticles,
    RejectionId,
    Upload,
    UploadRecord,
    rejection_id,
)

MAX_UPLOAD_BYTES = 20_000_000
"""Ten thousand times a news article; a file beyond it is no article, and would not fit the function's memory."""
MAX_ARTICLES_PER_UPLOAD = 1_000
"""About 40 ms an article in ingest, a function time-out of 300 s, batches of five."""

logger = logging.getLogger(__name__)


class Ingested(Value):
    """What became of one upload."""

    key: str
    accepted: tuple[ArticleId, ...] = ()
    rejected: tuple[str, ...] = ()
    """The reasons, one a rejected article."""
    retracted: tuple[ArticleId, ...] = ()


@dataclass(frozen=True)
class Ingest:
    """The use case; call it with the key of an object of the inbox."""

    inbox: Inbox
    corpus: Corpus
    articles: ArticleStore
    events: EventStore
    read_articles: ReadArticles
    clock: Clock

    def __call__(self, key: str) -> Ingested:
        # The record is read before the object: an ingest that saw an older object then can't overwrite a newer one.
        record = self.articles.upload(key)
        upload = self.inbox.read(key, max_bytes=MAX_UPLOAD_BYTES)
        accepted, rejected = self._read(upload)
        record = self._claim(record, set(accepted), set(rejected))
        for article in accepted.values():
            self._take_in(article, record)
        for note_id, note in rejected.items():
            self.corpus.quarantine(note_id, note)
            self.articles.reject(note_id, note, now=self.clock())
        gone = sorted(record.article_ids - set(accepted))
        retracted = [article_id for article_id in gone if self._let_go(article_id, record)]
        for old_note in record.rejection_ids - set(rejected):
            self.corpus.release(old_note)
            self.articles.forget_rejection(old_note)
        self._settle(record, set(accepted), set(rejected))
        return Ingested(
            key=key,
            accepted=tuple(accepted),
            rejected=tuple(note.reason for note in rejected.values()),
            retracted=tuple(retracted),
        )

    def _read(self, upload: Upload | None) -> tuple[dict[ArticleId, Article], dict[RejectionId, RejectedArticle]]:
        accepted: dict[ArticleId, Article] = {}
        rejected: dict[RejectionId, RejectedArticle] = {}
        if upload is None:
            return accepted, rejected
        for found in self._found(upload):
            if isinstance(found, Article):
                accepted.setdefault(found.article_id, found)
            else:
                rejected[rejection_id(upload.key, found)] = found
        if len(accepted) > MAX_ARTICLES_PER_UPLOAD:
            note = _too_many(upload, len(accepted))
            return {}, {rejection_id(upload.key, note): note}
        return accepted, rejected

    def _found(self, upload: Upload) -> list[Article | RejectedArticle]:
        if upload.data is None:
            return [_too_large(upload)]
        try:
            return self.read_articles(upload.data, name=upload.key, metadata=upload.metadata)
        except InvalidArticle as error:
            return [RejectedArticle(origin=upload.key, reason=error.reason, detail=error.detail)]

    def _claim(self, record: UploadRecord, new: set[ArticleId], notes: set[RejectionId]) -> UploadRecord:
        """List all that this run will touch before it touches it: a crash then leaves nothing unlisted."""
        return self._save(record, record.article_ids | new, record.rejection_ids | notes)

    def _settle(self, record: UploadRecord, new: set[ArticleId], notes: set[RejectionId]) -> None:
        self._save(record, frozenset(new), frozenset(notes))

    def _save(
        self, record: UploadRecord, articles: frozenset[ArticleId], notes: frozenset[RejectionId]
    ) -> UploadRecord:
        if (articles, notes) == (record.article_ids, record.rejection_ids):
            return record
        wanted = record.model_copy(update={"article_ids": articles, "rejection_ids": notes})
        return self.articles.save_upload(wanted, now=self.clock())

    def _take_in(self, article: Article, record: UploadRecord) -> None:
        linked = self.articles.link(article, record, now=self.clock())
        # Writing the object is what starts the extraction: whatever has not been extracted is written (again).
        written = self.corpus.put(article, replace=linked.status != "extracted")
        logger.info("article_ingested", extra={"article_id": article.article_id, "written": written})

    def _let_go(self, article_id: ArticleId, record: UploadRecord) -> bool:
        """Drop this upload's claim on the article; tell whether that retracted it."""
        after = self.articles.unlink(article_id, record, now=self.clock())
        if after is None or after.is_live:
            return False
        retract_mentions(article_id, after.revision, events=self.events, now=self.clock())
        self._delete_from_corpus(article_id)
        logger.info("article_retracted", extra={"article_id": article_id})
        return True

    def _delete_from_corpus(self, article_id: ArticleId) -> None:
        article = self.corpus.get(article_id)
        self.corpus.delete(article_id)
        # Another upload may have brought the article back between our retraction and this delete.
        now = self.articles.article(article_id)
        if article is not None and now is not None and now.is_live:
            self.corpus.put(article, replace=True)


def _too_large(upload: Upload) -> RejectedArticle:
    return RejectedArticle(
        origin=upload.key,
        reason="too_large",
        detail=f"Expected at most {MAX_UPLOAD_BYTES} bytes, got {upload.size}; split the upload.",
    )


def _too_many(upload: Upload, count: int) -> RejectedArticle:
    return RejectedArticle(
        origin=upload.key,
        reason="too_many_articles",
        detail=f"Expected at most {MAX_ARTICLES_PER_UPLOAD} articles in one upload, got {count}; split the upload.",
    )
