"""What a predicate or a noun of the text means: its commitment, its row in the lexicon, the clauses it governs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from demarche import ontology
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.coreference import Referents
from demarche.extraction.lexicon import Lexicon, VerbRow, is_event
from demarche.extraction.phrases import (
    auxiliaries,
    case_of,
    children,
    conjuncts,
    has_mark,
    is_reciprocal,
    marks,
    sentence_of,
)
from demarche.extraction.proto import SYMMETRIC
from demarche.models import EventType

CLAUSE_MARKS = frozenset({"of", "for", "to", "against", "from", "over", "with", "that"})
MONEY = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "million", "billion", "$", "€", "£", "m", "bn"}
)

SECTORS = {"@troops": frozenset({"MIL", "REB"}), "@crowd": frozenset({"CVL"})}
"""Classes of nouns that an actor belongs to by its sector: ``the Taliban`` are troops, ``Georgians`` a crowd."""


POSTS = frozenset({"embassy", "consulate", "consulate-general", "legation", "nunciature"})
STAFF = frozenset(
    {"officer", "official", "employee", "member", "staffer", "worker", "secretary", "counsellor", "counselor"}
)
"""Who, at one of ``POSTS``, is a diplomat: ``three employees of the embassy``."""
PLAIN = frozenset({"clear", "plain", "known", "public"})
SAID = frozenset({"that", "this", "it", "these", "them"})
UNTRUE = frozenset(
    {"untrue", "false", "lie", "baseless", "groundless", "unfounded", "fabrication", "invention", "nonsense"}
)
"""What one calls an accusation that one denies."""


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
        self._forms: dict[int, list[str]] = {}
        """What each noun asked for may be found under; many rows ask for the same."""

    def forms(self, noun: Token) -> list[str]:
        if noun.i not in self._forms:
            staff = any(POSTS & {t.lemma_.lower()} for t in modifiers(noun, "of", "at", "in", "from"))
            self._forms[noun.i] = [*forms_of(noun), *(["diplomat"] if staff and noun.lemma_.lower() in STAFF else [])]
        return self._forms[noun.i]

    def class_of(self, token: Token) -> str:
        """Return the commitment that ``token`` makes over what it governs, empty where it makes none."""
        if token.lower_ == "failing" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "which":
            return ""  # ``failing which``: a preposition, whatever the parse makes of it
        if token.pos_ == "NOUN" or (token.pos_ == "ADJ" and children(token, "cop")):
            return self._be_class(token)
        return self.lexicon.commitment(token.lemma_.lower(), self._has_word(token)) or self._be_class(token)

    def _be_class(self, token: Token) -> str:
        """``is ready to``, ``is committed to``, ``is prepared to``: classes of predicative adjectives."""
        if children(token, "cop") or "be" in auxiliaries(token):
            has, own = self._has_word(token), (token.lower_, token.lemma_.lower())
            return self.lexicon.commitment("be", lambda w: w in own or (w in CLAUSE_MARKS and has(w)))
        return ""

    def _has_word(self, token: Token) -> Callable[[str], bool]:
        return lambda word: word in frame_of(token).words

    def row_of(self, token: Token, frame: Frame) -> VerbRow | None:
        """Return the most specific entry that fits the predicate with its objects."""
        if token.pos_ == "NOUN" and not case_of(token):
            # ``was a partner`` is no verb; ``is on a visit`` is as good as one.
            return None
        governed = [(p, o) for p, found in frame.obliques.items() for o in found]
        # ``was handed a note``: what is given is the object that the passive leaves; ``told envoys to leave`` has one.
        left = frame.indirect if frame.passive or not frame.objects else []
        objects = [*frame.objects, *left, *(s for c in children(token, "ccomp") for s in controlled_subjects(c))]
        below = {case_of(m): (o, m) for o in frame.objects for m in children(o, "nmod") if m.i > o.i}
        has_own = self._has_word(token)

        def object_fits(row: VerbRow) -> bool:
            nouns = [o for p, o in governed if set(p.split("_")) & set(row.words[1:])]
            lent = [below[w][1] for w in row.words[1:] if w in below]
            return self._any_is([*objects, *nouns, *lent], row.objects)

        def stands(row: VerbRow) -> bool:
            """``took aim at``, ``hit firms with fines``: what hangs on the object counts where the row names either."""
            lent = [below[w] for w in row.words[1:] if not has_own(w)]
            named = all(o.lemma_.lower() in row.words or self._any_is([o, m], row.objects) for o, m in lent)
            alone = not (objects or frame.passive or children(token, "ccomp", "xcomp", "advcl"))
            if "alone" in row.flags and not alone:
                return False
            return named and (not row.subjects or self._any_is(frame.subjects, row.subjects))

        return self.lexicon.verb(
            token.lemma_.lower(),
            lambda word: has_own(word) or word in below,
            object_fits,
            stands,
            passive=frame.passive,
        )

    def has_crowd(self, subjects: Sequence[Token]) -> bool:
        """True where one of ``subjects`` is people in numbers."""
        return self._any_is(subjects, frozenset({"@crowd", "@people"}))

    def _any_is(self, nouns: Sequence[Token], wanted: frozenset[str]) -> bool:
        """True where one of ``nouns``, or what it is a measure of, is one of the lemmas and classes ``wanted``."""
        return any(self._noun_fits(t, w) for n in nouns for t in (n, *self.measured(n)) for w in wanted)

    def _noun_fits(self, token: Token, wanted: str) -> bool:
        if wanted == "@actor" and token.lower_ not in ("it", "them") and self.referents.actors_at(token):
            return True
        if wanted in ("@actor", "@people") and is_reciprocal(token):
            return True
        if wanted == "@land" and self.referents.is_place(token):
            return True
        if wanted == "@place" and self.referents.is_territory(token):
            return True
        if wanted in SECTORS and any(a.sector in SECTORS[wanted] for a in self.referents.actors_at(token)):
            return True
        if wanted == "@people" and self.referents.is_person(token) and not self._stands_for_thing(token):
            return True
        if wanted == "@aid" and is_money(token):
            return True
        return any(self.lexicon.is_a(form, wanted) for form in self.forms(token))

    def _stands_for_thing(self, pronoun: Token) -> bool:
        """``mocked those statements, and Lavrov dismissed them``: the object just before is what is meant; ``dismissed
        it`` is said of no person."""
        if pronoun.lower_ == "it":
            return pronoun.head.lemma_.lower() == "dismiss"
        if pronoun.lower_ != "them":
            return False
        before = (t for t in reversed(pronoun.doc[sentence_of(pronoun).start : pronoun.i]) if t.dep_ == "obj")
        last = next(before, None)
        return last is not None and last.pos_ == "NOUN" and not self._noun_fits(last, "@people")

    def judgement_of(self, said: Iterable[Token], about: Sequence[Token]) -> EventType | Literal[""]:
        """Return what the words ``said`` of somebody or something mean: of an accusation ``baseless`` is a denial."""
        said = list(said)
        words = [t.lemma_.lower() for t in said]
        # ``as baseless``: an adjective that the tagger takes for a noun gets the lemma of another word.
        forms = [t.lower_ if t.pos_ == "NOUN" else t.lemma_.lower() for t in said]
        kind = self.lexicon.judgement(words) or self.lexicon.judgement(forms)
        what_was_said = any(t.lower_ in SAID for t in about) and not UNTRUE.isdisjoint((*words, *forms))
        denies = what_was_said or self._any_is(about, frozenset({"@claim"}))
        return "REJECT" if kind == "ACCUSE" and denies else kind

    def measured(self, noun: Token) -> list[Token]:
        """Return what ``noun`` only measures: ``rounds of talks``, ``its side of the frontier``, ``dozens of men``."""
        if not self.lexicon.is_a(noun.lemma_.lower(), "@measure"):
            return []
        return [t for m in modifiers(noun, "of") for t in (m, *self.measured(m))]

    def event_noun(self, noun: Token) -> EventNoun | None:
        """Return the event that ``noun`` stands for, None for names and for nouns that are no event."""
        if self.referents.is_name(noun) or noun.ent_type_ == "DATE" or is_first_half(noun) or is_charge(noun):
            return None
        row = next((r for r in map(self.lexicon.noun, self.forms(noun)) if r), None)
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
        if kind == "SAY" and child.dep_ == "xcomp" and child.lemma_.lower() in PLAIN:
            # ``made clear that it would act``: what is said hangs on the adjective.
            found += [t for c in children(child, "ccomp") for t in conjuncts(c)]
        elif clausal or (marked and child.i > token.i):
            found += conjuncts(child)
    for noun in [*children(token, "obj"), *children(token, "iobj")]:
        found += [
            c
            for c in noun.children
            if kind and c.dep_ == "acl" and marks(c) & {"of", "to", "for", "from", "against"} and noun.i < c.i
        ]
    if kind == "ACCUSE" and not found:
        # ``accused Rwanda in a report published in June of sending``: the parse may hang the charge on a word between.
        charges = (t for t in token.subtree if t.i > token.i and t.dep_ in ("advcl", "acl") and has_mark(t, "of"))
        found += [t for charge in [next(charges, None)] if charge is not None for t in conjuncts(charge)]
    return found


def controlled_subjects(clause: Token) -> list[Token]:
    """Return who is to act in ``allowed the ships to leave``, which the parser may take for a clause of its own."""
    return children(clause, "nsubj") if has_mark(clause, "to") else []


def is_money(token: Token) -> bool:
    return token.lemma_.lower() in MONEY or any(
        c.lemma_.lower() in MONEY or c.text[:1] in "$€£" for c in token.children if c.dep_ != "nmod"
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


def is_charge(noun: Token) -> bool:
    """True for the first word of ``chargé d'affaires``, a diplomat."""
    after = noun.i + 1
    return after < len(noun.doc) and noun.doc[after].lower_.replace("’", "'").startswith("d'affaires")


def forms_of(noun: Token) -> list[str]:
    """Return what the lexicon may have ``noun`` under, the longest first."""
    if is_charge(noun):
        return ["diplomat"]
    word, lemma = noun.lower_, noun.lemma_.lower()
    before = [c for c in noun.children if c.dep_ in ("compound", "amod") and c.i < noun.i]
    named = [f"{m} {lemma}" for c in before for m in dict.fromkeys((c.lemma_.lower(), c.lower_))]
    singular = f"{word[:-3]}man" if word.endswith("men") else word
    # ``a call with`` somebody is made by telephone; a call for something demands it.
    shared = [f"{lemma} with"] if any(True for _ in modifiers(noun, "with", "between")) else []
    return [*hyphened(noun), *with_of(noun), *named, *shared, lemma, singular]


def with_of(noun: Token) -> list[str]:
    """Return the noun with what follows it after ``of``: ``state of emergency``, ``use of force``."""
    return [
        f"{noun.lemma_.lower()} of {m}"
        for modifier in modifiers(noun, "of")
        for m in (phrase_lemma(modifier), modifier.lemma_.lower())
    ]


def phrase_lemma(noun: Token) -> str:
    """Return the noun with its compound before it: ``air strike``, ``peace talks``."""
    before = [c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod") and c.i == noun.i - 1]
    return f"{before[0]} {noun.lemma_.lower()}" if before else noun.lemma_.lower()
