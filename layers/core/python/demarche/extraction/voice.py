"""Who speaks as ``we`` where nobody is quoted: the body that issues an official statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from spacy.tokens import Doc

from demarche.extraction.actors import Chunk
from demarche.extraction.layout import layout
from demarche.extraction.phrases import has_feature
from demarche.extraction.proto import as_state, political
from demarche.knowledge.names import index
from demarche.models import Actor, Article

OWN = frozenset({"we", "our", "ours", "ourselves"})
"""``us`` is left out: in capitals it is a country."""
PAPERS = frozenset({
    "post", "times", "news", "daily", "today", "herald", "tribune", "telegraph", "journal", "gazette", "observer",
    "standard", "mail", "express", "press", "independent", "mirror", "star", "globe", "chronicle", "tv", "television",
    "radio", "wire", "review", "monitor", "echo", "sun", "broadcasting", "weekly", "magazine", "guardian", "mercury",
})  # fmt: skip
"""What newspapers and stations call themselves after the country or town that they are of (``Jerusalem Post``)."""
OFFICES = frozenset({
    "government", "ministry", "department", "embassy", "mission", "office", "bureau", "secretariat", "consulate",
    "presidency", "council", "cabinet", "parliament", "commission", "delegation", "treasury", "forces", "force",
    "army", "navy",
})  # fmt: skip
"""What newspapers aren't called."""
LANDS = frozenset({"country", "capital", "adjective", "people", "place"})
WORD = re.compile(r"'s\b|[\w.-]+|[^\w\s]")
LEAD = 5
"""How many words before the names may say that they speak."""
OPENING = 120
"""Before which word those who speak together name themselves."""
HEADING_LINES = 4
"""How many lines over a text may name who publishes it."""
SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"'})
PUBLICATIONS = frozenset({
    "statement", "declaration", "communique", "communiqué", "release", "readout", "remarks", "announcement", "note",
    "speech", "address", "message", "letter", "testimony",
})  # fmt: skip
"""What official bodies call their texts."""
ISSUED_BY = frozenset({"by", "from", "of"})
SAID_OF_ITSELF = 2
"""How often a text says ``we`` outside quotations until it is taken for a statement; once may be a lost mark."""


def voices_of(article: Article, doc: Doc, chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    """Return who speaks where nobody is named: the publisher, and after it those who issue the statement with it."""
    voice = voice_of(article, doc, chunks)
    joint = sorted(joint_voices(doc, chunks), key=lambda a: voice is None or a.party != voice.party)
    return tuple(joint) or ((voice,) if voice else ())


def voice_of(article: Article, doc: Doc, chunks: Sequence[Chunk]) -> Actor | None:
    """Return the publisher, where that is a government or a body, else whom the statement itself names first."""
    words = list(WORD.finditer(article.publisher.replace("’s", "'s")))
    spaces = [" " * (after.start() > word.end()) for word, after in pairwise(words)]
    return (
        named_in([w.group() for w in words], [*spaces, ""], article.publisher)
        or masthead(doc, chunks)
        or issuer(doc, chunks)
    )


def joint_voices(doc: Doc, chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    """Return the states that speak together: ``We, the ministers of X and Y, ...``, ``released by the governments of``.

    Empty where one speaks alone.
    """
    starts = layout(doc)[0]
    for start in sorted(set(starts))[:HEADING_LINES]:
        line = list(takewhile(lambda t, start=start: starts[t.i] == start, doc[start:]))  # type: ignore[misc]
        words = [t.lower_ for t in line]
        by = next((t.i for t in line if t.lower_ in ISSUED_BY), None)
        if by is not None and "joint" in words and not PUBLICATIONS.isdisjoint(words[: by - start]):
            named = {a.party: a for c in chunks if by < c.start <= line[-1].i for a in speaking(doc, c)}
            if len(named) > 1:
                return tuple(map(as_state, named.values()))
    for chunk in chunks:
        if len({a.party for a in chunk.actors}) < 2 or not all(a.country or a.sector == "IGO" for a in chunk.actors):
            continue
        line = list(doc[starts[chunk.start] : chunk.start])
        before = [t.lower_ for t in line[-LEAD:]]
        ours = "we" in before and before[before.index("we") + 1 :][:1] == [","]
        issued = "by" in before and not PUBLICATIONS.isdisjoint(t.lower_ for t in line)
        if (ours or issued) and line[0].i < OPENING:
            return tuple(map(as_state, chunk.actors))
    return ()


def speaking(doc: Doc, chunk: Chunk) -> tuple[Actor, ...]:
    """Return the states and unions that ``chunk`` names; in ``Governments of the United States`` its last words."""
    if all(a.country or a.sector == "IGO" for a in chunk.actors):
        return chunk.actors
    words = doc[chunk.start : chunk.end]
    who = named_in([t.text for t in words], [t.whitespace_ for t in words], words.text)
    return (who,) if who and (who.country or who.sector == "IGO") else ()


def named_in(words: Sequence[str], spaces: Sequence[str], publisher: str) -> Actor | None:
    """Return the government or body in the ``words`` that name a publisher; None for the press.

    ``spaces`` holds what follows each word.
    """
    names = index()
    lower = {w.lower() for w in words}
    official = bool(OFFICES & lower)
    paper = bool(PAPERS & lower) and not official
    best: Actor | None = None
    for start, end in names.find(words, spaces):
        for sense in names.senses(
            "".join(w + s for w, s in zip(words[start:end], spaces[start:end], strict=True)).strip()
        ):
            if sense.sector == "MED":
                return None
            if sense.kind in LANDS and (paper or sense.kind == "place" or (sense.kind == "adjective" and not official)):
                continue  # ``La Gaceta (English edition)``
            # ``Department of Foreign Affairs, Ireland``: the country after a comma tells whose the department is.
            told = sense.kind == "country" and start > 0 and words[start - 1] == ","
            if best is None or (best.sector != "IGO" and (best.country is None or told)):
                best = sense.actor(publisher)
    return best


def masthead(doc: Doc, chunks: Sequence[Chunk]) -> Actor | None:
    """Return the body that stands over the text: ``Ministry of Foreign Affairs``, ``Statement by the Government``.

    A line that tells something (``The Ministry of Defence denies ...``) is a headline and names nobody who publishes.
    """
    starts = layout(doc)[0]
    lines = sorted(set(starts))[:HEADING_LINES]
    for start in lines:
        line = [t for t in doc[start:] if starts[t.i] == start and not t.is_space]
        if not line or line[-1].text in SENTENCE_ENDS:
            return None
        if any(has_feature(t, "VerbForm", "Fin") for t in line):
            continue
        for chunk in chunks:
            if not line[0].i <= chunk.start <= line[-1].i:
                continue
            before = [t.lower_ for t in line if t.i < chunk.start and t.lower_ != "the"]
            stands = not before and chunk.kind == "body"
            issues = bool(before) and before[-1] in ISSUED_BY and not PUBLICATIONS.isdisjoint(before)
            if issues and chunk.kind in ("person", "role") and political(chunk.actors):
                return chunk.actors[0]
            rest = [t for t in line if t.i >= chunk.start]
            who = named_in([t.text for t in rest], [t.whitespace_ for t in rest], chunk_text(doc, chunk))
            if (stands or issues) and who is not None and (who.country or who.sector == "IGO"):
                return who
    return None


def chunk_text(doc: Doc, chunk: Chunk) -> str:
    return doc[chunk.start : chunk.end].text


def issuer(doc: Doc, chunks: Sequence[Chunk]) -> Actor | None:
    """Return the first subject of a text that speaks of itself: ``The United States condemns ... We call on ...``."""
    quoted = layout(doc)[1]
    if sum(t.lower_ in OWN and not quoted[t.i] for t in doc) < SAID_OF_ITSELF:
        return None
    for chunk in chunks:
        subject = doc[chunk.start : chunk.end].root
        if (
            subject.dep_ in ("nsubj", "nsubj:pass")
            and subject.head.dep_ == "ROOT"
            and not quoted[subject.i]
            and political(chunk.actors)
        ):
            return chunk.actors[0]
    return None
