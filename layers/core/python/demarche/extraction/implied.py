"""Whom an act concerns where its clause names nobody: ``The EU condemned the launch``, ``Police held six people``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demarche.extraction.clauses import frame_of
from demarche.extraction.coreference import Referents
from demarche.extraction.eventwords import EventWords
from demarche.extraction.harms import SUFFERED, victims_of
from demarche.extraction.phrases import base_span
from demarche.extraction.pieces import role_table
from demarche.extraction.protests import own_government
from demarche.extraction.proto import HARMS, INFLICTED, Proto, as_state, parties, political, sides
from demarche.knowledge.names import country_name
from demarche.models import Actor, Location

HOSTILE = frozenset({"ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
FRIENDLY = frozenset({"SUPPORT", "AID", "COOPERATE", "AGREE"})
BLAME = frozenset({"ACCUSE", "THREATEN"})
"""What one does in a breath with urging whom he blames: ``voiced concern and urged Moscow``."""
REACTIONS = frozenset({"ACCUSE", "REJECT", "REQUEST", "CONSULT", "THREATEN", "SUPPORT"})
"""What is said, mostly of moves, steps and decisions that others made."""
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "REB", "OPP", "SPY", "IGO"})
"""Sectors whose acts are politics even at home."""
LAW = frozenset({"police", "prosecutor", "prosecutors", "court", "judge", "investigators", "gendarmes"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
LEADING_TOPICS = 4
"""Only a party that the article names often is meant without being named."""
CAUSES_OF: dict[str, frozenset[str]] = {
    "RETREAT": frozenset({"COERCE"}),
    "SANCTION": frozenset({"SANCTION"}),
    "COERCE": frozenset({"COERCE", "SANCTION"}),
    "ASSAULT": frozenset({"ASSAULT"}),
}
"""Which earlier act towards the same party tells who does the later one."""
OCCUPATION = "192"
"""CAMEO's code of taking ground: an armed group takes it from another that the story names."""
REVENGE = frozenset({"retaliation", "retaliate", "revenge", "avenge", "reprisal", "retribution", "response", "respond"})
"""What one does to who did harm."""
ACCEPTING = frozenset({"accept"})
OFFERS = frozenset({"AGREE", "REQUEST"})
"""What can be accepted."""
HARMING = INFLICTED | {"MOBILIZE"}
RECENT = 6
"""How many events back one that is answered stands at most."""
PEACE = frozenset({
    "calm", "restraint", "truce", "ceasefire", "cease-fire", "dialogue", "peace", "armistice", "resumption", "violence",
    "bloodshed", "escalation", "de-escalation", "fighting", "hostility", "accord", "moderation",
})  # fmt: skip
"""What third parties ask of those who fight, or welcome."""
BETWEEN = frozenset({"ASSAULT", "THREATEN", "MOBILIZE", "AGREE", "SUPPORT", "CONSULT", "ACCUSE", "SANCTION", "COERCE"})
REPEATING = frozenset({"repeat", "reiterate", "renew", "restate", "reaffirm", "echo", "reissue"})
"""What one does to an act of his own, not in answer to another's."""
MADE_BY_WORDS = frozenset({"054", "057"})
"""CAMEO's codes of recognition and signing: acts, though words do them."""


@dataclass(frozen=True)
class Story:
    """What an article tells around an act."""

    before: Sequence[Proto]
    """The events told before, in the order of the text."""
    beside: Sequence[Proto]
    """The events of the same sentence."""
    told_beside: Sequence[Proto]
    """Those of them told before it, with the targets that they were given."""
    meeting: Proto | None
    """The main meeting, if the act belongs to it."""
    topics: Sequence[Actor]
    """The parties of the article, the most often named first."""
    recurring: Sequence[Actor]
    """Those of them named more than once."""
    rebels: Sequence[Actor]
    """Its armed groups, in the same order."""
    foes: Sequence[Actor] = ()
    """Armed groups that the sentence of the act names other than as whom it supports."""


Rule = Callable[[Proto, Story], tuple[Actor, ...] | None]
"""None leaves the question to the next rule; an empty tuple says that nobody is meant."""


def implied_target(proto: Proto, story: Story) -> tuple[Actor, ...]:
    """Return whom an act without a named target answers, by the first rule that knows; never a court, which rules
    between others."""
    rules = DOERS if SUFFERED in proto.signs and proto.type == "ACCUSE" else RULES
    hit = victims_of(proto)
    for rule in rules:
        found = rule(proto, story)
        if found is not None and not (found and parties(found) <= hit):
            return tuple(a for a in found if a.sector != "JUD")
    return ()


def challenged(proto: Proto, _: Story) -> tuple[Actor, ...] | None:
    """An opposition's act is aimed at its own government."""
    opposed = bool(proto.source) and all(a.sector == "OPP" and a.country for a in proto.source)
    return (own_government(proto.source[0]) or None) if opposed else None


def doer_of_the_act(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``condemned the move``: who last did something; ``rejected the demand``: who demanded last, of the source first.

    Where nothing but words about it was told, a move is that of whom those words concern.
    """
    act = next((x.removeprefix("act:") for x in proto.signs if x.startswith("act:")), None)
    if act is None:
        return None
    own = parties(proto.source)
    recent = [p for p in story.before if not parties(p.source) & own and political(p.source)][: -RECENT - 1 : -1]
    if act == "deed":
        deed = next((p.source for p in recent if is_deed(p)), None)
        return deed or next((p.target for p in recent if political(p.target) and not parties(p.target) & own), None)
    named = [p for p in recent if p.type == act]
    towards = [p for p in named if parties(p.target) & own]
    return next((found[0].source for found in (towards, named, recent) if found), None)


def is_deed(proto: Proto) -> bool:
    """False for what others only say of somebody's deed."""
    return proto.type not in REACTIONS or proto.cameo in MADE_BY_WORDS


def both_sides(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``appealed for calm``, ``welcomed the truce``: a third party speaks to both who fought or made peace last."""
    frame = frame_of(proto.trigger)
    about = [*frame.objects, *(t for found in frame.obliques.values() for t in found)]
    if proto.type not in ("REQUEST", "SUPPORT") or not any(t.lemma_.lower() in PEACE for t in about):
        return None
    own = parties(proto.source)
    for told in reversed(story.before[-2 * RECENT :]):
        two = {a.party: a for a in (*told.source, *told.target) if political([a])}
        if told.type in BETWEEN and len(two) == 2 and not own & set(two):
            return tuple(map(as_state, two.values()))
    return None


def whom_the_like_met(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``repeated that warning``: whom its source warned before."""
    if "answers" not in proto.signs or proto.trigger.lemma_.lower() not in REPEATING:
        return None
    own = parties(proto.source)
    said = [p for p in story.before if p.type == proto.type and p.target and not parties(p.target) & own]
    return next((p.target for p in sorted(said, key=lambda p: bool(parties(p.source) & own))[-1:]), None)


def doer_of_what_is_named(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``condemned the launch``: who launched."""
    if proto.type == "THREATEN":
        return None  # What one threatens to do answers nobody who did the like.
    about = next((x.removeprefix("inner:") for x in proto.signs if x.startswith("inner:")), "")
    own = parties(proto.source)
    return next(
        (p.source for p in reversed(story.before[-2 * RECENT :]) if p.type == about and not parties(p.source) & own),
        None,
    )


def doer_of_the_deed(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``tested a missile. India condemned the test``: who did what the object names in the same word."""
    objects = frame_of(proto.trigger).objects
    named = {o.lemma_.lower() for o in objects if any(c.lower_ in DEFINITE for c in o.children)}
    own = parties(proto.source)
    if proto.type not in BLAME | {"SUPPORT", "REJECT"} or not named:
        return None
    told = (p for p in reversed(story.before[-RECENT:]) if p.trigger.lemma_.lower() in named)
    return next((p.source for p in told if political(p.source) and not parties(p.source) & own), None)


def offered(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``Djibouti has accepted``: who last made an offer or asked for something."""
    if proto.type != "AGREE" or proto.trigger.lemma_.lower() not in ACCEPTING or frame_of(proto.trigger).objects:
        return None
    own = parties(proto.source)
    made = (p for p in reversed(story.before[-RECENT:]) if p.type in OFFERS and not parties(p.source) & own)
    return next((p.source for p in made if political(p.source)), None)


def avenged(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``promised retaliation``: who last did harm, to the source before anybody else."""
    frame = frame_of(proto.trigger)
    words = {proto.trigger.lemma_.lower(), *(o.lemma_.lower() for o in frame.objects)}
    if proto.type not in HOSTILE or not words & REVENGE:
        return None
    own = parties(proto.source)
    harms = [p for p in story.before[-RECENT:] if p.type in HARMING and not parties(p.source) & own]
    theirs = [p for p in harms if parties(p.target) & own]
    return next((found[-1].source for found in (theirs, harms) if found and political(found[-1].source)), None)


def rival(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """A hostile deed strikes whom its source has most hostile dealings with in the story."""
    if proto.type not in HARMING | {"THREATEN", "ACCUSE", "REJECT"}:
        return None
    own = parties(proto.source)
    others: list[Actor] = []
    for told in story.before:
        if told.type in HOSTILE and political(told.source) and told.target:
            for one, other in ((told.source, told.target), (told.target, told.source)):
                if are_same(one, proto.source) and not parties(other) & own and political(other):
                    others += other
    (best, times), (_, next_times) = [*Counter(a.party for a in others).most_common(2), ("", 0), ("", 0)][:2]
    # Who blames a state's court has its government for a rival.
    known = sorted((a for a in others if a.party == best), key=lambda a: a.sector == "JUD")
    return tuple(known)[:1] if times > 1 and times >= 2 * next_times else None


def receiver_of_the_like(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """Aid, promised aid and sanctions go to whom others give them; aid has no other way to its receiver."""
    promised = proto.type == "AGREE" and ("@aid" in proto.rule or proto.cameo.startswith("033"))
    threatened = proto.type == "THREATEN" and "inner:SANCTION" in proto.signs
    like = "AID" if promised else "SANCTION" if threatened else proto.type
    if like not in ("AID", "SANCTION"):
        return None
    own = parties(proto.source)
    found = (p.target for p in reversed(story.before) if p.type == like and p.target and not parties(p.target) & own)
    return next(found, () if proto.type == "AID" else None)


def foe_beside(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """Violence strikes an armed group that its sentence names."""
    ours = {a.name for a in (*proto.source, *proto.speaker)}
    named = (a for a in story.foes if a.name not in ours)
    return tuple(named)[:1] or None if proto.type == "ASSAULT" else None


def enemy(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """Violence strikes who fought its source before, else the rebels of the story, else the other of two parties."""
    if proto.type != "ASSAULT":
        return None
    ours = (*proto.source, *proto.speaker)
    own, names = parties(ours), {a.name for a in ours}
    for told in reversed(story.before):
        if told.type in HOSTILE and told.target:
            for one, other in ((told.source, told.target), (told.target, told.source)):
                if are_same(one, ours) and not parties(other) & own and political(other):
                    return other
    if any(a.sector == "REB" for a in proto.source):
        return tuple(a for a in story.rebels if a.name not in names)[:1] if proto.cameo == OCCUPATION else ()
    two = story.topics[:2] if own & parties(story.topics[:2]) else ()
    return tuple(story.rebels[:1]) or tuple(a for a in two if a.party not in own)[:1]


def are_same(some: Sequence[Actor], others: Sequence[Actor]) -> bool:
    """True where two acts have a side in common; of the armed groups of one country each is its own."""
    shared = sides(some) & sides(others)
    return bool(shared) and (
        any(not rebel for _, rebel in shared) or bool({a.name for a in some} & {a.name for a in others})
    )


def blamed_beside(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``voiced concern about the tensions and urged Moscow to ...``: whom its source turns to in the same sentence.

    In ``Seoul condemned the launch, and Japan lodged a protest`` it is whom the other blames.
    """
    own = parties(proto.source)
    if proto.type not in BLAME | {"REJECT"}:
        return None
    kinds = BLAME | {"REQUEST"} if proto.type in BLAME else BLAME
    turned = [p.target for p in story.beside if p.type in kinds and parties(p.source) == own]
    if proto.type in BLAME and proto.trigger.dep_ != "acl":
        turned += [p.target for p in story.told_beside if p.type in BLAME and not parties(p.target) & own]
    return next((t for t in turned if political(t) and not parties(t) & own), None)


def provoked_beside(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``Guyana put its army on alert after Venezuelan troops massed``: whom it made act against who did it."""
    own = parties(proto.source)
    if proto.type not in HARMING:
        return None
    above = (p for p in story.told_beside if p.trigger.is_ancestor(proto.trigger) and parties(p.target) & own)
    return next((p.source for p in above if political(p.source) and not parties(p.source) & own), None)


def met_beside(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """``telephoned the president to congratulate him``, ``met the minister to voice concern``: whom one met for it."""
    own, verb = parties(proto.source), proto.trigger.head
    if proto.trigger.dep_ != "advcl":
        return None
    meetings = (p.source for p in story.beside if p.type == "CONSULT" and p.trigger == verb and parties(p.source) & own)
    others = (tuple(a for a in met if a.party not in own) for met in meetings)
    return next((o for o in others if o), None)


def answered(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """Who last acted towards the source, else whom the source last acted towards; blame answers no friendly act.

    A government and the rebels of its country are two that may answer each other.
    """
    own, leading = sides(proto.source), parties(story.topics[:LEADING_TOPICS])
    recent = [p for p in story.before[-RECENT:] if not (proto.type in BLAME and p.type in FRIENDLY)]
    for told in reversed(recent):
        known = parties(told.source) & leading and political(told.source)
        if known and sides(told.target) & own and not sides(told.source) & own:
            return told.source
    return next((p.target for p in reversed(recent) if sides(p.source) == own and parties(p.target) & leading), None)


def met(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """The other party of the main meeting, once that has been told."""
    meeting = story.meeting
    if meeting is None or meeting.trigger.i > proto.trigger.i or len(parties(meeting.source)) != 2:
        return None
    return tuple(a for a in meeting.source if a.party not in parties(proto.source))


def most_named(proto: Proto, story: Story) -> tuple[Actor, ...] | None:
    """Who else the story is about; a name that it bears but once does not lead it."""
    own = parties(proto.source)
    return tuple(a for a in story.recurring if a.party not in own and a.sector in OFFICIAL)[:1]


RULES: tuple[Rule, ...] = (
    challenged,
    both_sides,
    whom_the_like_met,
    doer_of_the_act,
    doer_of_what_is_named,
    doer_of_the_deed,
    offered,
    avenged,
    provoked_beside,
    met_beside,
    blamed_beside,
    foe_beside,
    rival,
    receiver_of_the_like,
    enemy,
    answered,
    met,
    most_named,
)
DOERS: tuple[Rule, ...] = (doer_of_what_is_named, doer_of_the_deed, rival)
"""For a condemned deed of which only the victims are told: who did it, and not whom the story is about."""


def implied_source(proto: Proto, told: Sequence[Proto]) -> tuple[Actor, ...]:
    """Return who did what a passive without an agent tells (``were seized``), empty where nothing before says it.

    Who frees somebody is who holds him; what befalls the target of a hostile act goes on coming from the same hand.
    """
    if proto.source or not proto.target or not frame_of(proto.trigger).passive:
        return ()
    theirs = parties(proto.target)
    like = CAUSES_OF.get(proto.type, frozenset())
    recent = reversed(told[-RECENT:])
    found = (p.source for p in recent if p.type in like and parties(p.target) & theirs and political(p.source))
    return next((f for f in found if not parties(f) & theirs), ())


def victims(proto: Proto, place: Location | None) -> tuple[Actor, ...]:
    """Return who suffers violence that names no political actor (``killed 20 civilians in Bambo``).

    They are the people of the place, and where rebels strike without one, of their own country."""
    country = place.country if place else None
    if country is None and any(at_home(a) for a in proto.source):
        country = proto.source[0].country
    if country is None:
        return ()
    return (
        Actor(
            name=place.name if place else country_name(country),
            text=place.name if place else "",
            country=country,
            sector="CVL",
        ),
    )


def settled(proto: Proto, place: Location | None, story: str | None) -> tuple[Actor, ...]:
    """Return the targets, those of no country placed: who suffers violence is of the place where it happens, of whom
    somebody speaks is of the country that the article is about.

    A state holds foreigners too: whom it arrests at home is its own only where a power at home does it.
    """
    if proto.type not in HARMS:
        return tuple(a.model_copy(update={"country": story}) if is_stranger(a) else a for a in proto.target)
    here = place.country if place else None
    abroad = here if all(a.country != here for a in proto.source) else None
    country = abroad or next((a.country for a in proto.source if at_home(a)), None)
    return tuple(a.model_copy(update={"country": country}) if is_stranger(a) else a for a in proto.target)


def is_stranger(actor: Actor) -> bool:
    """True for a private person whom nothing in the text places."""
    return not actor.country and actor.sector in ("CVL", "UNK") and bool(actor.person)


def at_home(actor: Actor) -> bool:
    """True for whom the text names as a power at home: rebels, crowds, courts, police, and soldiers of no country."""
    if actor.sector in ("REB", "CVL", "JUD") or "police" in actor.text.lower():
        return True
    return bool(actor.role) and actor.text.lower() in role_table()


def struck(proto: Proto, theirs: tuple[Actor, ...], words: EventWords) -> tuple[Actor, ...]:
    """``shot dead two people``: people of the country that the story implies, and not its president."""
    people = (o for o in frame_of(proto.trigger).objects if o.pos_ == "NOUN")
    noun = next((o for o in people if words.lexicon.is_a(o.lemma_.lower(), "@people")), None)
    if noun is None or not theirs or any(a.sector == "REB" for a in theirs):
        return theirs
    low, high = base_span(noun)
    text = noun.doc[low:high].text
    return (Actor(name=text, text=text, country=theirs[0].country, sector="CVL"),)


def citizens(proto: Proto, words: EventWords, referents: Referents) -> tuple[Actor, ...]:
    """``Police detained six people``: whom the law meets at home and nobody names further is of its own country."""
    if not any(LAW & {*a.text.lower().split(), *a.role.split()} for a in proto.source):
        return ()
    for noun in frame_of(proto.trigger).objects:
        is_person = noun.pos_ == "NOUN" and words.lexicon.is_a(noun.lemma_.lower(), "@people")
        definite = any(c.lower_ in DEFINITE for c in noun.children)
        if is_person and not definite and parties(referents.actors_at(noun)) <= parties(proto.source):
            low, high = base_span(noun)
            text = noun.doc[low:high].text
            return (Actor(name=text, text=text, country=proto.source[0].country, sector="CVL"),)
    return ()
