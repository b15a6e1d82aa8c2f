"""Nouns as events: ``the attack on Kyiv``, ``talks between them``, ``Germany's demand that Iran free her``."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.clauses import frame_of
from demarche.extraction.phrases import auxiliaries, case_of, children, has_mark, is_negated, marks
from demarche.extraction.proto import SYMMETRIC, Proto, mutual, parties
from demarche.extraction.scene import Scene
from demarche.extraction.status import DOUBTFUL, FUTURE, OUGHT, under_condition
from demarche.models import Actor, Status

CLAUSE_NOUNS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "ACCUSE"})
"""Types whose nouns govern a clause that tells what is demanded, threatened ..., not what happened."""

COMPARED = frozenset({"like", "unlike", "in_case_of", "in_the_event_of"})
"""What another event is likened to, or only reckoned with, isn't told."""
UNREAL = frozenset({"PLAN", "PREVENT", "TRY", "FAIL", "WARN"})
"""Commitments under which an event noun names no deed: ``fear``, ``prepare``, ``avert`` an invasion."""


class Nouns:
    """Codes the event nouns of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.words = scene.words

    def clause_of_noun(self, token: Token) -> list[Proto] | None:
        """``Germany's demand that Iran free her``: the noun makes the event, not its clause."""
        noun = token.head
        clausal = token.dep_ in ("acl", "ccomp", "xcomp") and noun.pos_ == "NOUN"
        if not clausal or not marks(token) & {"that", "to", "for", "of"}:
            return None
        row = self.words.event_noun(noun)
        if row is None or row.type not in CLAUSE_NOUNS:
            return None
        if noun.i in self.scene.done and has_mark(token, "for"):
            # ``drew criticism for saying``: the verb has told whose criticism it is.
            self.scene.done.add(token.i)
            return []
        self.scene.done |= {token.i, noun.i}
        speaker = self.scene.attribution.speaker_at(noun)
        source, target = self.cast.noun_sides(noun, speaker)
        if not source and noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
            source = self.cast.actors(frame_of(noun.head).subjects, speaker)
        frame = frame_of(token)
        inner = self.cast.actors(frame.subjects if children(token, "nsubj") else [], speaker)
        inner = inner or self.cast.targets_of(frame, row.type, source, speaker)[0]
        own = parties(source)
        target = tuple(a for a in (target or inner) if a.party not in own)
        status = self.status(noun, planned=False)
        rule, signs = f"noun-clause:{row.name}", frozenset({"noun", "clause"})
        return [Proto(row.type, row.cameo, noun, noun, source, target, status, rule, speaker, signs)]

    def noun_event(self, noun: Token, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Return the event that a governed noun stands for, parties as far as the phrase tells them."""
        row = self.words.event_noun(noun)
        if row is None:
            return []
        self.scene.done.add(noun.i)
        source, target = self.cast.noun_sides(noun, speaker)
        return [Proto(row.type, row.cameo, noun, noun, source, target, "actual", f"noun:{row.name}", speaker)]

    def bare_noun(self, noun: Token) -> list[Proto]:
        """Return the event of a noun that nothing governs, if its phrase names the parties."""
        row = self.words.event_noun(noun)
        if row is None or case_of(noun) in COMPARED:
            return []
        speaker = self.scene.attribution.speaker_at(noun)
        source, target = self.cast.noun_sides(noun, speaker, mutual=row.type in SYMMETRIC)
        target = tuple(a for a in target if a.party not in parties(source))
        held_by_body = bool(source) and all(a.sector == "IGO" for a in source) and not target
        told_before = any(c.lower_ in ("that", "this") for c in children(noun, "det"))
        if row.type in SYMMETRIC and len(parties((*source, *target))) < 2 and not (held_by_body or told_before):
            also = self.subjects_above(noun, speaker)
            source = (*source, *(a for a in also if a.party not in parties(source)))
        self.scene.trace.considered.append(
            f"{noun.text}: noun:{row.name} {row.type} {[a.name for a in source]} -> {[a.name for a in target]}"
        )
        alone = row.type == "MOBILIZE" and "weak" not in row.flags
        if not source or not (alone or len(parties((*source, *target))) >= 2):
            self.scene.trace.dropped.append(f"{noun.text}: {row.type}: the phrase does not name both parties")
            return []
        signs = frozenset({"noun", "weak"} if "weak" in row.flags else {"noun"})
        status = self.status(noun, planned=True)
        proto = Proto(row.type, row.cameo, noun, noun, source, target, status, f"noun:{row.name}", speaker, signs)
        return [mutual(proto) if row.type in SYMMETRIC or "symmetric" in row.flags else proto]

    def subjects_above(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who takes part by being the subject of the noun's verb: ``Lavrov arrived for talks with Blinken``."""
        if noun.head.pos_ != "VERB" or noun.dep_ not in ("obl", "obj", "nsubj", "nsubj:pass"):
            return ()
        subjects = frame_of(noun.head).subjects
        return self.cast.actors(subjects if noun not in subjects else [], speaker)

    def status(self, noun: Token, *, planned: bool) -> Status:
        """Return the status that the noun's verb gives it; ``planned`` where a future verb makes it a plan."""
        governor = noun.head if noun.head.pos_ == "VERB" else None
        if not planned and under_condition(noun):
            return "hypothetical"
        if governor is not None and is_negated(governor):
            return "denied"
        if governor is not None and self.words.class_of(governor) in UNREAL:
            return "hypothetical"
        if under_condition(noun) or (governor is not None and auxiliaries(governor) & (OUGHT | DOUBTFUL)):
            return "hypothetical"
        return "planned" if planned and governor is not None and auxiliaries(governor) & FUTURE else "actual"
