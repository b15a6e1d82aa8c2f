"""Sentences to coded events: which predicate tells an event, of which type, by whom, to whom.

Predicates are read from the top of the tree down. A commitment (``threaten``, ``agree``, ``refuse``, ``demand``,
``say``) decides over what stands below it: the outermost commitment makes the event. Everything else is looked up in
the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from demarche.extraction.asking import is_desire, said_kind
from demarche.extraction.attribution import Attribution
from demarche.extraction.cast import Cast
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.commitments import DEFAULT_TYPE, Commitments, is_decision
from demarche.extraction.coreference import Referents
from demarche.extraction.eventwords import EventWords, complements
from demarche.extraction.formulas import Formulas
from demarche.extraction.harms import attackers_in
from demarche.extraction.implied import implied_source
from demarche.extraction.judgements import Judgements, is_verdict
from demarche.extraction.lexicon import Lexicon, VerbRow, is_event
from demarche.extraction.making import Maker
from demarche.extraction.meaning import PEACEKEEPERS_LEAVE, PEACEKEEPING, VISIT, WITHDRAWAL, Meaning
from demarche.extraction.nouns import Nouns
from demarche.extraction.phrases import auxiliaries, children, has_feature, has_mark
from demarche.extraction.predicates import defines, depth, is_of_us, is_predicate, is_told
from demarche.extraction.proposals import Proposals, is_sure
from demarche.extraction.proto import SYMMETRIC, Proto, Trace, parties, sides
from demarche.extraction.reports import Reports
from demarche.extraction.sayings import vowed
from demarche.extraction.scene import Scene
from demarche.extraction.sources import WRITINGS
from demarche.extraction.status import FUTURE, OUGHT, WOULD
from demarche.models import Actor, EventType

HOSTING = frozenset({"host", "convene", "chair", "organise", "organize"})
"""Who does this to a conference takes part in it, though nobody else is named."""
ASKING = frozenset({"REQUEST", "AGREE", "THREATEN"})
"""Acts whose object may carry a clause that tells towards whom: ``the need for Iran to act``, ``readiness to meet``."""
BACKING = "050"
"""CAMEO's code of praise and endorsement."""
APOLOGY = "055"
"""CAMEO's code of an apology, which regret is."""
KEEPS_PEACE = ("peacekeep", "peace-keep")
CALLING = frozenset({"hold", "convene", "open"})
"""What a body does with its sessions."""
SESSIONS = frozenset({"session", "meeting", "summit"})
"""What one body holds by itself; talks and negotiations need a second."""
SITTING = frozenset({"meet", "convene", "gather", "assemble"})
"""What a body of several states does in its sessions."""
PUBLISHERS = frozenset({"GOV", "MIL", "IGO"})
"""Whose own text judges, demands and threatens where it tells no speaker."""


class Coder:
    """Codes the sentences of one document."""

    def __init__(self, doc: Doc, referents: Referents, lexicon: Lexicon) -> None:
        self.cast = Cast(doc, referents)
        self.words = EventWords(lexicon, referents)
        self.attribution = Attribution(doc, referents, lexicon.is_saying)
        self.told: list[Proto] = []
        """The events of the sentences before."""
        self.now: list[Proto] = []
        """Those of the sentence at hand so far."""
        self.scene = Scene(self.cast, self.words, self.attribution)
        self.maker = Maker(self.scene)
        self.nouns = Nouns(self.scene)
        self.reports = Reports(self.scene, self.code)
        self.commitments = Commitments(self.scene, self.code, self.maker, self.nouns)
        self.judgements = Judgements(self.scene, self.maker)
        self.proposals = Proposals(doc, self.scene)
        self.formulas = Formulas(self.scene, self.maker)

    @property
    def referents(self) -> Referents:
        return self.cast.referents

    @property
    def trace(self) -> Trace:
        """How the last sentence was coded."""
        return self.scene.trace

    def sentence(self, sent: Span) -> list[Proto]:
        """Return the events that the sentence tells."""
        self.scene.done = set()
        self.scene.trace = Trace()
        protos = self.now = []
        for token in sorted((t for t in sent if is_predicate(t)), key=depth):
            if token.i not in self.scene.done:
                found = self.reported(token)
                protos += found
                if not found and self.words.is_meeting(token):
                    # ``It was their first meeting``: the noun is no predicate of an event, but may be one itself.
                    self.scene.done.discard(token.i)
        for token in sent:
            if token.pos_ in ("NOUN", "PROPN") and token.i not in self.scene.done:
                protos += self.nouns.bare_noun(token)
        protos += self.formulas.gapped(sent, protos)
        found = [q for p in map(self.sourced, protos) if self.stands(p) for q in one_by_one(vowed(p))]
        seconded, proposed = self.proposals.beside(sent, found)
        proposed = [p for p in map(self.sourced, proposed) if self.stands(p)]
        self.told += [*seconded, *filter(is_sure, proposed)]
        groups = self.referents.groups
        groups.dealings += filter(None, map(dealing, seconded))
        groups.meetings += filter(None, (dealing(p) for p in seconded if p.type in SYMMETRIC))
        return [*seconded, *proposed]

    def sourced(self, proto: Proto) -> Proto:
        """Return ``proto`` with the source that the text before tells, where its own clause names none."""
        source = implied_source(proto, self.told) or attackers_in(proto)
        return replace(proto, source=source, signs=proto.signs | {"source:implied"}) if source else proto

    def stands(self, proto: Proto) -> bool:
        """Last checks: an event needs a political source, and nobody does a thing to himself."""
        if not proto.source:
            self.scene.trace.dropped.append(f"{proto.trigger.text}: {proto.type} without a source")
            return False
        if proto.type in SYMMETRIC and len(sides(proto.source)) < 2 and not proto.target and not sits_alone(proto):
            self.scene.trace.dropped.append(f"{proto.trigger.text}: {proto.type} with one party only")
            return False
        return True

    def reported(self, token: Token) -> list[Proto]:
        """Code the clause of ``token``; where somebody else's saying frames it, as his report."""
        if defines(token):
            return []
        of_noun = self.nouns.clause_of_noun(token)
        if of_noun is not None:
            return of_noun
        verb = self.attribution.saying_verb(token)
        speaker = self.speaker_of(token, verb)
        if speaker and verb != token:
            framing = verb or self.attribution.framing_verb(token)
            return self.reports.report(
                speaker,
                self.cast.addressees(frame_of(framing)) if framing is not None else (),
                [token],
                self.words.class_of(verb) if verb is not None else "SAY",
            )
        voice = self.referents.voice
        if not speaker and verb is None and voice is not None and voice.sector in PUBLISHERS:
            return self.reports.stated(self.referents.voices, token)
        return self.code(token, speaker)

    def speaker_of(self, token: Token, verb: Token | None) -> tuple[Actor, ...]:
        """Return who says the clause of ``token``, which ``verb`` frames; nobody where that has been read."""
        if verb is None:
            speaker = self.attribution.speaker_at(token)
            return speaker or (self.referents.voices if is_of_us(token) else ())
        # ``used the talks to say that Iran must stop``: what is asked may stand deep below the saying.
        asked = bool(auxiliaries(token) & OUGHT)
        return self.attribution.subjects(verb) if verb.i not in self.scene.done or asked else ()

    def code(self, token: Token, speaker: tuple[Actor, ...] = ()) -> list[Proto]:
        """Return the events of the predicate ``token`` with everything it governs."""
        self.scene.done.add(token.i)
        frame = frame_of(token)
        formula = self.formulas.formula(token, frame, speaker, [*self.told, *self.now])
        if formula is not None:
            return formula
        kind = self.words.class_of(token)
        clauses = complements(token, kind)
        kind = said_kind(self.words.lexicon, token, kind, frame, clauses)
        if kind == "ORDER" and self.orders_a_state(frame, speaker):
            kind = "DEMAND"
        if is_verdict(token, frame):
            verdict = self.judgements.judgement(token, frame, clauses, speaker)
            if verdict:
                return verdict
            if token.lemma_.lower() == "call":
                if any(c not in frame.objects for c in children(token, "xcomp")):
                    return self.code_all(clauses, speaker)
                kind = ""
        if kind in ("SAY", "WARN") and clauses:
            said = self.said(token, frame, kind, clauses, speaker)
            if said is not None:
                return said
        return self.looked_up(token, frame, kind, clauses, speaker)

    def orders_a_state(self, frame: Frame, speaker: tuple[Actor, ...]) -> bool:
        """``the court ordered Venezuela to refrain``: whom nobody commands does not do it with that."""
        told = self.cast.actors([*frame.objects, *frame.indirect], speaker)
        by = self.cast.actors(frame.subjects, speaker)
        states = bool(told) and all(a.sector == "GOV" and not a.role and not a.person for a in told)
        return states and bool(by) and not parties(by) & parties(told)

    def said(
        self, token: Token, frame: Frame, kind: str, clauses: Sequence[Token], speaker: tuple[Actor, ...]
    ) -> list[Proto] | None:
        """Code a verb of saying by what it says; None where neither its object nor a speaker is there to tell it."""
        if kind == "SAY" and not any(is_told(c) for c in clauses):
            # ``stressed the need to``, ``declared him persona non grata``: the object tells what is said.
            row = self.words.row_of(token, frame)
            if row is not None and row.objects and is_event(row.type):
                self.scene.done |= {c.i for c in clauses}
                return self.from_row(token, frame, row, row.type, speaker)
        if not frame.subjects and not frame.passive:
            return None
        who = self.cast.actors(frame.subjects, speaker) if frame.subjects else self.tellers(frame, clauses)
        who = who or tuple(a for s in frame.subjects for a in self.attribution.voices(s))
        return self.reports.report(who, self.cast.addressees(frame, speaker), clauses, kind, verb=token)

    def tellers(self, frame: Frame, clauses: Sequence[Token]) -> tuple[Actor, ...]:
        """``The envoy was told that the Union would respond``: whose future it is, else who publishes the statement."""
        told = parties(self.cast.addressees(frame))
        coming = [c for c in clauses if auxiliaries(c) & (FUTURE | WOULD)]
        found = tuple(a for c in coming for a in self.cast.actors(frame_of(c).subjects) if a.party not in told)
        voice = self.referents.voice
        return found or ((voice,) if voice is not None and voice.party not in told else ())

    def looked_up(
        self, token: Token, frame: Frame, kind: str, clauses: list[Token], speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """Code a predicate by its commitment ``kind``, else by its entry, else by the clauses below it."""
        row = self.words.row_of(token, frame)
        if row is not None and not is_event(row.type):
            self.scene.trace.dropped.append(f"{token.text}: {row.name} is no event")
            row, kind = None, ""
        if row is not None and row.is_bare and is_desire(token, frame, clauses):
            row = None
        awaited = row is not None and row.cameo == VISIT and "planned" in row.flags
        marched = row is not None and row.type == "PROTEST" and self.words.has_crowd(frame.subjects)
        if kind and kind != "SAY" and not awaited and not marched:
            composed = self.commitments.compose(token, frame, kind, clauses, speaker, row)
            if composed is not None:
                return composed
        if row is not None and is_event(row.type):
            return self.from_row(token, frame, row, row.type, speaker)
        if kind in DEFAULT_TYPE and (DEFAULT_TYPE[kind] != "AGREE" or clauses):
            meaning = Meaning(DEFAULT_TYPE[kind], f"commitment:{kind}", commitment=kind)
            return self.maker.make(token, frame, meaning, speaker)
        return self.judgements.judgement(token, frame, clauses, speaker) + self.code_all(clauses, speaker)

    def code_all(self, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> list[Proto]:
        """Code the clauses that no other rule has read."""
        found: list[Proto] = []
        for clause in clauses:
            if clause.i not in self.scene.done:
                found += self.code(clause, speaker)
        return found

    def from_row(
        self, token: Token, frame: Frame, row: VerbRow, kind: EventType, speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """Make the event of the lexicon's entry ``row``, and those of the clauses below it."""
        if row.cameo == BACKING and any(self.tells_itself(o) for o in frame.objects):
            return self.code_all(complements(token, ""), speaker)
        for noun in frame.objects:
            if row.objects or self.words.lexicon.noun(noun.lemma_.lower()):
                self.scene.done |= {noun.i, *(t.i for t in modifiers(noun, "of") if self.words.is_meeting(t))}
        signs = frozenset({"row", "object"} if row.objects else {"row"})
        if token.lemma_.lower() in HOSTING and "@talks" in row.objects:
            signs |= {"lone"}
        # ``stressed the need for Iran to comply``: whom the object's clause speaks of, where nobody else is named.
        told = [c for o in frame.objects for c in children(o, "acl") if has_mark(c, "to") and kind in ASKING]
        cameo, flags = row.cameo, row.flags
        if cameo == APOLOGY and is_decision(regretted(frame)):
            kind, cameo, flags = "ACCUSE", "110", flags | {"agent_inner"}
        elif kind == "ACCUSE" and any(o.lemma_ == "regret" for o in frame.objects) and self.is_harm(regretted(frame)):
            kind, cameo, flags = "SUPPORT", APOLOGY, flags - {"agent_inner"}
        if kind == "MOBILIZE" and keep_peace(token.subtree):
            kind, cameo = "AID", PEACEKEEPING
        elif cameo == WITHDRAWAL and keep_peace(t for o in frame.objects for t in o.subtree):
            kind, cameo = "SANCTION", PEACEKEEPERS_LEAVE
        meaning = Meaning(
            kind,
            f"verb:{row.name}",
            cameo,
            flags=flags,
            signs=signs,
            words=row.words[1:],
            extra_target=self.commitments.clause_parties(told, speaker),
        )
        # ``gave Serbia until Friday to withdraw``: what is demanded isn't told as done.
        below = [c for c in complements(token, "") if kind != "REQUEST" or not has_mark(c, "to")]
        return self.maker.make(token, frame, meaning, speaker) + self.code_all(below, speaker)

    def is_harm(self, nouns: Iterable[Token]) -> bool:
        """``voiced regret over the death of two soldiers``: who regrets harm is sorry for it."""
        rows = (self.words.event_noun(noun) for noun in nouns)
        return any(row is not None and row.type == "ASSAULT" for row in rows)

    def tells_itself(self, paper: Token) -> bool:
        """``passed a resolution condemning the strikes``: what it says is what those who pass it do."""
        said = [c for c in children(paper, "acl", "acl:relcl") if has_feature(c, "VerbForm", "Ger", "Part")]
        return paper.lemma_.lower() in WRITINGS and any(
            self.words.class_of(c) or ((row := self.words.row_of(c, frame_of(c))) is not None and is_event(row.type))
            for c in said
        )


def sits_alone(proto: Proto) -> bool:
    """``hosted a conference``, ``The Security Council met behind closed doors``: a meeting that needs nobody else."""
    lemma, objects = proto.trigger.lemma_.lower(), {o.lemma_.lower() for o in children(proto.trigger, "obj")}
    sits = proto.trigger.pos_ == "VERB" and (lemma in SITTING or (lemma in CALLING and bool(objects & SESSIONS)))
    return "lone" in proto.signs or (sits and all(a.sector == "IGO" and not a.person for a in proto.source))


def one_by_one(proto: Proto) -> list[Proto]:
    """``spoke separately with A and B``: as many meetings as there are others."""
    apart = any(c.lower_ == "separately" and c.i > proto.trigger.i for c in proto.trigger.children)
    if proto.type not in SYMMETRIC or not apart or len(proto.source) < 3:
        return [proto]
    return [replace(proto, source=(proto.source[0], other)) for other in proto.source[1:]]


def dealing(proto: Proto) -> tuple[Actor, Actor] | None:
    """Return the two between whom an act is, its source and its target or those who do it together."""
    several = (*proto.source, *proto.target) if len(proto.target) < 2 else ()
    two = list({a.party: a for a in several if a.country or a.sector == "IGO"}.values())
    return (two[0], two[1]) if len(two) == 2 and proto.status in ("actual", "planned") else None


def regretted(frame: Frame) -> list[Token]:
    """Return what an apology is about: ``voiced regret over the move``."""
    about = [t for p in ("over", "at", "about", "that") for t in frame.obliques.get(p, [])]
    return about + [t for o in frame.objects for t in modifiers(o, "over", "at", "about")]


def keep_peace(words: Iterable[Token]) -> bool:
    """``sent troops on a peacekeeping mission``, ``arrived as peacekeepers``: what soldiers go for is protection."""
    return any(word.lower_.startswith(KEEPS_PEACE) for word in words)


def events_in(doc: Doc, coder: Coder) -> Iterator[tuple[Span, list[Proto], Trace]]:
    """Yield each sentence with its events and the trace of how they were found."""
    for sent in doc.sents:
        yield sent, coder.sentence(sent), coder.trace
