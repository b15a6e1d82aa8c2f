"""Commitments over what they govern: ``threaten to invade``, ``agree to talks``, ``refuse to withdraw``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Token

from demarche.extraction.aims import CAMPAIGNS
from demarche.extraction.cast import opposes
from demarche.extraction.clauses import Frame, frame_of
from demarche.extraction.clausesides import INNER_SOURCE_FIRST
from demarche.extraction.lexicon import COOPERATIVE, VerbRow, is_event
from demarche.extraction.making import ACTS, Maker
from demarche.extraction.meaning import ANSWERS, Meaning
from demarche.extraction.nouns import Nouns
from demarche.extraction.phrases import children
from demarche.extraction.proto import INFLICTED, SYMMETRIC, Code, Proto, mutual, parties
from demarche.extraction.sayings import is_vowed_against
from demarche.extraction.scene import Scene
from demarche.extraction.status import status_of
from demarche.models import Actor, EventType, Status

DEFAULT_TYPE: dict[str, EventType] = {
    "DEMAND": "REQUEST",
    "THREATEN": "THREATEN",
    "REFUSE": "REJECT",
    "DENY": "REJECT",
    "ACCUSE": "ACCUSE",
    "CONDEMN": "ACCUSE",
    "SUPPORT": "SUPPORT",
    "PROMISE": "AGREE",
    "AGREE": "AGREE",
}
"""What a commitment makes over something that is no event."""
TRANSPARENT = frozenset({"PLAN", "START", "TRY", "HELP", "ALLOW", "FAIL", "ORDER"})
"""Commitments that leave the event below them what it is: ``began to bomb`` is an attack."""
GIVING = frozenset({"give", "provide", "offer", "disclose", "reveal", "release", "add", "share"})
DETAILS = frozenset({
    "detail", "specific", "comment", "name", "figure", "number", "reason", "explanation", "information", "timeline",
    "date", "statement",
})  # fmt: skip
"""What officials keep from reporters."""
ASSURING = frozenset({"assure", "undertake", "promise", "pledge"})
EXPECTING = frozenset({"expect", "hope"})
INVESTIGATING = "09"
"""CAMEO's codes of investigations; who is promised one is no culprit."""
WISHING = frozenset({"want", "wish", "like", "love", "hope"})
GOVERNED_NOUNS = ("for", "of", "on", "to", "against", "with", "from", "over", "about")


class Commitments:
    """Codes commitments; ``code`` codes the clauses that they govern."""

    def __init__(self, scene: Scene, code: Code, maker: Maker, nouns: Nouns) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.words = scene.words
        self.code = code
        self.maker = maker
        self.nouns = nouns

    def compose(
        self,
        token: Token,
        frame: Frame,
        kind: str,
        clauses: list[Token],
        speaker: tuple[Actor, ...],
        row: VerbRow | None,
    ) -> list[Proto] | None:
        """Code a commitment over what it governs; None where it governs no event, so that its own entry decides."""
        if kind == "REFUSE" and any(is_telling_details(c) for c in clauses):
            return []
        inner = self.inner_events(frame, clauses, speaker)
        if kind == "ALLOW" and is_vowed_against(token, frame):
            meaning = Meaning("THREATEN", f"{kind}(not)", commitment="THREATEN", flags=frozenset({"target_required"}))
            return [replace(p, status="actual") for p in self.maker.make(token, frame, meaning, speaker)]
        if row is not None and (row.objects or is_idiom(row, frame)):
            return None
        if kind == "DEMAND" and inner and is_performative(token, frame, clauses):
            return [replace(p, status="actual") for p in inner if p.type in ANSWERS]
        if not inner:
            return self.without_event(token, frame, kind, clauses, speaker, row)
        kind = "DEMAND" if kind == "PLAN" and self.is_expected_of(token, frame, inner[0], speaker) else kind
        made = self.words.lexicon.compose(kind, inner[0].type)
        if made is None:
            return None
        if not is_event(made.type):
            return []
        if made.type == inner[0].type and kind in TRANSPARENT:
            return self.passed_on(token, frame, kind, inner, made.status, speaker)
        if kind == "SUPPORT" and self.is_own_deed(token, inner[0], frame, speaker):
            return []
        meaning = special_meaning(kind, frame, inner[0]) or Meaning(made.type, "", made.cameo)
        made_events = self.outer(token, frame, kind, inner[0], meaning, speaker)
        return made_events + [arranged(inner[0], e) for e in made_events if is_agreed(token, inner[0])]

    def is_expected_of(self, token: Token, frame: Frame, act: Proto, speaker: tuple[Actor, ...]) -> bool:
        """``Berlin expects Belgrade to recognise``, ``hopes that Seoul will agree``: who says of another that he is to
        do good asks for it; of harm, as of meetings, it is a forecast."""
        if token.lemma_.lower() not in EXPECTING or frame.passive or act.type not in COOPERATIVE - {"CONSULT"}:
            return False
        own = parties(self.scene.sources.of(frame, speaker))
        return bool(own) and bool(act.source) and not own & parties(act.source)

    def is_own_deed(self, token: Token, deed: Proto, frame: Frame, speaker: tuple[Actor, ...]) -> bool:
        """``defended the arrest of two journalists``, of which nobody else is told, ``sailors supporting the
        operation``: who speaks of a deed of his own side praises nobody."""
        sources = self.scene.sources.of(frame, speaker)
        own = not deed.source or bool(parties(sources) & parties(deed.source))
        defends = token.lemma_.lower() == "defend" and deed.type in INFLICTED and own
        return defends or is_service(deed, sources)

    def without_event(
        self,
        token: Token,
        frame: Frame,
        kind: str,
        clauses: list[Token],
        speaker: tuple[Actor, ...],
        row: VerbRow | None,
    ) -> list[Proto] | None:
        """Code a commitment over clauses that tell no event themselves: the act is towards whom they speak of."""
        # ``are encouraged by the decision to ...``: an entry of several words knows better than the verb alone.
        if row is not None and len(row.words) > 1 and row.type != DEFAULT_TYPE.get(kind):
            return None
        told = kind == "DEMAND" and any(o.pos_ == "NOUN" and not self.cast.actors([o]) for o in frame.objects)
        # ``advised importers to buy from Chile``: somebody else is told than those whom the clause names.
        extra = () if told else self.clause_parties(clauses, speaker)
        if kind in DEFAULT_TYPE and clauses and extra:
            meaning = Meaning(
                DEFAULT_TYPE[kind],
                f"commitment:{kind}",
                row.cameo if row else "",
                commitment=kind,
                extra_target=extra,
            )
            return self.maker.make(token, frame, meaning, speaker)
        return None

    def passed_on(
        self,
        token: Token,
        frame: Frame,
        kind: str,
        inner: Sequence[Proto],
        status: Status | Literal[""],
        speaker: tuple[Actor, ...],
    ) -> list[Proto]:
        """Return the inner events as the commitment leaves them; their source is its subject where they name none."""
        first = inner[0]
        own = status_of(token)
        told: Status = status if status and status != "actual" else own if first.status == "actual" else first.status
        source = first.source or self.scene.sources.of(frame, speaker)
        bodies = bool(source) and all(a.sector == "IGO" for a in source)
        if token.lemma_.lower() == "decide" and (bodies or (source and first.type == "SANCTION")):
            told = own  # ``The Council decides to suspend Niger``: with that it is suspended.
        signs = frozenset({"composed", f"inner:{first.type}"})
        return [
            replace(
                p,
                source=joined(p, self.scene.sources.of(frame, speaker)) if kind == "HELP" else p.source or source,
                anchor=token,
                status=told,
                rule=f"{kind}({p.rule})",
                signs=p.signs | signs,
            )
            for p in inner
            if p.type == first.type
        ]

    def outer(
        self, token: Token, frame: Frame, kind: str, first: Proto, made: Meaning, speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """Make the event of the commitment itself, towards those whom the inner event ``first`` names."""
        source = self.scene.sources.of(frame, speaker)
        own = parties(source)
        candidates = (*first.source, *first.target) if kind in INNER_SOURCE_FIRST else (*first.target, *first.source)
        meaning = replace(
            made,
            rule=f"{kind}({first.rule})",
            signs=frozenset({"composed", f"inner:{first.type}"}),
            commitment=kind,
            extra_target=tuple(a for a in candidates if a.party not in own or opposes(source, a))[:2],
        )
        made_events = self.maker.make(token, frame, meaning, speaker)
        sworn = kind == "PROMISE" and is_forsworn(token)
        return [replace(p, status="actual") for p in made_events] if sworn else made_events

    def inner_events(self, frame: Frame, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> list[Proto]:
        """Return the events of the clauses and event nouns that a commitment governs."""
        found: list[Proto] = []
        self.scene.lenient += 1
        for clause in clauses:
            if clause.i not in self.scene.done:
                found += self.code(clause, speaker)
        self.scene.lenient -= 1
        for noun in [*frame.objects, *(t for p in GOVERNED_NOUNS for t in frame.obliques.get(p, []))]:
            found += self.nouns.noun_event(noun, speaker)
        return found

    def clause_parties(self, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom the clauses speak of, where they tell no event."""
        for clause in clauses:
            frame = frame_of(clause)
            own = children(clause, "nsubj")
            found = self.cast.actors([clause], speaker) if clause.pos_ in ("NOUN", "PROPN") else ()
            if own:
                found = found or self.cast.actors(frame.subjects, speaker)
                found = found or self.cast.deep_first(frame.subjects, speaker)
            found = found or self.cast.actors(
                [*frame.objects, *(t for p in ("with", "to", "against", "on") for t in frame.obliques.get(p, []))],
                speaker,
            )
            if found:
                return found
        return ()


def is_forsworn(verb: Token) -> bool:
    """``vowed never to hand him over``: the parse may hang the ``never`` on the vow."""
    return any(c.lower_ == "never" and c.i > verb.i for c in verb.children)


def special_meaning(kind: str, frame: Frame, inner: Proto) -> Meaning | None:
    """``regretted the decision to block`` blames, ``promised an inquiry`` promises, against the rule of their kind; who
    promises not to bomb yields, and who vows never to yield refuses."""
    if kind == "REGRET" and (is_decision(frame.objects) or inner.type == "SANCTION"):
        return Meaning("ACCUSE", "", "110")
    if kind == "PROMISE" and (inner.status == "denied" or "refusal" in inner.signs or is_forsworn(frame.token)):
        # ``promised not to veto``: what is denied may be a refusal itself.
        refused = inner.type in COOPERATIVE or (inner.type == "REJECT" and inner.status != "denied")
        return Meaning("REJECT", "", "120") if refused else Meaning("AGREE", "", "030")
    if kind == "PROMISE" and frame.token.lemma_.lower() in ASSURING and inner.rule.startswith("STOP("):
        return Meaning("AGREE", "", "035")
    commands = inner.type == "REQUEST" and bool(inner.target) and all(a.sector == "MIL" for a in inner.target)
    if kind == "PROMISE" and commands:
        return Meaning("AGREE", "", "030")
    looks_into = inner.cameo.startswith(INVESTIGATING) and (inner.trigger.pos_ == "NOUN" or not inner.target)
    assures = inner.type == "ACCUSE" and frame.token.lemma_.lower() in ASSURING
    return Meaning("AGREE", "", "030") if kind == "PROMISE" and (looks_into or assures) else None


def is_service(inner: Proto, source: Sequence[Actor]) -> bool:
    """``sailors supporting the operation``: troops who serve in an undertaking of their own side praise nobody."""
    undertaking = inner.trigger.lemma_.lower() in CAMPAIGNS and not (inner.source or inner.target)
    return undertaking and bool(source) and all(a.sector == "MIL" for a in source)


def is_idiom(row: VerbRow, frame: Frame) -> bool:
    """``went on strike``: the noun that the commitment would govern belongs to the entry."""
    governed = [*frame.objects, *(t for found in frame.obliques.values() for t in found)]
    return any(t.lemma_.lower() in row.words[1:] for t in governed)


def is_decision(nouns: Iterable[Token]) -> bool:
    """``regretted the decision to block``: who regrets what others decided blames them; who regrets harm apologises."""
    return any(t.lemma_.lower() in ACTS for t in nouns)


def is_telling_details(clause: Token) -> bool:
    """``(refused) to give details``: like declining to comment, no rejection of anybody."""
    told = {o.lemma_.lower() for o in children(clause, "obj")}
    return clause.lemma_.lower() in GIVING and bool(told & DETAILS)


def is_performative(token: Token, frame: Frame, clauses: Sequence[Token]) -> bool:
    """``I want to thank Norway``: who says that he wishes to say something has said it."""
    return (
        token.lemma_.lower() in WISHING
        and not frame.objects
        and not frame.indirect
        and any(c.dep_ == "xcomp" for c in clauses)
    )


def is_agreed(token: Token, inner: Proto) -> bool:
    """True for a meeting with a date of its own: ``agreed that the commission would meet on 6 November``."""
    times = (c for c in inner.trigger.children if c.dep_.startswith("obl"))
    dated = inner.trigger.pos_ == "VERB" and any(c.ent_type_ == "DATE" for c in times)
    return token.lemma_.lower() == "agree" and inner.type in SYMMETRIC and dated


def arranged(meeting: Proto, agreement: Proto) -> Proto:
    """Return the meeting that is planned; those who agreed on it meet where the clause does not tell who does."""
    named = (*meeting.source, *meeting.target)
    source = named if len(parties(named)) > 1 else (*agreement.source, *agreement.target)
    return mutual(replace(meeting, source=source, target=(), status="planned"))


def joined(proto: Proto, helper: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``Egypt mediated talks between X and Y``: who helps a meeting along takes part in it."""
    if proto.type not in SYMMETRIC:
        return proto.source or helper
    known = parties((*proto.source, *proto.target))
    return (*(a for a in helper if a.party not in known), *proto.source)
