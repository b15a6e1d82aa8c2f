"""Who acts where a passive leaves it out: ``was closed``, ``were freed``, ``was summoned in Moscow``."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from demarche.extraction.cast import first, others_than
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.harms import DEED_IN
from demarche.extraction.meaning import ENVOYS, Sides
from demarche.extraction.phrases import auxiliaries, children
from demarche.extraction.proto import SYMMETRIC, each_once, parties, political
from demarche.extraction.scene import Scene
from demarche.extraction.status import FUTURE, is_refusal
from demarche.knowledge.names import government
from demarche.models import Actor, EventType

BY_HOST = frozenset({"COERCE", "SANCTION", "ACCUSE", "RETREAT", "CONSULT", "REJECT"})
"""Acts of the state of the place where they happen, if nobody else is named."""
BY_VOICE = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"})
"""What a statement that names nobody else as doing it does for whom it speaks."""
HOLDING = frozenset({"hold", "detain", "kidnap", "abduct", "seize", "capture", "imprison", "jail", "take"})
RECALLING = frozenset({"recall", "call", "withdraw", "pull"})
"""What is done to an envoy by those who sent him, where a host would expel or summon him."""
VIOLENT = frozenset({
    "kidnap", "abduct", "assassinate", "murder", "behead", "ambush", "shoot", "attack", "bomb", "raid", "storm", "stab",
    "torch", "ransack", "firebomb",
})  # fmt: skip
"""What is somebody's deed though nobody is said to have done it; one may be killed by accident."""
CAPTIVITY = frozenset({"hands", "captivity"})
"""Where hostages are: ``freed in Niger after months in jihadist hands`` is not the doing of the state of the place."""


class Agentless:
    """Finds who acts in the passives of one document that do not say it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast

    def sides(self, frame: Frame, kind: EventType, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of a passive that leaves out who acts, as far as what is told around it says so."""
        source = self.holders(frame, speaker) if kind == "RETREAT" else ()
        if not source and kind == "MOBILIZE":
            source = self.cast.actors(frame.objects, speaker)
            facing = self.scene.targets.facing(frame, source, speaker) or self.reached(frame, source, speaker)
            sides = Sides((), facing, "oblique" if facing else "none")
        source = source or self.owners(frame, kind, speaker)
        if not source and kind == "ASSAULT":
            # ``were killed in an ambush laid by rebels``: whose the deed is that it happened in.
            deeds = [n for p in ("in", "during") for n in frame.obliques.get(p, []) if self.is_attack(n)]
            source = first(self.scene.noun_sides.source(n, speaker) for n in deeds)
        if not source and kind in BY_VOICE:
            source = self.publisher(sides)
        if not source and (kind == "SANCTION" or is_refusal(frame.token)) and is_announced(frame.token):
            source = self.announcing()
            if source and parties(source) & parties(sides.target):
                # ``Our ambassador in Minsk has been recalled``: towards those to whom he was sent.
                sent = others_than(source, kind)(self.posts(frame, speaker))
                return Sides(source, sent, "oblique" if sent else "none", sides.signs)
        if not source and kind == "SANCTION" and frame.token.lemma_.lower() in RECALLING:
            called = self.recalled(frame, sides, speaker)
            if called.source:
                return called
        if not source and kind == "ASSAULT" and frame.token.lemma_.lower() in VIOLENT:
            sides = replace(sides, signs=sides.signs | self.deed_in(frame, sides, speaker))
        captive = kind == "RETREAT" and any(t.lower_ in CAPTIVITY for t in frame.token.subtree)
        if not source and kind in BY_HOST and sides.target and not captive:
            return self.hosted(frame, kind, sides, speaker)
        return replace(sides, source=source)

    def deed_in(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> frozenset[str]:
        """``A Dutch nurse was kidnapped in Afghanistan``: return the sign of the country where strangers were hit."""
        places = [t for p in ("in", "near", "at") for t in frame.obliques.get(p, [])]
        places += [m for o in frame.objects for m in modifiers(o, "in", "near")]
        hit = {a.country for a in sides.target}
        hosts = (a.country for a in self.cast.governing(places, speaker))
        return frozenset(f"{DEED_IN}{c}" for c in [c for c in hosts if c and hit and c not in hit][:1])

    def reached(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``were sent to Haiti``, ``were deployed in Mali``: the country abroad where troops arrive."""
        deeper = [m for found in frame.obliques.values() for t in found for m in modifiers(t, "to", "in")]
        places = [*(t for p in ("to", "into", "in") for t in frame.obliques.get(p, [])), *deeper]
        own = {a.country for a in source}
        found = (self.cast.actors([t], speaker, places=True) for t in places)
        return next((f for f in found if f and source and all(a.country and a.country not in own for a in f)), ())

    def recalled(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """``the Moroccan ambassador in Madrid was called home``: by those whose envoy he is, towards his hosts."""
        if not all(a.role in ENVOYS and a.country for a in sides.target):
            return sides
        source = each_once(government(a.country, a.text) for a in sides.target if a.country)
        hosts = others_than(source, "SANCTION")(self.posts(frame, speaker))
        return Sides(source, hosts, "oblique" if hosts else "none", sides.signs)

    def posts(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``the Moroccan ambassador in Madrid``, ``to London``: return the states to which an envoy is sent."""
        return self.cast.governing([m for o in frame.objects for m in modifiers(o, "in", "to", "from")], speaker)

    def hosted(self, frame: Frame, kind: EventType, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Let the state of the place act; towards its own people only where it coerces them."""
        own, citizens = parties(sides.target), kind == "COERCE" and sides.target[0].sector != "GOV"
        hosts = self.scene.sources.hosts(frame, speaker)
        if not hosts and all(a.role in ENVOYS for a in sides.target):
            # ``Moscow's ambassador to London was summoned``: by those to whom he is sent.
            hosts = self.posts(frame, speaker)
        source = tuple(a for a in hosts if citizens or a.party not in own)
        return Sides(source, sides.target, sides.how, frozenset({"source:place"}))

    def holders(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``Two engineers, held for years by rebels, were freed``: who held them lets them go."""
        held = [c for o in frame.objects for c in children(o, "acl") if c.lemma_.lower() in HOLDING]
        return self.cast.actors([s for c in held for s in frame_of(c).subjects], speaker)

    def is_attack(self, noun: Token) -> bool:
        row = self.scene.words.event_noun(noun)
        return row is not None and row.type == "ASSAULT"

    def owners(self, frame: Frame, kind: EventType, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``Washington's sanctions on Iran were extended``: whose act it is that goes on, where nobody else acts."""
        nouns = [(o, self.scene.words.event_noun(o)) for o in frame.objects]
        acts = [o for o, row in nouns if row is not None and row.type == kind and kind not in SYMMETRIC]
        return tuple(a for o in acts for a in self.scene.noun_sides.source(o, speaker))

    def publisher(self, sides: Sides) -> tuple[Actor, ...]:
        """``The Ambassador was asked to come``: in a statement of a government it is the one who asks."""
        voice = self.cast.referents.voice
        abroad = voice is not None and bool(sides.target) and voice.party not in parties(sides.target)
        return (voice,) if voice is not None and abroad and political(sides.target) else ()

    def announcing(self) -> tuple[Actor, ...]:
        """``The crossing will be closed``: a measure that a statement announces is that of who publishes it."""
        voice = self.cast.referents.voice
        return (voice,) if voice is not None and voice.sector in ("GOV", "IGO") else ()


def is_announced(predicate: Token) -> bool:
    """``will be closed``, ``have been added``: what is told as new, where a plain past may be anybody's doing."""
    return bool(auxiliaries(predicate) & (FUTURE | {"have", "has"}))
