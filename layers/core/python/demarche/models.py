"""The vocabulary of the whole program: Article, Actor, Mention, Event, Alert.

Every value is frozen and validated; it is what crosses a boundary (bucket, table, queue, command line).
Identifiers are content hashes, so the same input always has the same identifier.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Literal, NewType

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

ArticleId = NewType("ArticleId", str)
MentionId = NewType("MentionId", str)
EventId = NewType("EventId", str)

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Sector = Literal["GOV", "MIL", "LEG", "JUD", "IGO", "NGO", "REB", "OPP", "CVL", "BUS", "MED", "SPY", "UNK"]
Status = Literal["actual", "planned", "hypothetical", "denied"]
DatePrecision = Literal["day", "month", "year"]
Change = Literal["new", "updated", "corroborated", "retracted"]


def content_id(*parts: str) -> str:
    """Return 20 hex digits of the SHA-256 of ``parts``, each set off so that no two lists collide."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        digest.update(str(len(data)).encode() + b":" + data)
    return digest.hexdigest()[:20]


def normalise(text: str) -> str:
    """Fold what does not change an article's identity: Unicode form, case and white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


class Value(BaseModel):
    """A frozen value without room for unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Value):
    """One news text with its metadata.

    ``paragraphs`` are the clean paragraphs, the title first where there is one; ``text`` is them joined by
    a blank line, and every character offset in the program counts in it. ``published`` is aware UTC; it
    is None where the upload does not tell, and then relative dates stay open.
    """

    schema_version: int = SCHEMA_VERSION
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: datetime | None = None
    caption_year: int | None = None
    """The year that the page's picture captions name, where ``published`` is None; months then have a year."""
    language: str = "en"
    paragraphs: tuple[str, ...] = Field(min_length=1)
    origin: str = ""
    """Name of the uploaded object or file, and the position in it for several articles in one upload."""
    notes: tuple[str, ...] = ()
    """What a reader should know of how the article was read, e.g. an unreadable date."""

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def article_id(self) -> ArticleId:
        """Hash of the normalised text and the day of publication."""
        day = self.published.date().isoformat() if self.published else ""
        return ArticleId(content_id("article", normalise(self.text), day))


class RejectedArticle(Value):
    """An upload (or one line of it) that holds no article to extract from, and why."""

    origin: str
    reason: str
    """A stable code: ``empty``, ``binary``, ``too_large``, ``broken_json``, ``no_article``, ``not_english`` ..."""
    detail: str
    """One sentence for a person: what was expected, what came, what to do."""
    language: str = ""
    title: str = ""


class Location(Value):
    """A place; ``lat``/``lon`` in decimal degrees (WGS 84), None where unknown."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Actor(Value):
    """A political actor as one mention names it.

    ``name`` is the resolved name, ``text`` the words of the article, ``country`` ISO 3166 alpha-3 (None for
    international bodies and groups of countries), ``role`` the office, ``person`` the person's name if any.
    """

    name: str
    text: str = ""
    country: str | None = None
    sector: Sector = "UNK"
    role: str = ""
    person: str = ""
    wikidata: str = ""

    @property
    def party(self) -> str:
        """What identifies the actor in an event: the country, else the body's name."""
        return self.country or self.name

    @property
    def challenges(self) -> bool:
        """True for rebels and an opposition, who are no party with the government of their country."""
        return self.sector in ("REB", "OPP")


class Coding(Value):
    """The type of what a given source does to a given target; ``confidence`` is the probability of the type."""

    type: EventType
    quad_class: int = Field(ge=1, le=4)
    confidence: float = Field(ge=0, le=1)


class Mention(Value):
    """One telling of an event in one sentence of one article, with its evidence.

    ``start``/``end`` are character offsets of ``sentence`` in the article's text, ``trigger_start`` that of the
    trigger. ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as ``date_precision`` says. ``rule`` names the
    lexicon entry or model decision that made the mention.
    """

    article_id: ArticleId
    type: EventType
    mode: str = ""
    context: tuple[str, ...] = ()
    cameo: str
    quad_class: int = Field(ge=1, le=4)
    intensity: float = Field(ge=-10, le=10)
    status: Status = "actual"
    date: str | None = None
    date_precision: DatePrecision | None = None
    location: Location | None = None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...] = ()
    sentence: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    speaker: str = ""
    quote: str = ""
    confidence: float = Field(ge=0, le=1)
    rule: str = ""
    publisher: str = ""
    published: datetime | None = None

    @property
    def mention_id(self) -> MentionId:
        """The same sentence, trigger, type and parties of one article make the same mention."""
        parties = (sorted(a.party for a in side) for side in (self.source, self.target))
        return MentionId(
            content_id(
                "mention", self.article_id, str(self.start), str(self.trigger_start), self.type, *map(repr, parties)
            )
        )


class Event(Value):
    """All mentions of one event: type, parties, day ("one-a-day", the field's standard de-duplication)."""

    schema_version: int = SCHEMA_VERSION
    event_id: EventId
    type: EventType
    mode: str = ""
    context: tuple[str, ...] = ()
    cameo: str
    quad_class: int
    intensity: float
    status: Status
    date: str | None = None
    date_precision: DatePrecision | None = None
    location: Location | None = None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...] = ()
    confidence: float
    severity: int = Field(ge=0, le=100)
    mentions: tuple[Mention, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """The distinct sentences of the mentions, in the order of the article."""
        return tuple(dict.fromkeys(m.sentence for m in self.mentions))

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(sorted({a.country for a in (*self.source, *self.target) if a.country}))

    @property
    def dyad(self) -> str | None:
        """The unordered pair of countries (``RUS-USA``), None unless the event has exactly two."""
        return "-".join(self.countries) if len(self.countries) == 2 else None

    @property
    def article_ids(self) -> tuple[ArticleId, ...]:
        return tuple(sorted({m.article_id for m in self.mentions}))


class Alert(Value):
    """A message about a new or changed event, for those who subscribed."""

    schema_version: int = SCHEMA_VERSION
    change: Change
    event: Event
    what_changed: tuple[str, ...] = ()
    """For ``updated``: the names of the fields that changed in a way worth telling."""
    occurred: datetime

    @property
    def alert_id(self) -> str:
        """The same change of the same state of an event is the same alert."""
        event = self.event
        state = event.model_dump_json(exclude={"mentions", "confidence", "severity"})
        return content_id("alert", self.change, event.event_id, state, *event.article_ids)
