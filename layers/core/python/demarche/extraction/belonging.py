"""Whose people they are: the country of those whom the text names without one (``police``, ``the opposition``).

They belong where the story is at that place: the place that the sentence names, else that of the sentences just
before in the paragraph, else the country that the article is about, which its dateline tells too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.gazetteer import PLACE_NOUNS
from demarche.extraction.phrases import case_of, sentence_of
from demarche.extraction.pieces import dateline_tokens
from demarche.knowledge.names import city, index
from demarche.knowledge.tables import Role

AT = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "through", "throughout", "off"})
HAILING = frozenset({"from", "of"})
"""What in the phrase of a person tells the place that he is of: ``an engineer from Tikrit``."""
PLACE_KINDS = frozenset({"place", "capital", "country"})
LOCAL_SECTORS = frozenset({"MIL", "REB", "OPP", "JUD", "LEG"})
FORCES_ABROAD = frozenset({
    "warship", "warships", "destroyer", "frigate", "aircraft carrier", "submarine", "patrol boat", "fighter jet",
    "fighter jets", "warplane", "warplanes", "drones", "jets", "strike group", "coalition forces", "allied forces",
    "foreign forces", "foreign troops",
})  # fmt: skip
"""Forces that are often abroad."""
OBSERVERS = frozenset({"analyst", "analysts", "expert", "experts", "economist", "economists", "academic", "academics",
                       "historian", "historians", "scientist", "scientists", "researcher", "professor", "author",
                       "writer", "public", "the people", "citizen", "national", "nationals", "victims", "tourists",
                       "tourist", "university", "think tank", "migrants", "refugees", "asylum seekers", "community",
                       "movement", "union"})  # fmt: skip
"""Private people who only tell of events, or who come from elsewhere."""
DATELINE_WEIGHT = 3
"""Mentions that a dateline is worth: it tells where the story is, unless its reporter writes of another country."""
SENTENCES_BACK = 2
"""How far a place named before still is where the story goes on."""


class Homes:
    """Tells for each place of one document which country the story is in there."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk]) -> None:
        self.doc = doc
        self.chunks = chunks
        self.sentences = list(doc.sents)
        self.number = [n for n, sent in enumerate(self.sentences) for _ in sent]
        self.dateline = dateline_country(doc)
        self.story = story_country(chunks, self.dateline)

    def at(self, token: Token) -> str | None:
        """Return the country of the place nearest to ``token`` in its sentence or before it, else of the story."""
        number = self.number[token.i]
        for sent in reversed(self.sentences[max(0, number - SENTENCES_BACK) : number + 1]):
            if "\n" in self.doc[sent.start : token.i].text and sent.start != sentence_of(token).start:
                break
            found = self.place_in(sent, token)
            if found:
                return found
        return self.story

    def around(self, token: Token) -> list[str]:
        """Return the countries that states and places in the sentence of ``token`` name, then that of the story."""
        sent = sentence_of(token)
        near = [c for c in self.chunks if sent.start <= c.start < sent.end]
        named = [a.country for c in near for a in c.actors if a.country and a.sector != "REB"]
        return [*named, *([self.story] if self.story else [])]

    def opening(self, sent: Span) -> str | None:
        """Return the country of the capital that opens ``sent``: ``In Paris, the foreign minister said ...``."""
        first = next((c for c in self.chunks if sent.start < c.start <= sent.start + 2), None)
        if first is None or first.kind != "capital" or self.doc[sent.start].lower_ != "in" or not first.actors:
            return None
        return first.actors[0].country if self.doc[first.end].text == "," else None

    def place_in(self, sent: Span, token: Token) -> str | None:
        """Return the country of the place in ``sent`` that stands nearest to ``token``."""
        near = [c for c in self.chunks if sent.start <= c.start < sent.end and c.actors and c.actors[0].country]
        found = [(abs(c.start - token.i), c.start, c.actors[0].country) for c in near if self.is_locative(c)]
        return min(found)[2] if found else None

    def is_locative(self, chunk: Chunk) -> bool:
        """True where ``chunk`` is the place of something (``in Caracas``) or ends in one (``reporters in Caracas``)."""
        if chunk.kind == "role":
            places = [p for p in chunk.pieces if p.kind in PLACE_KINDS and p.start > chunk.start]
            return any(self.doc[p.start - 1].lower_ in AT for p in places)
        if chunk.kind not in PLACE_KINDS:
            return False
        return bool(self.prepositions_of(chunk) & AT)

    def prepositions_of(self, chunk: Chunk) -> set[str]:
        """Return those by which a place stands; ``in the town of Qaim`` it is that of the noun which it names."""
        root = self.doc[chunk.start : chunk.end].root
        preposition = case_of(root)
        named = preposition == "of" and root.dep_ == "nmod" and root.head.lemma_.lower() in PLACE_NOUNS
        bare = not preposition and root.dep_ in ("appos", "flat", "compound", "conj", "nmod")
        return set(case_of(root.head if named or bare else root).split("_"))

    def hailing(self, person: Token) -> str | None:
        """Return the country of the place that the phrase of ``person`` names: ``the imam of a mosque in Ramadi``,
        ``an engineer from Tikrit``."""
        low, high = person.left_edge.i, person.right_edge.i
        for chunk in self.chunks:
            inside = person.i < chunk.start <= high and low <= chunk.start and chunk.kind in PLACE_KINDS
            if inside and chunk.actors and chunk.actors[0].country and self.prepositions_of(chunk) & (AT | HAILING):
                return chunk.actors[0].country
        return None


def is_of_place(role: Role, token: Token) -> bool:
    """True where the bearers of ``role``, named by ``token`` without a country, belong to the place of the story.

    Courts, parliaments, armies, parties and rebels do; private people only where they act, and diplomats never: they
    come from anywhere.
    """
    if role.sector in LOCAL_SECTORS:
        return role.default_role not in FORCES_ABROAD
    acting = token.dep_ == "nsubj" and token.head.pos_ == "VERB"
    if role.default_role == "people" and not any(c.dep_ == "nummod" for c in token.children):
        return False  # ``people`` in general are nobody's
    return role.sector == "CVL" and acting and role.default_role not in OBSERVERS


def story_country(chunks: Sequence[Chunk], headed: str | None) -> str | None:
    """Return the country that the article names most, its dateline counted; of several the one that is named itself,
    and not only by people or troops of it."""
    named = [(c, a.country) for c in chunks for a in c.actors if a.country and a.sector != "MED"]
    # A group that fights in several countries tells least where this story is.
    counts = Counter(country for c, country in named if not is_at_large(c)) or Counter(country for _, country in named)
    if headed:
        counts[headed] += DATELINE_WEIGHT
    lands = Counter(country for c, country in named if c.kind in PLACE_KINDS)
    return max(counts, key=lambda country: (counts[country], lands[country])) if counts else None


def is_at_large(chunk: Chunk) -> bool:
    """True for an armed group that fights in several countries."""
    return any(p.sense and p.sense.sector == "REB" and len(p.sense.members) > 1 for p in chunk.pieces)


def dateline_country(doc: Doc) -> str | None:
    """Return the country of the first dateline's town."""
    tokens = list(dateline_tokens(doc))
    for name in town_names([doc[i] for i in tokens]):
        sense = next((s for s in index().senses(name) if s.country), None) or city(name)
        if sense:
            return sense.country
    return None


def town_names(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the town of a dateline and the region after it, as they are written in running text."""
    words: list[str] = []
    for token in tokens:
        if token.text in (",", "(", "-", "–", "—", "/"):
            yield " ".join(words)
            words = []
        else:
            words.append(token.text.title() if token.text.isupper() else token.text)
