"""Where names stand in the text: the words of names and offices, each with what the knowledge base knows of it.

Names come from two sources that mend each other: the knowledge base's index (countries, seats of power,
organisations, office-holders) and the entity recogniser (names that no table knows).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from demarche.extraction.phrases import has_feature
from demarche.knowledge.names import Sense, index, names_before_given, navies
from demarche.knowledge.tables import Officeholder, Role, roles
from demarche.language.sentences import dateline

PieceKind = Literal["country", "adjective", "people", "capital", "place", "body", "person", "role", "name"]
PLACES = frozenset({"place", "capital", "country"})
TITLES = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "madam", "lord", "lady", "dame", "sheikh"}
)

OPENING_QUOTES, CLOSING_QUOTES = frozenset({'"', "“", "'", "‘"}), frozenset({'"', "”", "'", "’"})

DOCUMENTS = frozenset({"act", "law", "bill", "code", "treaty", "agreement", "agreements", "accord", "accords", "pact",
                       "protocol", "resolution", "charter", "constitution", "declaration", "statute", "communique",
                       "memorandum", "decree", "amendment", "directive", "roadmap", "war", "revolution", "prize",
                       "day", "election", "elections", "referendum"})  # fmt: skip


COMMON = frozenset({"local", "regional", "foreign", "national", "federal", "rural", "tribal"})
"""Adjectives that the recogniser takes for the name of a people where they begin a sentence."""
LEVELS = frozenset({"lower", "middle", "upper", "inner", "outer"})
"""What tells a region from the town or the river whose name it has."""


@dataclass(frozen=True)
class Piece:
    """A name or role word in the text, tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: PieceKind
    text: str
    sense: Sense | None = None
    tenures: tuple[Officeholder, ...] = ()
    role: Role | None = None


AIRCRAFT = frozenset({
    "MiG", "MIG", "Sukhoi", "Mirage", "Rafale", "Gripen", "Typhoon", "Eurofighter", "Phantom", "Tornado", "Tupolev",
    "F", "J", "JF", "Su", "Tejas",
})  # fmt: skip
"""Names of fighter aircraft, or their beginnings."""
BRANDED = frozenset({
    "plane", "aircraft", "jet", "helicopter", "airliner", "transport", "transporter", "fighter", "bomber", "rifle",
    "missile", "tank", "gun", "pistol", "truck", "drone",
})  # fmt: skip
"""What bears the name of its maker."""
CURRENCIES = frozenset(
    {"dollar", "pound", "franc", "peso", "rupee", "rouble", "ruble", "krone", "krona", "dinar", "rial"}
)
ROLE_ENDS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
NO_ROLE = frozenset({"VERB", "AUX", "ADP", "DET", "PRON", "PUNCT"})
"""What a role word does not begin with."""


@cache
def role_table() -> dict[str, Role]:
    # A pattern with a country in it ("us officials") would hide the country from the chunk.
    return {
        row.pattern: row for row in roles() if row.pattern.split()[0] not in ("us", "u.s.", "uk", "eu", "un", "u.n.")
    }


@cache
def longest_role() -> int:
    return max(len(pattern.split()) for pattern in role_table())


@cache
def role_openings() -> frozenset[str]:
    """What the patterns of the role words begin with, up to a space or a hyphen."""
    return frozenset(opening(pattern) for pattern in role_table())


def opening(text: str) -> str:
    return text.split(" ", 1)[0].split("-", 1)[0]


def role_pieces(doc: Doc, taken: set[int]) -> Iterator[Piece]:
    """Yield the role words of the text, the longest pattern at each place that uses no token of ``taken``."""
    words, parts = [t.lower_ for t in doc], [t.pos_ for t in doc]
    position = 0
    while position < len(doc):
        found = None
        if opens_role(doc[position], words[position], parts[position]):
            for end in range(min(position + longest_role(), len(doc)), position, -1):
                free = taken.isdisjoint(range(position, end)) and parts[end - 1] in ROLE_ENDS
                role = role_of(words[position:end], doc[end - 1]) if free else None
                if role and not is_aircraft(doc[position:end]):
                    found = Piece(position, end, "role", doc[position:end].text, role=role)
                    break
        if found:
            yield found
        position = found.end if found else position + 1


def is_aircraft(name: Span) -> bool:
    """``a MiG-29 fighter``, ``eight Sukhoi fighters``: no people who fight."""
    if name.root.lemma_.lower() != "fighter":
        return False
    before = name.doc[max(0, name.start - 4) : name.start]
    return any(
        t.text in AIRCRAFT or (t.text == "-" and t.nbor().text.isdigit() and t.nbor(-1).is_alpha) for t in before[1:]
    )


def is_make(name: Token) -> bool:
    """``an Antonov cargo plane``: the name of a maker, which a person bears too."""
    return name.dep_ == "compound" and name.head.lemma_.lower() in BRANDED


def opens_role(token: Token, word: str, part: str) -> bool:
    openings = role_openings()
    return part not in NO_ROLE and (opening(word) in openings or opening(token.lemma_.lower()) in openings)


def role_of(words: list[str], last: Token) -> Role | None:
    """Return the role that ``words`` name, the last of them also by its lemma, hyphens with or without spaces."""
    table = role_table()
    role = table.get(" ".join(words)) or table.get(" ".join([*words[:-1], last.lemma_.lower()]))
    if role is None and len(words) > 2 and "-" in words:
        joined = "".join(
            " " + w if w != "-" and (i == 0 or words[i - 1] != "-") else w for i, w in enumerate(words)
        )  # fmt: skip
        role = table.get(joined.strip())
    return role


def name_pieces(doc: Doc) -> Iterator[Piece]:
    """Yield the names that the knowledge base knows."""
    words, spaces = [t.text for t in doc], [t.whitespace_ for t in doc]
    names = index()
    spans = list(names.find(words, spaces))
    written_out = {sense.name for start, end in spans if end - start > 1 for sense in names.senses(doc[start:end].text)}
    for start, end in spans:
        text = doc[start:end].text
        if end < len(doc) and doc[end].pos_ == "NOUN" and doc[end].lemma_.lower() in CURRENCIES:
            continue  # ``17.6 million U.S. dollars``
        known = names.known(text)
        senses, tenures = names.senses(known), names.tenures(known)
        if text.isupper() and len(senses) > 1:
            # An acronym of several bodies is the one that the article also writes out.
            senses = sorted(senses, key=lambda s: s.name not in written_out)
        if senses:
            yield Piece(
                start,
                end,
                kind_of(senses, doc[end - 1]),
                text,
                sense=best_sense(senses, doc[end - 1]),
                tenures=tuple(tenures),
            )
        elif (end - start > 1 or doc[start].pos_ == "PROPN") and not is_make(doc[end - 1]):
            yield Piece(start, end, "person", text, tenures=tuple(tenures))


def best_sense(senses: Sequence[Sense], last: Token) -> Sense:
    """Choose among meanings: an adjective where the word modifies, a noun elsewhere."""
    adjectival = last.pos_ == "ADJ" or last.dep_ == "amod"
    for sense in senses:
        if adjectival and sense.kind == "adjective":
            return sense
        if (
            not adjectival
            and last.pos_ in ("NOUN", "PROPN")
            and sense.kind == "people"
            and has_feature(last, "Number", "Plur")
        ):
            return sense
    return senses[0]


def kind_of(senses: Sequence[Sense], last: Token) -> PieceKind:
    kind = best_sense(senses, last).kind
    kinds: dict[str, PieceKind] = {
        "country": "country",
        "adjective": "adjective",
        "people": "people",
        "capital": "capital",
        "place": "place",
        "city": "place",
    }
    return kinds.get(kind, "body")


def entity_pieces(doc: Doc) -> Iterator[Piece]:
    """Yield the names that the entity recogniser found."""
    kinds: dict[str, PieceKind] = {
        "PERSON": "person",
        "ORG": "body",
        "MIL": "body",
        "GPE": "place",
        "LOC": "place",
        "FAC": "place",
        "NORP": "name",
    }
    end_of_last = 0
    for ent in doc.ents:
        if ent.label_ in kinds and ent.start >= end_of_last:
            start = ent.start
            end_of_last = end = after_nickname(ent) if ent.label_ == "PERSON" else ent.end
            while start < end - 1 and doc[start].lower_ in (*TITLES, "the", "a"):
                start += 1
            text = doc[start:end].text
            if end - start == 1 and doc[start].pos_ == "PRON":
                continue
            if not any(c.isupper() for c in text) or (ent.label_ == "ORG" and is_document(text)):
                continue
            if ent.label_ == "NORP" and text.lower() in COMMON:
                continue
            yield Piece(
                start,
                end,
                kinds[ent.label_],
                text,
                tenures=tuple(index().tenures(text)) if ent.label_ == "PERSON" else (),
            )


def ship_pieces(doc: Doc) -> Iterator[Piece]:
    """Yield the names of warships, whatever else bears them: ``USS Carney``, ``HMAS Toowoomba``."""
    prefixes = navies()
    for token in doc[:-1]:
        if token.text in prefixes and token.nbor().text.istitle() and token.nbor().pos_ == "PROPN":
            end = token.i + 2
            while end < len(doc) and doc[end].text.istitle() and doc[end].ent_type_ and doc[end].ent_iob_ == "I":
                end += 1
            yield Piece(token.i, end, "body", doc[token.i : end].text)


def after_nickname(name: Span) -> int:
    """Return the end of a person's name that goes on after a nickname in quotation marks: ``John "J.D." Dorrian``."""
    doc, end = name.doc, name.end
    if not any(t.text in OPENING_QUOTES for t in name):
        return end
    while end < len(doc) and (doc[end].text in CLOSING_QUOTES or doc[end].text == "."):
        end += 1
    follows = end < len(doc) and end > name.end and doc[end].pos_ == "PROPN"
    return end + 1 if follows else name.end


def is_document(name: str) -> bool:
    """True for the name of a law or a paper, which the recogniser takes for a body: ``Immigration Act``."""
    words = name.split()
    return len(words) > 1 and words[-1].lower() in DOCUMENTS


def merged_pieces(doc: Doc) -> list[Piece]:
    """Put the sources together, none overlapping: the knowledge base first, but a longer name wins."""
    ships = list(ship_pieces(doc))
    afloat = {i for s in ships for i in range(s.start, s.end)}
    chosen: list[Piece] = [*ships, *(p for p in name_pieces(doc) if afloat.isdisjoint(range(p.start, p.end)))]
    for piece in entity_pieces(doc):
        if not afloat.isdisjoint(range(piece.start, piece.end)):
            continue
        rivals = [c for c in chosen if c.start < piece.end and piece.start < c.end]
        inside = all(piece.start <= c.start and c.end <= piece.end for c in rivals)
        longer = rivals and inside and piece.end - piece.start > max(c.end - c.start for c in rivals)
        if not rivals:
            chosen.append(piece)
        elif longer and (
            piece.kind == "person" or (piece.kind == "body" and not any(c.kind in ("person", "body") for c in rivals))
        ):
            if (
                piece.kind == "body"
                and rivals[0].kind in ("adjective", "country", "capital")
                and rivals[0].start == piece.start
            ):
                piece = replace(piece, sense=rivals[0].sense)
            elif piece.kind == "body" and rivals[-1].kind == "country" and doc[rivals[-1].start - 1].lower_ == "of":
                piece = replace(piece, sense=rivals[-1].sense)
            chosen = [c for c in chosen if c not in rivals] + [piece]
        elif (longer and piece.kind == "place" and is_part(doc[piece.start : piece.end], rivals[0])) or (
            piece.kind == "person"
            and all(c.kind in PLACES and c.start == piece.start and c.end == piece.end for c in rivals)
            and (rivals[0].kind == "place" or piece.tenures)
        ):
            chosen = [c for c in chosen if c not in rivals] + [piece]
    chosen = with_family_names(doc, chosen)
    taken = {i for c in chosen for i in range(c.start, c.end)}
    headed = set(dateline_tokens(doc))
    chosen = [c for c in chosen if c.start not in headed]
    chosen += role_pieces(doc, taken)
    return sorted(chosen, key=lambda p: p.start)


def with_family_names(doc: Doc, chosen: Sequence[Piece]) -> list[Piece]:
    """Add the family names by which somebody is called again whose full name the text has: ``Park Jin ... Park``."""
    called = {doc[p.start].text for p in chosen if p.kind == "person" and p.end - p.start > 1} & names_before_given()
    if not called:
        return list(chosen)
    known = {i for p in chosen if p.kind != "place" or p.end - p.start > 1 or p.sense for i in range(p.start, p.end)}
    again = [
        Piece(t.i, t.i + 1, "person", t.text)
        for t in doc
        if t.text in called and t.i not in known and t.pos_ == "PROPN"
    ]
    starts = {p.start for p in again}
    return [*(p for p in chosen if p.start not in starts), *again]


def is_part(name: Span, town: Piece) -> bool:
    """``Lower Juba``: a region that bears the name of a capital which may lie in another country."""
    return town.kind == "capital" and name.end == town.end and name[0].lower_ in LEVELS


def dateline_tokens(doc: Doc, first: int | None = None) -> Iterator[int]:
    """Yield the tokens of datelines, of the ``first`` words only if so asked; the agencies and towns there take no part
    in the story."""
    words: list[int] = []
    for token in [*doc[:first], None]:
        if token is not None and not token.is_space:
            words.append(token.i)
        elif words and (token is None or "\n" in token.text):
            yield from words[: dateline(doc, words)]
            words = []
