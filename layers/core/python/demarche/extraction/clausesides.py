"""Who acts towards whom in a clause: by its arguments, else by what stands around it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from demarche.extraction.agentless import Agentless
from demarche.extraction.cast import others_than
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.harms import SUFFERED, Harms
from demarche.extraction.meaning import MEDIATION, PEACEKEEPING, SIGNING, VISIT, Meaning, Sides
from demarche.extraction.phrases import case_of, children, has_mark
from demarche.extraction.proto import MUTUAL, SYMMETRIC, parties
from demarche.extraction.scene import Scene
from demarche.extraction.targetless import Targetless
from demarche.models import Actor

INNER_SOURCE_FIRST = frozenset({"DEMAND", "ACCUSE", "CONDEMN", "SUPPORT", "DENY", "REFUSE", "REGRET"})
"""Commitments towards who does what they speak of: ``condemned Russia's attack on Ukraine`` accuses Russia."""
CAUSES = ("by", "about", "at", "over", "with")
COMPLAINTS = frozenset({"114", "115"})
"""CAMEO's codes of complaints and suits, which are brought before somebody."""
HELPING = frozenset({
    "help", "support", "assist", "aid", "feed", "shelter", "house", "relieve", "protect", "treat", "vaccinate",
    "strengthen", "benefit", "reach", "promote", "develop", "build", "rebuild", "fund", "finance", "improve", "fight",
})  # fmt: skip
"""What aid is given for, to those whom it helps."""
INTO = ("into", "to", "through", "in")
BORDERS = frozenset({"border", "frontier", "boundary", "crossing", "airspace"})
"""What two neighbours have in common."""
RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
DISAPPROVAL = "110"
"""CAMEO's code of disapproval and concern."""
ATTENDING = frozenset({"attend"})
FIGHTING = frozenset({"fight", "battle"})
"""Verbs of violence that need no object where both sides are the subject."""


class ClauseSides:
    """Finds the sides of the clauses of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.agentless = Agentless(scene)
        self.targetless = Targetless(scene)
        self.harms = Harms(scene)

    def of(self, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> Sides:
        """Return who acts towards whom, by the arguments, else by the place of the act or what the clause governs."""
        kind = meaning.type
        sides = self.argued(frame, meaning, speaker)
        if kind == "ACCUSE" and meaning.cameo in COMPLAINTS:
            sides = self.before_court(frame, sides, speaker)
        if not sides.source and frame.passive:
            sides = self.agentless.sides(frame, "MOBILIZE" if meaning.cameo == PEACEKEEPING else kind, sides, speaker)
        if len(parties(sides.source)) > 1:
            sides = self.of_several(frame, meaning, sides)
            if kind == "AGREE" and sides.how == "among":
                return replace(sides, how="none")
        if kind in SYMMETRIC:
            sides = self.gathered(frame, meaning, sides, speaker)
        if meaning.cameo == VISIT and not frame.passive:
            visited = tuple(a for a in self.cast.visited(frame, speaker) if a.party not in parties(sides.target))
            sides = Sides(sides.source, (*sides.target, *visited), sides.how, sides.signs)
        dual = self.of_the_story(frame, meaning, sides)
        if dual:
            return Sides(dual, (), "none", sides.signs | {"dual"})
        if sides.target or sides.how == "own" or SUFFERED in sides.signs:
            return sides
        return self.targetless.sides(frame, meaning, sides, speaker)

    def of_several(self, frame: Frame, meaning: Meaning, sides: Sides) -> Sides:
        """Return the sides of what several do: what they do to each other or between them needs nobody else."""
        if "symmetric" in meaning.flags and sides.target and all(a.sector == "UNK" for a in sides.target):
            # ``China and the Philippines clashed near Sabina Shoal``: where they did is no third party.
            sides = replace(sides, target=(), how="none")
        if "reciprocal" in meaning.flags or is_reciprocal(frame) or self.is_common(frame, sides):
            return Sides(sides.source, sides.source, "direct", sides.signs)
        if meaning.type == "AGREE" and not meaning.extra_target and sides.how in ("deep", "none"):
            # ``agreed to restore ties after talks hosted by China``: who agree need nobody else.
            return replace(sides, target=(), how="among")
        return sides

    def argued(self, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides that the predicate's own arguments name."""
        source = self.scene.sources.of(frame, speaker)
        if "topic" in meaning.flags and meaning.type in SYMMETRIC:
            partners = self.scene.targets.discussing(frame, source, speaker)
            return Sides(source, partners, "oblique" if partners else "none")
        if "reverse" in meaning.flags:
            return self.reversed(frame, meaning, source, speaker)
        inner_first = "agent_inner" in meaning.flags or meaning.commitment in INNER_SOURCE_FIRST
        target, how = self.scene.targets.of(
            frame,
            meaning.type,
            source,
            speaker,
            inner_first=inner_first,
            own=meaning.words,
            topic="topic" in meaning.flags,
        )
        judged = inner_first or meaning.type == "THREATEN" or meaning.cameo == DISAPPROVAL
        if judged and (deed := self.harms.deed(frame, meaning.type)) is not None:
            return self.harms.sides(deed, frame, source, speaker)
        if how == "oblique" and meaning.type == "ASSAULT" and self.strikes_people(frame, target):
            return Sides(source, (), "none")
        others = others_than(source, meaning.type)
        if meaning.type == "REJECT" and how != "direct":
            # ``vetoed a British resolution in the Council``: what is rejected is its maker's, wherever that was.
            makers = others([a for o in frame.objects for a in self.scene.noun_sides.source(o, speaker)])
            target, how = (makers, "inner") if makers else (target, how)
        if meaning.type == "AID" and not target:
            target = tuple(a for a in self.helped(frame, speaker) if a.party not in parties(source))
            how = "deep" if target else "none"
        if not target and meaning.type == "RETREAT":
            target = others(self.entered(frame, meaning, speaker))
            how = "deep" if target else "none"
        return Sides(source, target, how)

    def entered(self, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``let fuel trucks enter Gaza``: where to, or whose, is what the entry's own second verb governs."""
        below = (c for o in (frame.token, *frame.objects) for c in children(o, "xcomp", "ccomp", "acl"))
        goals = (
            t
            for c in below
            if c.lemma_.lower() in meaning.words
            for t in (*frame_of(c).objects, *(t for p in INTO for t in frame_of(c).obliques.get(p, [])))
        )
        return next((found for t in goals if (found := self.cast.actors([t], speaker, places=True))), ())

    def reversed(self, frame: Frame, meaning: Meaning, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of a clause whose object acts: ``was angered by Iran``, ``attracted criticism``."""
        if not source:
            causes = [o for p in (*meaning.words, *CAUSES) for o in frame.obliques.get(p, [])]
            source = self.cast.deep_first(causes, speaker)
        acting = self.cast.actors(frame.objects, speaker) or self.cast.deep_first(frame.objects, speaker)
        acting = acting or self.scene.targets.of(frame, meaning.type, source, speaker)[0]
        if not acting and meaning.type == "ASSAULT" and not frame.passive:
            # ``The Iraqis fought off a counterattack``: of those whom they fight, named before.
            own = {a.name for a in source}
            acting = self.cast.referents.last(
                frame.token.i, lambda c: is_rebel(c.actors[0]) and c.actors[0].name not in own
            )
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

    def is_common(self, frame: Frame, sides: Sides) -> bool:
        """``reopened their border``, ``cut ties``: what lies between two, each opens or closes to the other."""
        shared = any(
            self.scene.words.lexicon.is_a(f, "@relations") for o in frame.objects for f in self.scene.words.forms(o)
        )
        border = any(o.lemma_.lower() in BORDERS and is_theirs(o) for o in frame.objects)
        # ``normalised relations in Washington``: where they did is no third party.
        places = [t for t in frame.token.subtree if case_of(t) in ("in", "at")]
        where = parties(self.cast.governing(places, ()))
        partner = any(case_of(t) in ("with", "to", "from", "against") for t in frame.token.subtree)
        nobody = not sides.target or (not partner and parties(sides.target) <= where)
        return nobody and (shared or border)

    def before_court(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """``lodged a complaint with the WTO``: who is to judge is not who is accused."""
        if sides.how != "oblique" or any(a.country or a.sector not in ("IGO", "JUD") for a in sides.target):
            return sides
        against = [t for n in (frame.token, *frame.objects) for t in modifiers(n, "against")]
        accused = others_than(sides.source, "ACCUSE")(self.cast.actors(against, speaker))
        return replace(sides, target=accused, how="oblique" if accused else "none")

    def gathered(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of what several do together: those who meet, and whom ``they`` are."""
        if "topic" not in meaning.flags:
            sides = self.met(frame, meaning, sides, speaker)
        if len(parties((*sides.source, *sides.target))) < 2 and any(t.lower_ == "they" for t in frame.subjects):
            both = self.cast.referents.groups.named_before(frame.token)
            sides = Sides(both, (), "none") if both else sides
        return sides

    def met(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Add to a meeting its mediator and, where the clause names nobody else, whom its noun names.

        ``have been negotiating under the European Union's auspices``, ``a summit of the leaders of X and Y was held``,
        ``hosted a round of talks between X and Y``.
        """
        known = parties((*sides.source, *sides.target))
        found = self.scene.noun_sides.mediators(frame.token, speaker)
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
                a
                for o in meetings
                for a in (*self.scene.noun_sides.members(o, speaker), *self.scene.noun_sides.mediators(o, speaker))
            )
        return replace(sides, target=(*sides.target, *(a for a in found if a.party not in known)))

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

    def is_act(self, noun: Token) -> bool:
        """True for what several make or do together: talks, an agreement, joint patrols."""
        words = self.scene.words
        agreed = any(words.lexicon.is_a(f, "@agreement") for f in words.forms(noun))
        return agreed or words.event_noun(noun) is not None


def is_rebel(actor: Actor) -> bool:
    return actor.sector == "REB" and bool(actor.country)


def is_reciprocal(frame: Frame) -> bool:
    """``accused each other``, ``expelled one another's diplomats``: each does it to the other."""
    named = [*frame.objects, *frame.indirect, *(t for found in frame.obliques.values() for t in found)]
    return any(
        word.i > 0 and (word.nbor(-1).lower_, word.lower_) in RECIPROCAL for noun in named for word in noun.subtree
    )


def is_theirs(noun: Token) -> bool:
    """``their border``, ``the common frontier``: not that of one of them."""
    return any(c.lower_ in ("their", "common", "shared", "joint", "mutual") for c in noun.children)


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
