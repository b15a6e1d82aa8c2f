"""Sentences to coded events: which predicate tells an event, of which type, by whom, to whom.

Predicates are read from the top of the tree down. A commitment (``threaten``, ``agree``, ``refuse``, ``demand``,
``say``) decides over what stands below it: the outermost commitment makes the event. Everything else is looked up in
the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from demarche.extraction.attribution import Attribution
from demarche.extraction.cast import Cast
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.commitments import DEFAULT_TYPE, Commitments
from demarche.extraction.coreference import Referents
from demarche.extraction.eventwords import EventWords, complements
from demarche.extraction.implied import implied_source
from demarche.extraction.lexicon import Lexicon, VerbRow, is_event
from demarche.extraction.making import ACTS, Maker
from demarche.extraction.meaning import SYMPATHY, VISIT, Meaning
from demarche.extraction.nouns import Nouns
from demarche.extraction.phrases import QUOTE_MARKS, auxiliaries, case_of, children, has_feature, has_mark
from demarche.extraction.proto import HOSTILE_ACTS, MUTUAL, SYMMETRIC, Proto, Trace, parties, political, sides
from demarche.extraction.reports import Reports
from demarche.extraction.sayings import saying_of
from demarche.extraction.scene import Scene
from demarche.extraction.sources import WRITINGS
from demarche.extraction.status import FUTURE, OUGHT, WOULD
from demarche.models import Actor, EventType

JUDGING = frozenset(
    {
        "call",
        "describe",
        "term",
        "label",
        "brand",
        "dub",
        "denounce",
        "characterise",
        "characterize",
        "regard",
        "consider",
        "deem",
    }
)


"""Verbs that give a verdict on their object."""
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
HOSTING = frozenset({"host", "convene", "chair", "organise", "organize"})
"""Who does this to a conference takes part in it, though nobody else is named."""
ASKING = frozenset({"REQUEST", "AGREE"})
"""Acts whose object may carry a clause that tells towards whom: ``the need for Iran to act``, ``readiness to meet``."""
CALL_FOR = frozenset({"for", "on", "upon", "off", "up", "back", "home"})
"""With one of these, ``call`` demands, cancels or summons; without, it names."""
BACKING = "050"
"""CAMEO's code of praise and endorsement."""
APOLOGY = "055"
"""CAMEO's code of an apology, which regret is."""


PUBLISHERS = frozenset({"GOV", "MIL", "IGO"})
"""Whose own text judges, demands and threatens where it tells no speaker."""
THOUGHTS = frozenset({"thought", "heart", "prayer", "sympathy", "condolence"})
"""What is with those who mourn."""
STATING = frozenset({"insist"})
"""Verbs that demand with ``on`` or a subjunctive and state with a plain clause."""
DESIRING = frozenset({"want", "seek"})
"""Verbs that ask somebody only where they say of whom or what he is to do."""
ISSUES = frozenset({"issue", "problem", "question", "situation", "matter", "topic", "crisis", "conflict", "dispute"})
"""What is weighed when it is called grave or dangerous, and nobody's doing."""


class Coder:
    """Codes the sentences of one document."""

    def __init__(self, doc: Doc, referents: Referents, lexicon: Lexicon) -> None:
        self.cast = Cast(doc, referents)
        self.words = EventWords(lexicon, referents)
        self.attribution = Attribution(doc, referents, lexicon.is_saying)
        self.told: list[Proto] = []
        """The events of the sentences before."""
        self.scene = Scene(self.cast, self.words, self.attribution)
        self.maker = Maker(self.scene)
        self.nouns = Nouns(self.scene)
        self.reports = Reports(self.scene, self.code)
        self.commitments = Commitments(self.scene, self.code, self.maker, self.nouns)

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
        protos: list[Proto] = []
        for token in sorted((t for t in sent if self.is_predicate(t)), key=depth):
            if token.i not in self.scene.done:
                found = self.reported(token)
                protos += found
                if not found and self.words.is_meeting(token):
                    # ``It was their first meeting``: the noun is no predicate of an event, but may be one itself.
                    self.scene.done.discard(token.i)
        for token in sent:
            if token.pos_ in ("NOUN", "PROPN") and token.i not in self.scene.done:
                protos += self.nouns.bare_noun(token)
        found = [vowed(p) for p in map(self.sourced, protos) if self.stands(p)]
        self.told += found
        return found

    def sourced(self, proto: Proto) -> Proto:
        """Return ``proto`` with the source that the text before tells, where its own clause names none."""
        source = implied_source(proto, self.told)
        return replace(proto, source=source, signs=proto.signs | {"source:implied"}) if source else proto

    def is_predicate(self, token: Token) -> bool:
        return (
            token.pos_ == "VERB"
            or (
                token.pos_ in ("ADJ", "NOUN", "AUX")
                and bool(children(token, "cop") or (token.pos_ == "AUX" and token.dep_ == "ROOT"))
            )
            or is_due_at(token)
        )

    def stands(self, proto: Proto) -> bool:
        """Last checks: an event needs a political source, and nobody does a thing to himself."""
        if not proto.source:
            self.scene.trace.dropped.append(f"{proto.trigger.text}: {proto.type} without a source")
            return False
        if proto.type in SYMMETRIC and len(sides(proto.source)) < 2 and not proto.target and "lone" not in proto.signs:
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
        speaker: tuple[Actor, ...] = ()
        if verb is not None and verb.i not in self.scene.done:
            speaker = self.attribution.subjects(verb)
        elif verb is None:
            speaker = self.attribution.speaker_at(token)
        if not speaker and verb is None and self.referents.voice and is_of_us(token):
            speaker = (self.referents.voice,)
        if verb is not None and verb.i in self.scene.done and auxiliaries(token) & OUGHT:
            # ``used the talks to say that Iran must stop``: what is asked may stand deep below the saying.
            speaker = self.attribution.subjects(verb)
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
            return self.reports.stated(voice, token)
        return self.code(token, speaker)

    def code(self, token: Token, speaker: tuple[Actor, ...] = ()) -> list[Proto]:
        """Return the events of the predicate ``token`` with everything it governs."""
        self.scene.done.add(token.i)
        frame = frame_of(token)
        if is_due_at(token):
            place = self.cast.actors([token], speaker)
            meaning = Meaning("CONSULT", "due-at", VISIT, flags=frozenset({"planned"}), extra_target=place)
            return self.maker.make(token, frame, meaning, speaker)
        if mourns_with(token):
            whose = [p for t in children(token, "nsubj") for p in children(t, "nmod:poss")]
            source, target = self.cast.actors(whose, speaker), self.cast.deep(token, speaker)
            return [Proto("SUPPORT", SYMPATHY, token, token, source, target, "actual", "thoughts-with", speaker)]
        kind = self.words.class_of(token)
        clauses = complements(token, kind)
        kind = self.said_kind(token, kind, frame, clauses)
        phrasal = token.lemma_.lower() == "call" and bool(CALL_FOR & frame.words())
        if token.lemma_.lower() in JUDGING and not phrasal:
            verdict = self.evaluation(token, frame, clauses, speaker)
            if verdict:
                return verdict
            if token.lemma_.lower() == "call":
                if any(c not in frame.objects for c in children(token, "xcomp")):
                    return self.code_all(clauses, speaker)
                kind = ""
        if kind == "SAY" and clauses and not any(is_told(c) for c in clauses):
            # ``stressed the need to``, ``declared him persona non grata``: the object tells what is said.
            row = self.words.row_of(token, frame)
            if row is not None and row.objects and is_event(row.type):
                self.scene.done |= {c.i for c in clauses}
                return self.from_row(token, frame, row, row.type, speaker)
        if kind in ("SAY", "WARN") and clauses and (frame.subjects or frame.passive):
            who = self.cast.actors(frame.subjects, speaker) if frame.subjects else self.tellers(frame, clauses)
            return self.reports.report(who, self.cast.addressees(frame, speaker), clauses, kind, verb=token)
        return self.looked_up(token, frame, kind, clauses, speaker)

    def tellers(self, frame: Frame, clauses: Sequence[Token]) -> tuple[Actor, ...]:
        """``The envoy was told that the Union would respond``: whose future it is, else who publishes the statement."""
        told = parties(self.cast.addressees(frame))
        coming = [c for c in clauses if auxiliaries(c) & (FUTURE | WOULD)]
        found = tuple(a for c in coming for a in self.cast.actors(frame_of(c).subjects) if a.party not in told)
        voice = self.referents.voice
        return found or ((voice,) if voice is not None and voice.party not in told else ())

    def said_kind(self, token: Token, kind: str, frame: Frame, clauses: Sequence[Token]) -> str:
        """Return the commitment ``kind`` as the clauses below show it: saying may ask, and asking may only say."""
        if kind == "SAY" and is_told_to(frame, clauses):
            kind = "DEMAND"
        if kind == "DEMAND" and token.lemma_.lower() in STATING and token.dep_ == "parataxis" and not clauses:
            return "SAY"  # ``Rome paid nothing, he insisted``
        if kind == "DEMAND" and is_desire(token, frame, clauses):
            return ""
        return "SAY" if kind in ("DEMAND", "PROMISE") and self.states(token, kind, clauses) else kind

    def states(self, token: Token, kind: str, clauses: Sequence[Token]) -> bool:
        """``insisted that the workshop made machines``, ``promised that its answer would be harsh``: said so."""
        finite = [c for c in clauses if c.dep_ == "ccomp" and not has_mark(c, "to", "for")]
        if kind == "DEMAND":
            told = token.lemma_.lower() in STATING and bool(finite)
            return told and not any(auxiliaries(c) & OUGHT or is_subjunctive(c) for c in finite)
        rows = (saying_of(self.words.lexicon, c, ("thing", "own")) for c in clauses)
        return any(r is not None and r.type in ("THREATEN", "REJECT") for r in rows)

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
        if kind and kind != "SAY" and not awaited:
            composed = self.commitments.compose(token, frame, kind, clauses, speaker, row)
            if composed is not None:
                return composed
        if row is not None and is_event(row.type):
            return self.from_row(token, frame, row, row.type, speaker)
        if kind in DEFAULT_TYPE and (DEFAULT_TYPE[kind] != "AGREE" or clauses):
            meaning = Meaning(DEFAULT_TYPE[kind], f"commitment:{kind}", commitment=kind)
            return self.maker.make(token, frame, meaning, speaker)
        return self.evaluation(token, frame, clauses, speaker) + self.code_all(clauses, speaker)

    def code_all(self, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> list[Proto]:
        """Code the clauses that no other rule has read."""
        found: list[Proto] = []
        for clause in clauses:
            if clause.i not in self.scene.done:
                found += self.code(clause, speaker)
        return found

    def evaluation(
        self, token: Token, frame: Frame, clauses: Sequence[Token], speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """``called the vote "a sham"``, ``described the talks as useful``: blame or praise by its words."""
        if token.lemma_.lower() not in JUDGING or not (frame.objects or frame.obliques.get("as")):
            return []
        if any(o.lemma_.lower() in ISSUES for o in frame.objects[:1]):
            return []
        judged = [t for c in (*clauses, *frame.obliques.get("as", []), *frame.objects[1:]) for t in c.subtree]
        judged += [t for c in children(token, "advcl") if has_mark(c, "as") for t in c.subtree]
        after = [t for t in token.subtree if t.i > token.i]
        judged = judged or (after if any(t.text in QUOTE_MARKS for t in after) else [])
        kind = self.words.judgement_of(judged, frame.objects)
        if not kind:
            return []
        meaning = Meaning(kind, "judgement", commitment="CONDEMN", signs=frozenset({"judgement"}))
        return self.maker.make(token, frame, meaning, speaker)

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
        if cameo == APOLOGY and regrets_decision(frame):
            kind, cameo, flags = "ACCUSE", "110", flags | {"agent_inner"}
        meaning = Meaning(
            kind,
            f"verb:{row.name}",
            cameo,
            flags=flags,
            signs=signs,
            words=row.words[1:],
            extra_target=self.commitments.clause_parties(told, speaker),
        )
        return self.maker.make(token, frame, meaning, speaker) + self.code_all(complements(token, ""), speaker)

    def tells_itself(self, paper: Token) -> bool:
        """``passed a resolution condemning the strikes``: what it says is what those who pass it do."""
        said = [c for c in children(paper, "acl", "acl:relcl") if has_feature(c, "VerbForm", "Ger", "Part")]
        return paper.lemma_.lower() in WRITINGS and any(
            self.words.class_of(c) or ((row := self.words.row_of(c, frame_of(c))) is not None and is_event(row.type))
            for c in said
        )


def is_told(clause: Token) -> bool:
    """True for a clause that tells something; false for what only describes the object of the verb of saying."""
    return clause.dep_ != "acl" and (clause.pos_ in ("VERB", "AUX") or bool(children(clause, "cop", "nsubj")))


def mourns_with(predicate: Token) -> bool:
    """``Our thoughts are with the people of Indonesia``."""
    with_them = case_of(predicate) == "with" and children(predicate, "cop")
    return bool(with_them) and any(t.lemma_.lower() in THOUGHTS for t in children(predicate, "nsubj"))


def regrets_decision(frame: Frame) -> bool:
    """``voiced regret over the move``: who regrets what others decided blames them; who regrets harm apologises."""
    about = [t for p in ("over", "at", "about", "that") for t in frame.obliques.get(p, [])]
    about += [t for o in frame.objects for t in modifiers(o, "over", "at", "about")]
    return any(t.lemma_.lower() in ACTS for t in about)


def is_of_us(token: Token) -> bool:
    """``We will not allow it``: said by whoever published the statement, where no speaker is named."""
    return any(s.lower_ == "we" for s in children(token, "nsubj")) and not auxiliaries(token) & WOULD


def vowed(proto: Proto) -> Proto:
    """``We will continue to strike them``, ``We will not allow them to regain it``: force in one's own future.

    What a side says of itself in the first person threatens, whether or not the text tells who speaks for it.
    """
    clause = proto.anchor
    mine = any(t.lower_ == "we" for t in frame_of(clause).subjects)
    announced = proto.status == "planned" and auxiliaries(clause) & FUTURE
    if not mine or not announced or proto.type not in FORCE:
        return proto
    return replace(proto, type="THREATEN", cameo="130", status="actual", rule=f"vow({proto.rule})")


def is_desire(token: Token, frame: Frame, clauses: Sequence[Token]) -> bool:
    """``wants them``, ``is seeking oil in Sudan``: a wish that is put to nobody."""
    below = [m for o in frame.objects for m in children(o, "nmod", "acl")]
    put_to = {*frame.obliques, *map(case_of, below)} & {"from", "with"} or any(m.pos_ == "VERB" for m in below)
    return token.lemma_.lower() in DESIRING and not clauses and not put_to


def is_told_to(frame: Frame, clauses: Sequence[Token]) -> bool:
    """``told Iran to stop``: a verb of saying with an addressee and an infinitive demands."""
    return bool(frame.objects or frame.indirect) and any(c.dep_ == "xcomp" and has_mark(c, "to") for c in clauses)


def is_subjunctive(clause: Token) -> bool:
    """``that Iran stop``: a bare verb asks."""
    bare = has_feature(clause, "Mood", "Sub") or has_feature(clause, "VerbForm", "Inf")
    return bare and not auxiliaries(clause)


def is_due_at(token: Token) -> bool:
    """``is due in Juba``, where the parse takes the place for the predicate."""
    cases = children(token, "case")
    if token.pos_ != "PROPN" or not cases or not children(token, "cop"):
        return False
    return any(t.lower_ == "due" for t in token.doc[max(0, cases[0].i - 1) : token.i])


def defines(token: Token) -> bool:
    """``is an alliance which defends its members``: what something is by nature, no deed."""
    what = token.head
    return (
        token.dep_ == "acl:relcl"
        and what.pos_ == "NOUN"
        and any(c.lower_ in ("is", "are") for c in children(what, "cop"))
        and has_feature(token, "Tense", "Pres")
        and not auxiliaries(token)
    )


def depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def events_in(doc: Doc, coder: Coder) -> Iterator[tuple[Span, list[Proto], Trace]]:
    """Yield each sentence with its events and the trace of how they were found."""
    for sent in doc.sents:
        yield sent, coder.sentence(sent), coder.trace


__all__ = ["HOSTILE_ACTS", "MUTUAL", "SYMMETRIC", "Coder", "Proto", "Trace", "events_in", "parties", "political"]
