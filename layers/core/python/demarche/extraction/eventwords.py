"""What a predicate or a noun of the text means: its commitment, its row in the lexicon, the clauses it governs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from demarche import ontology
from demarche.extraction.clauses import Frame, frame_of
from demarche.extraction.coreference import Referents
from demarche.extraction.lexicon import Lexicon, VerbRow, is_event
from demarche.extraction.phrases import auxiliaries, children, conjuncts, has_mark, is_reciprocal, marks
from demarche.extraction.proto import SYMMETRIC
from demarche.models import EventType

CLAUSE_MARKS = frozenset({"of", "for", "to", "against", "from", "over", "with", "that"})
MONEY = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "million", "billion", "$", "€", "£", "m", "bn"}
)


@dataclass(frozen=True)
class EventNoun:
    """A noun of the text that stands for an event."""

    name: str
    type: EventType
    cameo: str
    flags: frozenset[str]


class EventWords:
    """Looks up the words of one document in the lexicon; nouns count as what they refer to."""

    def __init__(self, lexicon: Lexicon, referents: Referents) -> None:
        self.lexicon = lexicon
        self.referents = referents

    def class_of(self, token: Token) -> str:
        """Return the commitment that ``token`` makes over what it governs, empty where it makes none."""
        if token.pos_ == "NOUN" or (token.pos_ == "ADJ" and children(token, "cop")):
            return self._be_class(token)
        return self.lexicon.commitment(token.lemma_.lower(), self._has_word(token)) or self._be_class(token)

    def _be_class(self, token: Token) -> str:
        """``is ready to``, ``is committed to``, ``is prepared to``: classes of predicative adjectives."""
        if children(token, "cop") or "be" in auxiliaries(token):
            return self.lexicon.commitment("be", lambda w: token.lower_ == w or token.lemma_.lower() == w)
        return ""

    def _has_word(self, token: Token) -> Callable[[str], bool]:
        words: set[str] | None = None

        def has(word: str) -> bool:
            nonlocal words
            if words is None:
                words = frame_of(token).words()
            return word in words

        return has

    def row_of(self, token: Token, frame: Frame) -> VerbRow | None:
        """Return the most specific entry that fits the predicate with its objects; a noun is no verb."""
        if token.pos_ == "NOUN":
            return None
        heads = {o.lemma_.lower() for o in frame.objects} | {phrase_lemma(o) for o in frame.objects}

        def object_is(wanted: frozenset[str]) -> bool:
            return any(self._object_fits(o, w) for o in frame.objects for w in wanted) or bool(heads & wanted)

        governed = [(p, o) for p, found in frame.obliques.items() for o in found]

        def fits(row: VerbRow) -> bool:
            nouns = [o for p, o in governed if set(p.split("_")) & set(row.words[1:])]
            return object_is(row.objects) or any(self._object_fits(o, w) for o in nouns for w in row.objects)

        return self.lexicon.verb(token.lemma_.lower(), self._has_word(token), fits, passive=frame.passive)

    def _object_fits(self, token: Token, wanted: str) -> bool:
        if wanted in ("@actor", "@people") and token.lower_ not in ("it", "them") and self.referents.actors_at(token):
            return True
        if wanted in ("@actor", "@people") and is_reciprocal(token):
            return True
        if wanted == "@aid" and is_money(token):
            return True
        return (
            self.lexicon.is_a(token.lemma_.lower(), wanted)
            or self.lexicon.is_a(phrase_lemma(token), wanted)
            or self.lexicon.is_a(token.lower_, wanted)
        )

    def event_noun(self, noun: Token) -> EventNoun | None:
        """Return the event that ``noun`` stands for, None for names and for nouns that are no event."""
        if self.referents.is_name(noun) or noun.ent_type_ == "DATE" or is_first_half(noun):
            return None
        forms = (*hyphened(noun), phrase_lemma(noun), noun.lemma_.lower(), noun.lower_)
        row = next((r for r in map(self.lexicon.noun, forms) if r), None)
        if row is None or not is_event(row.type):
            return None
        return EventNoun(row.noun, row.type, row.cameo or ontology.default_cameo(row.type), row.flags)

    def is_meeting(self, token: Token) -> bool:
        row = self.event_noun(token) if token.pos_ == "NOUN" else None
        return row is not None and row.type in SYMMETRIC


def complements(token: Token, kind: str) -> list[Token]:
    """Return the predicates of the clauses that ``token`` governs, those coordinated with them included."""
    found = []
    for child in token.children:
        clausal = child.dep_ in ("ccomp", "xcomp", "csubj", "csubj:pass")
        marked = (
            kind
            and child.dep_ in ("advcl", "acl")
            and marks(child) & CLAUSE_MARKS
            and not has_mark(child, "if", "because", "after", "before", "while", "as", "unless")
        )
        if clausal or (marked and child.i > token.i):
            found += conjuncts(child)
    for noun in [*children(token, "obj"), *children(token, "iobj")]:
        found += [
            c
            for c in noun.children
            if kind and c.dep_ == "acl" and marks(c) & {"of", "to", "for", "from", "against"} and noun.i < c.i
        ]
    return found


def is_money(token: Token) -> bool:
    return token.lemma_.lower() in MONEY or any(
        c.lemma_.lower() in MONEY or c.text[:1] in "$€£" for c in token.children
    )


def hyphened(noun: Token) -> list[str]:
    """Return the hyphened words that ``noun`` is part of, which the tokeniser cuts: ``build-up``, ``cease-fire``."""
    doc, i = noun.doc, noun.i
    found = []
    for low in (i - 2, i):
        if low >= 0 and low + 2 < len(doc) and doc[low + 1].text == "-" and not doc[low].whitespace_:
            found.append(f"{doc[low].lower_}-{doc[low + 2].lemma_.lower()}")
    return found


def is_first_half(noun: Token) -> bool:
    """True for ``build`` in ``build-up``, whose second half heads the phrase and stands for the word."""
    after = noun.i + 2
    return noun.dep_ == "compound" and noun.head.i == after and noun.doc[noun.i + 1].text == "-"


def phrase_lemma(noun: Token) -> str:
    """Return the noun with its compound before it: ``air strike``, ``peace talks``."""
    before = [c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod") and c.i == noun.i - 1]
    return f"{before[0]} {noun.lemma_.lower()}" if before else noun.lemma_.lower()
