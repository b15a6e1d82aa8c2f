"""An article as it is read: its parse, who is named in it, what day it is, and the parties it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from demarche.extraction.actors import Chunk
from demarche.extraction.chunking import Chunker
from demarche.extraction.coding import Coder
from demarche.extraction.coreference import Referents
from demarche.extraction.dates import Calendar
from demarche.extraction.dating import dateline_day
from demarche.extraction.gazetteer import Gazetteer
from demarche.extraction.implied import OFFICIAL
from demarche.extraction.lexicon import Lexicon
from demarche.extraction.places import Places
from demarche.extraction.resolutions import mend
from demarche.extraction.voice import voices_of
from demarche.models import Actor, Article, ArticleId

ON_ITS_WAY = timedelta(days=2)
"""How long before it is published an article is written at most."""


@dataclass
class Reading:
    """One document on its way: the parse with everything that was resolved in it."""

    article: Article
    doc: Doc
    coder: Coder
    calendar: Calendar
    places: Places
    topics: tuple[Actor, ...] = ()
    """The parties of the article, the most often named first."""
    recurring: tuple[Actor, ...] = ()
    """Those named more than once."""
    rebels: tuple[Actor, ...] = ()
    """Its armed groups, in the same order."""

    @cached_property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def article_id(self) -> ArticleId:
        return self.article.article_id


def read(article: Article, nlp: Language, lexicon: Lexicon) -> Reading:
    """Parse ``article`` and resolve who and when."""
    doc = nlp(article.text)
    mend(doc)
    calendar = calendar_of(article, doc)
    day = calendar.published.isoformat() if calendar.published else None
    chunker = Chunker(doc, day)
    chunks = chunker.chunks()
    referents = Referents(doc, chunks, day, voices_of(article, doc, chunks))
    return Reading(
        article,
        doc,
        Coder(doc, referents, lexicon),
        calendar,
        Places(Gazetteer(chunker)),
        topics_of(chunks),
        topics_of(chunks, times=2),
        rebels_of(chunks),
    )


def calendar_of(article: Article, doc: Doc) -> Calendar:
    """Return the calendar of the dateline's day, from which its words count, else that of publication.

    Against a day of publication only a dateline of at most ``ON_ITS_WAY`` before it is trusted."""
    published = article.published.date() if article.published else None
    found = dateline_day(doc, Calendar(published, article.caption_year), datelines_only=published is not None)
    written = date.fromisoformat(found.iso) if found else None
    if published is not None and (written is None or not timedelta(0) <= published - written <= ON_ITS_WAY):
        written = published
    return Calendar(written) if written else Calendar(None, article.caption_year)


def topics_of(chunks: Sequence[Chunk], *, times: int = 1) -> tuple[Actor, ...]:
    """Return one actor a party that the article names at least so many ``times``, most often named first."""
    counts = Counter(
        a.party for c in chunks for a in c.actors if a.sector != "MED" and (a.country or a.sector == "IGO")
    )
    first: dict[str, Actor] = {}
    for chunk in chunks:
        for actor in chunk.actors:
            known = first.setdefault(actor.party, actor)
            if known.sector not in OFFICIAL and actor.sector in OFFICIAL:
                first[actor.party] = actor
    return tuple(first[p] for p, n in counts.most_common() if n >= times)


def rebels_of(chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    counts = Counter(a for c in chunks for a in c.actors if a.sector == "REB" and a.country)
    return tuple(a for a, _ in counts.most_common())
