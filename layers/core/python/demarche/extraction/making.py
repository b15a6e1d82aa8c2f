"""From a predicate and its arguments to an event: who, to whom, whether it took place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from demarche import ontology
from demarche.extraction.cast import first, opposes, others_than
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.lexicon import COOPERATIVE
from demarche.extraction.phrases import auxiliaries, case_of, children, has_feature, has_mark
from demarche.extraction.proto import (
    DIRECTED,
    HOSTILE_ACTS,
    MUTUAL,
    SYMMETRIC,
    Proto,
    both_ways,
    mutual,
    parties,
    political,
)
from demarche.extraction.scene import Scene
from demarche.extraction.status import FUTURE, WOULD, is_refusal, status_of
from demarche.models import Actor, EventType, Status

INNER_SOURCE_FIRST = frozenset({"DEMAND", "ACCUSE", "CONDEMN", "SUPPORT", "DENY", "REFUSE", "REGRET"})
"""Commitments towards who does what they speak of: ``condemned Russia's attack on Ukraine`` accuses Russia."""
CAUSES = ("by", "about", "at", "over", "with")
BY_HOST = frozenset({"COERCE", "SANCTION", "ACCUSE", "RETREAT", "CONSULT", "REJECT"})
"""Acts of the state of the place where they happen, if nobody else is named."""
COMPLAINTS = frozenset({"114", "115"})
"""CAMEO's codes of complaints and suits, which are brought before somebody."""
HOLDING = frozenset({"hold", "detain", "kidnap", "abduct", "seize", "capture", "imprison", "jail", "take"})
BY_VOICE = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"})
"""What a statement that names nobody else as doing it does for whom it speaks."""
MOVES = frozenset({"move", "step", "act", "action", "decision", "measure", "ruling", "gesture"})
"""Nouns that take up a deed told before, and no mere words about it."""
ACTS = MOVES | {
    "appeal", "call", "offer", "proposal", "demand", "plan", "announcement", "remark", "comment", "statement",
    "accusation", "allegation", "claim", "request", "charge", "idea", "initiative", "threat", "warning",
}  # fmt: skip
"""Nouns that take up an act told before."""
ABOUT = ("over", "at", "about", "to", "as", "on")
"""Prepositions of what is answered: ``regret over the move``, ``objected to the plan``."""
CAMPAIGNS = frozenset({
    "operation", "offensive", "campaign", "advance", "push", "effort", "mission", "assault", "drive", "battle", "fight",
    "attack", "march", "exercise", "drill", "manoeuvre", "maneuver",
})  # fmt: skip
"""Military undertakings, which an infinitive tells the aim of."""
HELPING = frozenset({
    "help", "support", "assist", "aid", "feed", "shelter", "house", "relieve", "protect", "treat", "vaccinate",
    "strengthen", "benefit", "reach",
})  # fmt: skip
"""What aid is given for, to those whom it helps."""
BEGINNINGS = frozenset({"start", "begin", "beginning", "launch", "commence", "open", "continue", "resume", "onset"})
RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
VISIT = "042"
"""CAMEO's code of a visit: the government of the place takes part in it."""
COMPLAINT = "114"
"""CAMEO's code of an official complaint: what a government does that ``protests``, where people demonstrate."""
TALKS = frozenset({"040", "041", "043", "046"})
"""CAMEO's codes of talking to somebody: at once, by telephone, as a host, in negotiations."""
MEDIATION = "045"
"""CAMEO's code of mediation, which takes place between those who quarrel."""
ATTENDING = frozenset({"attend"})
SIGNING = "057"
"""CAMEO's code of signing an agreement: several who sign one sign it with each other."""
RESTRICTING = "172"
"""CAMEO's code of administrative restrictions."""
EMBARGO = "163"
"""CAMEO's code of embargoes and sanctions."""
TRADE = "061"
"""CAMEO's code of trade."""
SYMPATHY = "018"
"""CAMEO's code of condolences."""
LISTING = frozenset({"add", "list", "designate", "sanction", "blacklist", "place", "put"})
"""What is done to people and firms, whose country the story tells."""
REGRETTING = frozenset({"regret", "deplore"})
ANSWERS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
"""Speech acts that answer somebody even where the clause does not name him."""

FIGHTING = frozenset({"fight", "battle"})
"""Verbs of violence that need no object where both sides are the subject."""
OCCUPYING = frozenset({"block", "blockade", "storm", "occupy", "besiege", "surround", "barricade", "enter"})
"""What demonstrators do to roads, harbours and buildings."""
CROWDS = frozenset({"CVL", "OPP", "NGO", "UNK"})
PRIVATE = frozenset({"CVL", "UNK"})
"""Sectors of which one person alone makes no crowd."""


@dataclass(frozen=True)
class Meaning:
    """What a predicate means: the event's type and how the lexicon or a commitment came to it."""

    type: EventType
    rule: str
    cameo: str = ""
    """Empty: the default of the type."""
    flags: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    commitment: str = ""
    words: tuple[str, ...] = ()
    """The particles and prepositions of the lexicon's entry."""
    extra_target: tuple[Actor, ...] = ()
    """Who is meant where the predicate's own arguments name no target."""


@dataclass(frozen=True)
class Sides:
    """Source and target of an event, and how they were found."""

    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    how: str
    signs: frozenset[str] = frozenset()


class Maker:
    """Makes the events of predicates."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast

    def make(self, token: Token, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Make the event of a predicate from its own arguments; empty where it lacks what its type needs."""
        kind, flags = meaning.type, meaning.flags
        sides = self.sides(frame, meaning, speaker)
        names = f"{[a.name for a in sides.source]} -> {[a.name for a in sides.target]}"
        self.scene.trace.considered.append(f"{token.text}: {meaning.rule} {kind} {names}")
        if kind == "PROTEST":
            sides = self.demonstrating(frame, sides, speaker)
        source = sides.source
        other = other_meaning(frame, meaning, source)
        if other:
            return self.make(token, frame, other, speaker)
        lack = self.lacks(frame, meaning, sides, source)
        if lack:
            self.scene.trace.dropped.append(f"{token.text}: {kind} {lack}")
            return []
        cameo, signs = meaning.cameo or ontology.default_cameo(kind), meaning.signs | sides.signs
        if kind == "COERCE" and cameo == RESTRICTING and self.restricts_abroad(frame, sides):
            kind, cameo = "SANCTION", EMBARGO
        status: Status
        if kind in COOPERATIVE and is_refusal(token):
            kind, cameo, signs = "REJECT", "120", signs | {"refusal"}
            status = self.intended(kind, token, flags, "actual")
        elif is_conditional_threat(kind, token):
            kind, cameo, signs = "THREATEN", "130", signs | {"conditional"}
            status = self.intended(kind, token, flags, "actual")
        else:
            # ``has not ruled out force``: the negation belongs to the entry.
            told = "actual" if "not" in meaning.words else status_of(token)
            status = self.intended(kind, token, flags, told)
        if kind == "REJECT" and not sides.target:
            # ``will not reopen the border until Belarus frees them``: whose move is awaited is refused.
            sides = replace(sides, target=others_than(source, kind)(self.awaited(token, speaker)))
        signs |= {f"target:{sides.how}"} | self.answers(frame)
        proto = Proto(kind, cameo, token, token, source, sides.target, status, meaning.rule, speaker, signs)
        if kind in SYMMETRIC or "symmetric" in flags:
            several = len(parties((*proto.source, *proto.target))) > 1
            return [both_ways(proto) if kind in DIRECTED and several else mutual(proto)]
        if "dual" in signs and kind in DIRECTED:
            return [both_ways(proto)]
        together = "dual" in signs or (cameo == SIGNING and len(parties(source)) > 1 and not sides.target)
        return [mutual(proto) if together else proto]

    def demonstrating(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the crowd of a protest and against whom it is: whom its aim names (``marched to protest against grain
        from Ukraine``), before whose building it stands, else its own government."""
        source = sides.source or self.cast.crowd(frame)
        if sides.target or "against" in frame.obliques or not is_crowd(source):
            return replace(sides, source=source)
        others = others_than(source, "PROTEST")
        aims = [t for c in children(frame.token, "advcl", "xcomp") for t in frame_of(c).obliques.get("against", [])]
        named = others(self.cast.deep_first(aims, speaker))
        if named:
            return Sides(source, named, "deep", sides.signs)
        met = others(self.cast.deep_first(outside(frame), speaker))
        return Sides(source, met or own_government(source[0]), "none", sides.signs)

    def sides(self, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> Sides:
        """Return who acts towards whom, by the arguments, else by the place of the act or what the clause governs."""
        kind = meaning.type
        sides = self.argued(frame, meaning, speaker)
        if kind == "ACCUSE" and meaning.cameo in COMPLAINTS:
            sides = self.before_court(frame, sides, speaker)
        if not sides.source and frame.passive:
            sides = self.without_agent(frame, kind, sides, speaker)
        if len(parties(sides.source)) > 1 and ("reciprocal" in meaning.flags or is_reciprocal(frame)):
            sides = Sides(sides.source, sides.source, "direct", sides.signs)
        if kind in SYMMETRIC:
            sides = self.gathered(frame, meaning, sides, speaker)
        if meaning.cameo == VISIT and not frame.passive:
            visited = tuple(a for a in self.cast.visited(frame, speaker) if a.party not in parties(sides.target))
            sides = Sides(sides.source, (*sides.target, *visited), sides.how, sides.signs)
        dual = self.of_the_story(frame, meaning, sides)
        if dual:
            return Sides(dual, (), "none", sides.signs | {"dual"})
        return sides if sides.target else self.without_target(frame, meaning, sides, speaker)

    def of_the_story(self, frame: Frame, meaning: Meaning, sides: Sides) -> tuple[Actor, ...]:
        """``Talks were resumed``, ``the foreign secretaries met``: the two states of the story, where nobody is named.

        What several officials do together, they do for both; a passive without an agent leaves out the same two.
        """
        together = meaning.type in MUTUAL or meaning.cameo == SIGNING or is_fight(frame, meaning)
        if not together or meaning.cameo == VISIT or len(parties((*sides.source, *sides.target))) > 1:
            return ()
        protagonists = self.cast.referents.protagonists
        if meaning.type == "ASSAULT" and protagonists.at_war_at_home:
            return ()
        if frame.passive:
            nobody = not sides.source and not sides.target and not frame.subjects
            act = any(self.is_act(o) for o in frame.objects)
            return protagonists.alone_in(frame.token) if nobody and act and is_told(frame.token) else ()
        return protagonists.behind(frame.subjects, frame.token)

    def gathered(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of what several do together: those who meet, and whom ``they`` are."""
        if "topic" not in meaning.flags:
            sides = self.met(frame, meaning, sides, speaker)
        if len(parties((*sides.source, *sides.target))) < 2 and any(t.lower_ == "they" for t in frame.subjects):
            both = self.cast.referents.groups.named_before(frame.token)
            sides = Sides(both, (), "none") if both else sides
        return sides

    def without_target(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides with the other party that the clauses above and below tell, where no argument names it."""
        own = parties(sides.source)
        inner = tuple(a for a in meaning.extra_target if a.party not in own or opposes(sides.source, a))
        if inner:
            return Sides(sides.source, inner, "inner", sides.signs)
        found = tuple(a for a in self.spoken_of(frame, meaning.type, speaker) if a.party not in own)
        if found:
            return Sides(sides.source, found, "inner", sides.signs)
        if takes_power(frame, meaning) and len(own) == 1:
            return Sides(sides.source, own_government(sides.source[0]), "home", sides.signs)
        if self.is_said_at_meeting(frame.token, meaning.type):
            heard = self.cast.addressees(frame_of(frame.token.head), speaker)
            return Sides(sides.source, others_than(sides.source, meaning.type)(heard), "inner", sides.signs)
        if meaning.rule.endswith("@sympathy"):
            return Sides(sides.source, self.mourning(frame, sides.source, speaker), "inner", sides.signs)
        return sides

    def spoken_of(self, frame: Frame, kind: EventType, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who does what the clause answers.

        ``regret the announcement that Cuba will leave``; ``moved tanks to the border after Peru bombed a camp``;
        ``asked for the return of two boys held by Peru``.
        """
        told: list[Token] = []
        if kind in ANSWERS:
            told = [c for o in frame.objects for c in children(o, "acl") if has_mark(c, "that")]
        if kind == "MOBILIZE":
            told = [c for c in children(frame.token, "advcl") if has_mark(c, "after", "because")]
        if kind == "REQUEST" and not told:
            wanted = [*frame.objects, *frame.obliques.get("for", [])]
            people = [m for o in wanted for m in (o, *modifiers(o, "of"))]
            told = [c for p in people for c in children(p, "acl") if c.lemma_.lower() in HOLDING]
        found = first(self.cast.sources_of(f, speaker) or self.cast.hosts(f, speaker) for f in map(frame_of, told))
        return tuple(a for a in found if (a.country or a.sector == "IGO") and a.sector not in CROWDS)

    def is_act(self, noun: Token) -> bool:
        """True for what several make or do together: talks, an agreement, joint patrols."""
        words = self.scene.words
        agreed = any(words.lexicon.is_a(f, "@agreement") for f in words.forms(noun))
        return agreed or words.event_noun(noun) is not None

    def awaited(self, token: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who is to act before what the clause of ``token`` refuses: ``until Belarus frees them``."""
        waits = [c for c in children(token, "advcl") if has_mark(c, "until", "unless")]
        return self.cast.actors([s for c in waits for s in frame_of(c).subjects], speaker)

    def mourning(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``condolences to the families of those who died in Beirut``: the country that has suffered the loss."""
        after = [t for t in frame.token.subtree if t.i > frame.token.i and t.pos_ == "PROPN"]
        found = (self.cast.governing([t], speaker) for t in after if t.ent_type_ in ("GPE", "LOC"))
        return next((f for f in found if f and not parties(f) & parties(source)), ())

    def without_agent(self, frame: Frame, kind: EventType, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of a passive that leaves out who acts, as far as what is told around it says so."""
        source = self.holders(frame, speaker) if kind == "RETREAT" else ()
        if not source and kind == "MOBILIZE":
            source = self.cast.actors(frame.objects, speaker)
            facing = self.cast.facing(frame, source, speaker)
            sides = Sides((), facing, "oblique" if facing else "none")
        source = source or self.owners(frame, kind, speaker)
        if not source and kind in BY_VOICE:
            source = self.publisher(sides)
        if not source and (kind == "SANCTION" or is_refusal(frame.token)) and is_announced(frame.token):
            source = self.announcing()
            if source and parties(source) & parties(sides.target):
                # ``Our ambassador in Minsk has been recalled``: towards those to whom he was sent.
                posts = [m for o in frame.objects for m in modifiers(o, "in", "to", "from")]
                sent = others_than(source, kind)(self.cast.governing(posts, speaker))
                return Sides(source, sent, "oblique" if sent else "none", sides.signs)
        if not source and kind in BY_HOST and sides.target:
            return self.hosted(frame, kind, sides, speaker)
        return replace(sides, source=source)

    def argued(self, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides that the predicate's own arguments name."""
        cast, source = self.cast, self.cast.sources_of(frame, speaker)
        if "topic" in meaning.flags and meaning.type in SYMMETRIC:
            partners = cast.discussing(frame, source, speaker)
            return Sides(source, partners, "oblique" if partners else "none")
        if "reverse" not in meaning.flags:
            inner_first = "agent_inner" in meaning.flags or meaning.commitment in INNER_SOURCE_FIRST
            target, how = cast.targets_of(
                frame,
                meaning.type,
                source,
                speaker,
                inner_first=inner_first,
                own=meaning.words,
                topic="topic" in meaning.flags,
            )
            if how == "oblique" and meaning.type == "ASSAULT" and self.strikes_people(frame, target):
                return Sides(source, (), "none")
            others = others_than(source, meaning.type)
            if meaning.type == "REJECT" and how != "direct":
                # ``vetoed a British resolution in the Council``: what is rejected is its maker's, wherever that was.
                makers = others([a for o in frame.objects for a in cast.noun_source(o, speaker)])
                target, how = (makers, "inner") if makers else (target, how)
            if meaning.type == "AID" and not target:
                target = tuple(a for a in self.helped(frame, speaker) if a.party not in parties(source))
                how = "deep" if target else "none"
            return Sides(source, target, how)
        if not source:
            causes = [o for p in (*meaning.words, *CAUSES) for o in frame.obliques.get(p, [])]
            source = cast.deep_first(causes, speaker)
        acting = cast.actors(frame.objects, speaker) or cast.deep_first(frame.objects, speaker)
        acting = acting or cast.targets_of(frame, meaning.type, source, speaker)[0]
        if not acting and meaning.type == "ASSAULT" and not frame.passive:
            # ``The Iraqis fought off a counterattack``: of those whom they fight, named before.
            own = {a.name for a in source}
            acting = cast.referents.last(frame.token.i, lambda c: is_rebel(c.actors[0]) and c.actors[0].name not in own)
        return Sides(acting, source, "direct")

    def strikes_people(self, frame: Frame, target: tuple[Actor, ...]) -> bool:
        """``killed a teacher in Grozny``: the place where somebody is struck is not whom it strikes."""
        places = all(a.sector == "UNK" and not a.person for a in target)
        people = (o for o in frame.objects if o.pos_ == "NOUN")
        return places and any(self.scene.words.lexicon.is_a(o.lemma_.lower(), "@people") for o in people)

    def helped(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``aid for those affected in Yemen``, ``vaccines to help Nepal``: whom what is given is meant for."""
        below = [t for t in frame.token.subtree if t.i > frame.token.i]
        aims = [t for t in below if t.lemma_.lower() in HELPING and has_mark(t, "to")]
        needy = [o for t in aims for o in frame_of(t).objects]
        needy += [t for t in below if case_of(t) == "for" and t.dep_ in ("nmod", "obl")]
        for noun in needy:
            places = [t for t in noun.subtree if t.i >= noun.i and t.ent_type_ in ("GPE", "LOC")]
            found = self.cast.deep(noun, speaker) or self.cast.actors(places, speaker, places=True)
            if found:
                return found
        return ()

    def owners(self, frame: Frame, kind: EventType, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``Washington's sanctions on Iran were extended``: whose act it is that goes on, where nobody else acts."""
        nouns = [(o, self.scene.words.event_noun(o)) for o in frame.objects]
        acts = [o for o, row in nouns if row is not None and row.type == kind and kind not in SYMMETRIC]
        return tuple(a for o in acts for a in self.cast.noun_source(o, speaker))

    def before_court(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """``lodged a complaint with the WTO``: who is to judge is not who is accused."""
        if sides.how != "oblique" or any(a.sector not in ("IGO", "JUD") for a in sides.target):
            return sides
        against = [t for n in (frame.token, *frame.objects) for t in modifiers(n, "against")]
        accused = others_than(sides.source, "ACCUSE")(self.cast.actors(against, speaker))
        return replace(sides, target=accused, how="oblique" if accused else "none")

    def holders(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``Two engineers, held for years by rebels, were freed``: who held them lets them go."""
        held = [c for o in frame.objects for c in children(o, "acl") if c.lemma_.lower() in HOLDING]
        return self.cast.actors([s for c in held for s in frame_of(c).subjects], speaker)

    def publisher(self, sides: Sides) -> tuple[Actor, ...]:
        """``The Ambassador was asked to come``: in a statement of a government it is the one who asks."""
        voice = self.cast.referents.voice
        abroad = voice is not None and bool(sides.target) and voice.party not in parties(sides.target)
        return (voice,) if voice is not None and abroad and political(sides.target) else ()

    def announcing(self) -> tuple[Actor, ...]:
        """``The crossing will be closed``: a measure that a statement announces is that of who publishes it."""
        voice = self.cast.referents.voice
        return (voice,) if voice is not None and voice.sector in ("GOV", "IGO") else ()

    def met(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Add to a meeting its mediator and, where the clause names nobody else, whom its noun names.

        ``have been negotiating under the European Union's auspices``, ``a summit of the leaders of X and Y was held``,
        ``hosted a round of talks between X and Y``.
        """
        known = parties((*sides.source, *sides.target))
        found = self.cast.mediators(frame.token, speaker)
        if not sides.target and meaning.cameo == MEDIATION:
            # ``launched a mediation effort to end the rift between X and Y``
            quarrel = [m for t in frame.token.subtree if t.pos_ == "NOUN" for m in modifiers(t, "between")]
            found += self.cast.actors(quarrel, speaker)
        if not sides.target and frame.token.lemma_.lower() in ATTENDING and all(map(is_envoy, sides.source)):
            # ``attended a summit in Uzbekistan``: who comes to it is the guest of the government there.
            found += self.cast.governing([m for o in frame.objects for m in modifiers(o, "in")], speaker)
        if not sides.target:
            meetings = [o for o in frame.objects if o.pos_ == "NOUN" and not self.cast.actors([o], speaker)]
            found += tuple(
                a for o in meetings for a in (*self.cast.members(o, speaker), *self.cast.mediators(o, speaker))
            )
        return replace(sides, target=(*sides.target, *(a for a in found if a.party not in known)))

    def hosted(self, frame: Frame, kind: EventType, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Let the state of the place act; towards its own people only where it coerces them."""
        own, citizens = parties(sides.target), kind == "COERCE" and sides.target[0].sector != "GOV"
        source = tuple(a for a in self.cast.hosts(frame, speaker) if citizens or a.party not in own)
        return Sides(source, sides.target, sides.how, frozenset({"source:place"}))

    def lacks(self, frame: Frame, meaning: Meaning, sides: Sides, source: tuple[Actor, ...]) -> str:
        """Return what the event lacks of the parties that its entry asks for, empty where it has them."""
        kind, flags = meaning.type, meaning.flags
        if self.scene.lenient or "dual" in sides.signs:
            return ""
        answers = (
            kind in ANSWERS
            and political(sides.source)
            and sides.source[0].sector != "CVL"
            and not any(self.is_thing(o) for o in frame.objects)
        )
        measure = kind == "SANCTION" and is_official(source) and frame.token.lemma_.lower() in LISTING
        if "target_required" in flags and not sides.target and not (answers or measure):
            return "needs a target"
        visitors = sides.target if "passive" in flags else source
        if meaning.cameo == VISIT and visitors and not any(is_envoy(a) for a in visitors):
            return "is no visit of an official"
        if kind == "MOBILIZE" and frame.token.dep_ in ("acl", "amod") and frame.passive and not sides.target:
            return "tells only where the troops are"
        if meaning.cameo == TRADE and is_habit(frame.token):
            return "tells what is done at all times"
        lone = kind in ("MOBILIZE", "PROTEST") and source
        if "symmetric" in flags and len(parties(source)) > 1 and not {"with", "to"} & frame.obliques.keys():
            return ""
        regretted = frame.token.lemma_.lower() in REGRETTING and act_spoken_of(frame) is not None
        answered = kind == "ACCUSE" and regretted and is_official(source)
        if "weak" in flags and not (lone or answered) and not (political(source) and political(sides.target)):
            return "needs two political actors"
        return ""

    def answers(self, frame: Frame) -> frozenset[str]:
        """``condemned the move``, ``rejected this offer``: return the signs of an act that the clause takes up.

        They tell of what type it is; for a move, of any that is no mere words; for a remark they tell nothing.
        """
        act = act_spoken_of(frame)
        if act is None:
            return frozenset()
        row = self.scene.words.event_noun(act)
        told = row.type if row else "ACCUSE" if self.scene.words.lexicon.is_a(act.lemma_.lower(), "@claim") else ""
        return frozenset({"answers", "act:deed" if act.lemma_.lower() in MOVES else f"act:{told}"})

    def restricts_abroad(self, frame: Frame, sides: Sides) -> bool:
        """``imposed visa restrictions on Iran``: laid on another state, a restriction is a sanction."""
        is_a = self.scene.words.lexicon.is_a
        laid = any(is_a(f, "@restriction") for o in frame.objects for f in self.scene.words.forms(o))
        own = {a.country for a in sides.source}
        return laid and bool(sides.target) and all(a.country and a.country not in own for a in sides.target)

    def is_asked(self, token: Token) -> bool:
        """``asked them to prove it by pulling back``: how to do what is asked isn't done either."""
        above = token.head
        asked = above.head if above.dep_ == "xcomp" else above if children(above, "xcomp") else None
        by_doing = token.dep_ == "advcl" and has_mark(token, "by")
        return by_doing and asked is not None and self.scene.words.class_of(asked) in ASKED

    def is_said_at_meeting(self, token: Token, kind: EventType) -> bool:
        """``telephoned his counterpart to thank him``: what one talks to somebody for has been said to him."""
        talk = token.head
        row = self.scene.words.row_of(talk, frame_of(talk)) if kind in ANSWERS and token.dep_ == "advcl" else None
        return row is not None and row.type in SYMMETRIC and row.cameo in TALKS and status_of(talk) == "actual"

    def is_thing(self, noun: Token) -> bool:
        """True for an object that is nobody: who ``asks taxes`` or ``values ties`` answers no party."""
        people = self.scene.words.lexicon.is_a(noun.lemma_.lower(), "@people")
        return noun.pos_ in ("NOUN", "PROPN") and not people

    def intended(self, kind: EventType, token: Token, flags: frozenset[str], status: Status) -> Status:
        """Lower an actual event to what its clause only aims at (``to attack``) or its verb only plans."""
        if status != "actual":
            return status
        if self.is_asked(token):
            return "hypothetical"
        purpose = token.dep_ in ("advcl", "acl") and has_mark(token, "to")
        reached = is_under_way(token) or self.is_said_at_meeting(token, kind)
        if purpose and kind not in SYMMETRIC and not self.scene.lenient and not reached:
            return "hypothetical"
        return "planned" if "planned" in flags else status


ASKED = frozenset({"DEMAND", "PROMISE", "AGREE", "THREATEN", "REFUSE", "PLAN"})
"""Commitments to what is still to be done."""


def is_under_way(token: Token) -> bool:
    """``began their advance to isolate Raqqa``, ``the start of the operation to retake it``: what has begun is done.

    So is what somebody used a thing for: ``used bombs to destroy a bunker``.
    """
    noun = token.head
    if noun.lemma_.lower() == "use" and token.dep_ == "advcl":
        return status_of(noun) == "actual"
    named = [noun, *modifiers(noun, "of")]
    while noun.dep_ == "nmod" and case_of(noun) == "of":
        noun = noun.head
        named.append(noun)
    if not any(n.lemma_.lower() in CAMPAIGNS for n in named):
        return False
    governor = [noun.head] if noun.dep_ in ("obj", "nsubj", "nsubj:pass") else []
    return any(n.lemma_.lower() in BEGINNINGS for n in (*named, *governor))


def act_spoken_of(frame: Frame) -> Token | None:
    """``condemned the move``, ``voiced regret over this decision``: what was told just before is answered."""
    told = [*frame.objects, *(t for p in ABOUT for t in frame.obliques.get(p, []))]
    told += [m for o in frame.objects for m in modifiers(o, *ABOUT)]
    return next((o for o in told if o.lemma_.lower() in ACTS and is_known(o)), None)


def is_known(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)


def other_meaning(frame: Frame, meaning: Meaning, source: tuple[Actor, ...]) -> Meaning | None:
    """A government that ``protests`` complains, and a march that ``seizes`` a square protests."""
    lemma = frame.token.lemma_.lower()
    if meaning.type == "PROTEST" and lemma == "protest" and is_official(source):
        return replace(meaning, type="ACCUSE", cameo=COMPLAINT)
    if meaning.type in ("COERCE", "ASSAULT") and lemma in OCCUPYING and is_march(source):
        return replace(meaning, type="PROTEST", cameo="144")
    return None


def is_rebel(actor: Actor) -> bool:
    return actor.sector == "REB" and bool(actor.country)


def is_reciprocal(frame: Frame) -> bool:
    """``accused each other``, ``expelled one another's diplomats``: each does it to the other."""
    named = [*frame.objects, *frame.indirect, *(t for found in frame.obliques.values() for t in found)]
    return any(
        word.i > 0 and (word.nbor(-1).lower_, word.lower_) in RECIPROCAL for noun in named for word in noun.subtree
    )


def is_announced(predicate: Token) -> bool:
    """``will be closed``, ``have been added``: what is told as new, where a plain past may be anybody's doing."""
    return bool(auxiliaries(predicate) & (FUTURE | {"have", "has"}))


def is_envoy(actor: Actor) -> bool:
    """True for who confers where he arrives: an official, a delegation, a body; not troops, civilians or a country."""
    official = actor.sector not in ("CVL", "BUS", "MED", "MIL") and bool(actor.role)
    return actor.sector == "IGO" or official or bool(actor.person and actor.sector not in ("CVL", "BUS", "MED"))


def is_fight(frame: Frame, meaning: Meaning) -> bool:
    """True for violence without an object, which several do to each other: ``the neighbours fought``, ``clashed``."""
    alone = "symmetric" in meaning.flags or (frame.token.lemma_.lower() in FIGHTING and not frame.objects)
    return meaning.type == "ASSAULT" and alone


def is_told(passive: Token) -> bool:
    """True for a passive that tells what happened (``was signed``), as a bare participle does with a date."""
    dated = any(t.ent_type_ == "DATE" for t in passive.subtree)
    return dated or passive.dep_ != "acl"


def is_habit(predicate: Token) -> bool:
    """``China buys most of its oil from Oman``: a plain present in a whole sentence; a headline tells news in it."""
    plain = has_feature(predicate, "Tense", "Pres") and has_feature(predicate, "VerbForm", "Fin")
    return plain and not auxiliaries(predicate) and predicate.sent.text.rstrip()[-1:] in '.!?”"'


def takes_power(frame: Frame, meaning: Meaning) -> bool:
    """``seized power``, ``seized control of the country``: from whom else than those who held it at home."""
    return meaning.type == "COERCE" and any(o.lemma_.lower() in ("power", "control") for o in frame.objects)


def outside(frame: Frame) -> list[Token]:
    """Return the buildings before which people march: ``outside the French embassy``."""
    return [t for p in ("outside", "in_front", "in_front_of", "near", "at") for t in frame.obliques.get(p, [])]


def is_crowd(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(a.sector in CROWDS and not (a.person and a.sector in PRIVATE) for a in actors)


def is_official(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(a.sector in ("GOV", "MIL", "IGO") for a in actors)


def is_march(actors: tuple[Actor, ...]) -> bool:
    """True for people in numbers, who demonstrate where a state would coerce."""
    return bool(actors) and all(a.sector == "CVL" and not a.person for a in actors)


def own_government(actor: Actor) -> tuple[Actor, ...]:
    """Whom people protest against who march against nobody named: those who govern them."""
    country = actor.country
    return (Actor(name=country, text="", country=country, sector="GOV"),) if country else ()


def is_conditional_threat(kind: EventType, token: Token) -> bool:
    """``will strike if ...``: a hostile act on a condition is a threat."""
    return (
        kind in HOSTILE_ACTS
        and bool(auxiliaries(token) & (FUTURE | WOULD))
        and (any(has_mark(c, "if", "unless") for c in children(token, "advcl")) or is_alternative(token))
    )


def is_alternative(token: Token) -> bool:
    """``failing which it would impose an embargo``: what is to follow if a demand is not met."""
    start = max(token.sent.start, token.left_edge.i - 2)
    return any(t.lower_ in ("failing", "otherwise") for t in token.doc[start : token.i])
