"""Who acts in a clause: its subject, who is behind its subject, or the state of the place where it happens."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.cast import Cast, first, is_owned
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.nounsides import NounSides
from demarche.extraction.phrases import (
    auxiliaries,
    case_of,
    children,
    conjuncts,
    has_feature,
    has_mark,
    marks,
    sentence_of,
)
from demarche.extraction.proto import parties, sides
from demarche.models import Actor

ABSTRACT = frozenset({
    "relation", "tie", "tension", "crisis", "war", "conflict", "dispute", "issue", "situation", "row", "standoff",
    "stand-off", "problem", "relationship", "economy", "election",
})  # fmt: skip
"""Subjects that do nothing themselves, whoever modifies them (``US-Russian relations threaten ...``)."""
PLACE_PREPOSITIONS = ("in", "near", "around", "along", "across", "inside", "off", "opposite")
OPPOSITE_PREPOSITIONS = ("from", "to", "against", "with", "towards", "toward")
"""What sets somebody over against the subject: ``it recalled its envoy from Rome``."""
LETTING_OUT = frozenset({"deport", "expel", "banish", "evict", "release", "free", "bar", "exclude"})
"""What is done to people by those from whose land, prison or games they then are away."""
DOCUMENTS = frozenset({"document", "report", "statement", "communique", "communiqué", "letter", "note", "readout"})
"""What an office issues and what then speaks for it."""
WRITINGS = DOCUMENTS | {
    "resolution", "declaration", "message", "petition", "motion", "tweet", "post", "cable", "appeal",
}  # fmt: skip
"""What somebody puts out and what a participle then tells the content of: ``a letter accusing Ukraine``."""
CONTENTS = frozenset({
    "accuse", "threaten", "demand", "urge", "warn", "condemn", "criticise", "criticize", "denounce", "thank",
    "congratulate", "ask", "call", "request", "invite", "assure", "reject", "protest", "blame", "offer", "tell", "say",
})  # fmt: skip
"""Verbs of what papers say, also where the parse hangs them on who gets the papers."""
FINITE = frozenset({"ROOT", "conj", "ccomp", "parataxis", "acl:relcl", "advcl"})
"""Clauses that have a subject of their own."""
INFINITE_MARKS = frozenset({"to", "by", "for", "of", "from", "without"})
ISSUED = frozenset({"the", "this", "these", "those"})
LOOK_BACK = 80
"""Words, some three sentences: papers taken up again were spoken of just before."""


RESOLVING = frozenset({"IGO", "LEG"})
"""Sectors of the bodies that pass resolutions."""


class Sources:
    """Finds who acts in the clauses of one document."""

    def __init__(self, cast: Cast, noun_sides: NounSides) -> None:
        self.cast = cast
        self.noun_sides = noun_sides

    def of(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who acts: the writers of a paper, the subject, a name before the verb, who is inside the subject."""
        found = self.writers(frame, speaker) or self.cast.actors(frame.subjects, speaker)
        if any(t.pos_ == "PRON" and t.dep_ != "nsubj:outer" for t in frame.subjects):
            found = self.others_than_met(frame, found, speaker)
        if not frame.subjects and not frame.passive:
            found = self.cast.actors(self.near_subject(frame.token), speaker)
            found = found or self.resolving(frame.token)
        inside = (s for s in frame.subjects if s.lemma_.lower() not in ABSTRACT and not self.only_placed(s))
        return found or self.cast.deep_first(inside, speaker) or self.issuer(frame)

    def resolving(self, verb: Token) -> tuple[Actor, ...]:
        """``3. Decides to suspend Mali;``: of a paragraph that opens with its verb the body whose resolution it is,
        named in a line above that goes on (``The Security Council,``), else who publishes the text."""
        if not is_operative(verb):
            return ()
        doc, start = verb.doc, sentence_of(verb).start
        while start > 0:
            above = sentence_of(doc[start - 1])
            bodies = (c.actors for c in self.cast.referents.chunks if above.start <= c.start < above.end and c.actors)
            body = next((actors for actors in bodies if all(a.sector in RESOLVING for a in actors)), ())
            if body and above.text.rstrip()[-1:] in (":", ",") and not is_operative(above.root):
                return body
            start = above.start
        return self.cast.referents.voices

    def others_than_met(self, frame: Frame, found: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom pronouns mean as subjects: none of those whom their own verbs name beside them."""
        verbs = {t.head for t in frame.subjects if t.head.pos_ == "VERB"} - {frame.token}
        met = [a for f in (frame, *map(frame_of, verbs)) for a in self.acted_upon(f, speaker)]
        # Rebels and those of their country whom they strike are two sides.
        if not sides(found) & sides(met):
            return found
        taken = frozenset(parties(met))
        return tuple(a for t in frame.subjects for a in self.cast.referents.actors_at(t, speaker, taken))

    def only_placed(self, subject: Token) -> bool:
        """True for ``a car bomb in Baghdad``: where a thing is tells nobody who used it."""
        near = [c for c in subject.children if c.dep_ in ("nmod:poss", "amod", "compound", "flat")]
        placed = [c for c in children(subject, "nmod") if c.i > subject.i]
        return bool(placed) and all(case_of(c) in PLACE_PREPOSITIONS for c in placed) and not self.cast.actors(near)

    def acted_upon(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom a verb names beside its subject: a pronoun there means none of them."""
        beside = [t for p in OPPOSITE_PREPOSITIONS for t in frame.obliques.get(p, []) if not is_owned(t)]
        return self.cast.actors([*frame.objects, *frame.indirect, *beside], speaker)

    def issuer(self, frame: Frame) -> tuple[Actor, ...]:
        """``The documents accused China``: of a known document, who was told to have issued one, else the last body."""
        for subject in frame.subjects:
            if subject.lemma_.lower() in DOCUMENTS and subject.dep_ == "obl" and subject.head.pos_ == "VERB":
                # ``its ministry said in a statement, which appealed to both``
                return self.cast.actors(frame_of(subject.head).subjects)
            if subject.lemma_.lower() in DOCUMENTS and any(c.lower_ in ISSUED for c in subject.children):
                return self.publisher(subject) or self.cast.referents.last_body(subject.i)
        return ()

    def writers(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``sent a letter to the Council accusing Ukraine``: who sent it accuses, whoever reads it."""
        token = frame.token
        if token.dep_ != "acl" or frame.passive or has_mark(token, "to"):
            return ()
        paper = token.head
        while paper.lemma_.lower() not in WRITINGS and paper.dep_ == "nmod" and token.lemma_.lower() in CONTENTS:
            paper = paper.head
        if paper.lemma_.lower() not in WRITINGS:
            return ()
        verb = paper.head if paper.dep_ in ("obj", "obl") and paper.head.pos_ == "VERB" else None
        return self.noun_sides.source(paper, speaker) or (
            self.cast.actors(frame_of(verb).subjects, speaker) if verb else ()
        )

    def publisher(self, document: Token) -> tuple[Actor, ...]:
        """Return the subject of the last verb before whose object such papers are: ``put out three statements``."""
        earlier = (t for t in reversed(self.cast.doc[max(0, document.i - LOOK_BACK) : document.i]) if t.dep_ == "obj")
        issued = (t for t in earlier if t.lemma_.lower() in DOCUMENTS and t.head.pos_ == "VERB")
        return first(self.cast.actors(frame_of(t.head).subjects) for t in issued)

    def near_subject(self, token: Token) -> list[Token]:
        """Return the name right before a finite verb to which the parse gave no subject."""
        bare_participle = has_feature(token, "VerbForm", "Part") and not auxiliaries(token) and token.dep_ != "ROOT"
        if token.dep_ not in FINITE or marks(token) & INFINITE_MARKS or bare_participle:
            return []
        for i in range(token.i - 1, max(sentence_of(token).start, token.i - 8) - 1, -1):
            word = self.cast.doc[i]
            chunk = self.cast.referents.by_token.get(i)
            if chunk is not None:
                before = self.cast.doc[chunk.start - 1] if chunk.start > sentence_of(token).start else None
                named = chunk.actors and (before is None or before.pos_ not in ("ADP", "VERB", "PART"))
                return conjuncts(word.head if word.dep_ == "conj" else word) if named else []
            if word.pos_ in ("VERB", "ADP", "PUNCT", "NOUN", "PRON"):
                return []
        return []

    def hosts(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``was arrested in Minsk``, ``summoned in Moscow``: without an agent the state of the place acts.

        What somebody was removed ``from`` acts where it is a body, or where it put or let him out: ``were deported from
        Kuwait``, ``was freed from a prison in Iran``, ``was told to leave Pretoria``. A visa is denied by the state
        that one wanted to enter.
        """
        entered = (n for c in self.entrances(frame) for n in (*children(c, "obj"), *children(c, "obl")))
        refusing = self.cast.governing(entered, speaker)
        if refusing:
            return refusing
        below = children(frame.token, "xcomp")
        told_to_leave = self.cast.governing(
            (o for c in below if c.lemma_ == "leave" for o in children(c, "obj")), speaker
        )
        if told_to_leave:
            return told_to_leave
        for preposition in ("from", "out_of", "in", "at"):
            nouns = frame.obliques.get(preposition, [])
            # ``was forced to land in Minsk``
            nouns = nouns or [t for c in below for t in children(c, "obl") if case_of(t) == preposition]
            # ``was handed a note in Nairobi``: the parse may hang the place on the paper.
            nouns = nouns or [m for o in frame.indirect for m in modifiers(o, preposition) if preposition == "in"]
            if preposition == "from":
                left = first(self.cast.at(n, speaker) for n in nouns)
                if left and left[0].sector == "IGO":
                    return left
                if left and frame.token.lemma_.lower() not in LETTING_OUT:
                    return ()
            if found := self.cast.governing(nouns, speaker):
                return found
        return ()

    def entrances(self, frame: Frame) -> list[Token]:
        """Return the clauses ``to enter the country`` of a predicate and of its objects."""
        above = [frame.token, *frame.objects, *frame.indirect]
        return [c for t in above for c in children(t, "acl", "xcomp", "advcl") if c.lemma_.lower() == "enter"]


def is_operative(verb: Token) -> bool:
    """True for the verb that opens a paragraph of a resolution: ``(b) Strongly condemns ...;``, ``Recalling ...,``."""
    sent = sentence_of(verb)
    before = sent.doc[sent.start : verb.i]
    plain = all(t.pos_ in ("ADV", "NUM", "PUNCT", "SYM", "X", "SPACE") or len(t.text) == 1 for t in before)
    return verb == sent.root and plain and verb.tag_ in ("VBZ", "VBG") and not children(verb, "nsubj")
