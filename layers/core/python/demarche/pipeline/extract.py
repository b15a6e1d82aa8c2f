"""Canonical article to events in the table.

The mentions that an article should have are compared with those the table holds of it, event by event; only
differences are written. So an article processed twice changes nothing, and a new model version replaces what
the old one found.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from demarche.errors import PermanentError, RetryableError
from demarche.events import build, event_id
from demarche.models import ArticleId, EventId, Mention, Value
from demarche.pipeline.ports import ArticleStore, Clock, Conflict, Corpus, EventStore, EventWrite, Extractor

MENTIONS_PER_ARTICLE_AND_EVENT = 30
"""A transaction takes 100 items: replacing all mentions of one article in one event must fit with its listings."""
TRIES_ON_CONFLICT = 5
"""Articles that tell the same event at the same moment; beyond these tries the queue waits and tries again."""

REASON_CHARACTERS = 1_000

logger = logging.getLogger(__name__)


class Extracted(Value):
    """What an article did to the table."""

    article_id: ArticleId
    mentions: int = 0
    changed: tuple[EventId, ...] = ()
    skipped: str = ""
    """Why nothing was done: ``retracted`` or ``unknown``."""


@dataclass(frozen=True)
class Extract:
    """The use case; call it with the id of an article of the corpus."""

    corpus: Corpus
    articles: ArticleStore
    events: EventStore
    extractor: Extractor
    clock: Clock

    def __call__(self, article_id: ArticleId) -> Extracted:
        record = self.articles.article(article_id)
        if record is None or not record.is_live:
            return Extracted(article_id=article_id, skipped="unknown" if record is None else "retracted")
        try:
            mentions = self._mentions(article_id)
        except RetryableError:
            raise
        except Exception as error:
            # Noted, not handled: whoever finds the message in the dead-letter queue finds the reason here.
            self.articles.mark(
                record, "failed", f"{type(error).__name__}: {error}"[:REASON_CHARACTERS], now=self.clock()
            )
            raise
        if mentions is None:
            return Extracted(article_id=article_id, skipped="unknown")
        changed = replace_mentions(article_id, mentions, record.revision, events=self.events, now=self.clock())
        if record.status != "extracted":
            self.articles.mark(record, "extracted", now=self.clock())
        logger.info(
            "article_extracted",
            extra={"article_id": article_id, "mentions": len(mentions), "events_changed": len(changed)},
        )
        return Extracted(article_id=article_id, mentions=len(mentions), changed=tuple(changed))

    def _mentions(self, article_id: ArticleId) -> list[Mention] | None:
        article = self.corpus.get(article_id)
        if article is None:
            # Retracted between the two reads; the retraction takes care of the rest.
            return None
        if article.article_id != article_id:
            raise PermanentError(
                f"Expected article {article_id} in the corpus object of that name, got {article.article_id}; "
                "upload the article again instead of editing the corpus."
            )
        return self.extractor.mentions(article)


def retract_mentions(article_id: ArticleId, revision: int, *, events: EventStore, now: datetime) -> list[EventId]:
    """Take all mentions of the article from the events; an event without any left is retracted."""
    return replace_mentions(article_id, (), revision, events=events, now=now)


def replace_mentions(
    article_id: ArticleId, mentions: Iterable[Mention], revision: int, *, events: EventStore, now: datetime
) -> list[EventId]:
    """Make ``mentions`` all that the events tell of the article; return the ids of the events that changed.

    ``revision`` is that of the article's record which the decision rests on: writes fail once it has moved on.
    """
    wanted: dict[EventId, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        wanted[event_id(mention)].setdefault(mention.mention_id, mention)
    before = events.event_ids_of(article_id)
    changed = []
    for key in sorted({*wanted, *before}):
        mine = sorted(wanted[key].values(), key=lambda m: -m.confidence)[:MENTIONS_PER_ARTICLE_AND_EVENT]
        if _write(key, mine, article_id, revision, events, now):
            changed.append(key)
    return changed


def _write(
    key: EventId, mine: list[Mention], article_id: ArticleId, revision: int, events: EventStore, now: datetime
) -> bool:
    """Merge ``mine`` into the event, as often as others interfere; tell whether it changed."""
    for attempt in range(1, TRIES_ON_CONFLICT + 1):
        stored = events.load(key)
        held = {m.mention_id: m for m in stored.event.mentions} if stored and stored.is_live else {}
        others = {i: m for i, m in held.items() if m.article_id != article_id}
        merged = others | {m.mention_id: m for m in mine}
        if merged == held:
            return False
        event = build(key, list(merged.values())) if merged else None
        try:
            events.commit(
                EventWrite(
                    event_id=key,
                    event=event,
                    previous=stored,
                    article_id=article_id,
                    article_revision=revision,
                    changed=now,
                )
            )
        except Conflict:
            logger.info("event_conflict", extra={"event_id": key, "attempt": attempt})
            continue
        return True
    raise Conflict(f"Event {key} changed {TRIES_ON_CONFLICT} times while it was being written; try again later.")
