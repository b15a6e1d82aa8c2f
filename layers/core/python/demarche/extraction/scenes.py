"""Where what is told goes on: a fight over a paragraph, a speech over its sentences, ``there`` and ``in the city``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.extraction.adverbials import INVITING, SPEECH
from demarche.extraction.gazetteer import index_is_city
from demarche.extraction.layout import inside_quote, layout
from demarche.extraction.meaning import ENVOYS, ON_OWN_SOIL
from demarche.extraction.meetings import Draft, is_remote, people
from demarche.extraction.places import calls_of
from demarche.extraction.proto import Proto, parties
from demarche.knowledge.names import country_place
from demarche.models import Location

AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST"})
RULING = frozenset({"GOV", "JUD", "SPY", "LEG"})
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
FIGHT_TOKENS = 120
"""How far below its place a fight is still told, about three sentences: of violence told so without a place of its own,
the gold gives three of four that place."""


def in_scene(drafts: Sequence[Draft], whereabouts: Mapping[str, Sequence[Location]]) -> list[Draft]:
    """Give what goes on from an act told before the place of that act, what somebody says the place where the article
    puts him (``whereabouts``), and what is done at home its country."""
    made: list[Draft] = []
    for item in drafts:
        before = scene_of(item, made) if item.place is None and goes_on(item) else None
        made.append(replace(item, place=before.place) if before else item)
    stages = stages_of(made, whereabouts)
    return [at_home(on_battlefield(on_stage(item, stages), made)) for item in made]


def stages_of(drafts: Sequence[Draft], whereabouts: Mapping[str, Sequence[Location]]) -> dict[str, Location]:
    """Return where each person and each body speaks whom the text puts in one place only, by what they have said or
    will say, by the meetings they held, and by where else they are told to be."""
    told: dict[str, list[Location]] = defaultdict(list)
    for item in drafts:
        if item.place is not None and tells_whereabouts(item):
            for person in people(item):
                told[person].append(item.place)
    for who, places in whereabouts.items():
        told[who] += places
    return {who: stage for who, places in told.items() if (stage := one_place(places))}


def one_place(places: Sequence[Location]) -> Location | None:
    """Return the place that all of ``places`` are: ``Accra`` for Accra and Ghana; None where they are several."""
    towns = {p.name: p for p in places if index_is_city(p.name)}
    names = towns or {p.name: p for p in places}
    same = len(names) == 1 and len({p.country for p in places}) == 1
    return next(iter(names.values())) if same else None


def tells_whereabouts(item: Draft) -> bool:
    """True for what one person says and for a meeting of several; what a quotation tells may be years ago."""
    proto = item.proto
    met = proto.type == "CONSULT" and not item.background and goes_on(item)
    alone = is_spoken_now(item) and len(proto.source) == 1 and proto.trigger.lemma_.lower() not in INVITING
    return (met or alone) and not inside_quote(item.sent.doc, proto.trigger.i)


def on_stage(item: Draft, stages: Mapping[str, Location]) -> Draft:
    """``told a rally in Bursa``: what else he says in the article he says there; what a summit decides it decides
    where it is held."""
    decided = item.proto.type == "SANCTION" and not item.background
    if item.place is not None or not (is_spoken_now(item) or decided):
        return item
    bodies = parties(a for a in item.proto.source if a.sector == "IGO" and not a.person)
    speakers = bodies if decided else bodies | people(item)
    places = {p.name: p for who in speakers if (p := stages.get(who))}
    return replace(item, place=next(iter(places.values()))) if len(places) == 1 else item


def on_battlefield(item: Draft, drafts: Sequence[Draft]) -> Draft:
    """Violence of one side against another takes place where the article puts all their other violence of that day."""
    proto = item.proto
    if item.place is not None or proto.type != "ASSAULT" or proto.status != "actual":
        return item
    fields = {d.place.name: d.place for d in drafts if d.place and is_same_fight(d, item)}
    return replace(item, place=next(iter(fields.values()))) if len(fields) == 1 else item


def is_same_fight(told: Draft, item: Draft) -> bool:
    ours, theirs = item.proto, told.proto
    beaten = bool(ours.target) and parties(ours.target) <= parties(theirs.target)
    same_day = told.when == item.when or not (told.when and told.when.explicit and item.when and item.when.explicit)
    return theirs.type == "ASSAULT" and beaten and parties(ours.source) <= parties(theirs.source) and same_day


def is_spoken_now(item: Draft) -> bool:
    return item.proto.type in SPEECH and not item.background and not is_remote(item)


def at_home(item: Draft) -> Draft:
    """Force and protest within one country, the force of its rebels, and what a state does on its own soil take place
    there; the text need not say so."""
    proto = item.proto
    if item.place is not None or proto.status != "actual":
        return item
    if proto.type == "PROTEST" or is_on_own_soil(proto):
        countries = {a.country or "" for a in proto.source}
    elif proto.type in AT_HOME:
        rebels = {a.country or "" for a in proto.source if a.sector == "REB" and a.country}
        countries = rebels or {a.country or "" for a in (*proto.source, *proto.target)}
    else:
        return item
    code = next(iter(countries)) if len(countries) == 1 else ""
    return replace(item, place=country_place(code)) if code else item


def is_on_own_soil(proto: Proto) -> bool:
    """``Moldova expelled six diplomats``, ``Iran arrested two Germans``: nobody's police and courts go abroad; armies
    take prisoners where they fight."""
    return proto.cameo.startswith(ON_OWN_SOIL) and all(a.sector in RULING for a in proto.source)


def goes_on(item: Draft) -> bool:
    return item.proto.status == "actual" and not is_remote(item)


def scene_of(item: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return the act told before that ``item`` goes on from."""
    if item.proto.type == "ASSAULT":
        return next((d for d in reversed(before) if is_fight(d, item)), None)
    if item.proto.type == "COERCE":
        return next((d for d in reversed(before) if is_unrest(d, item)), None)
    if item.proto.type in SPEECH and not item.background:
        return next((d for d in reversed(before) if is_speech(d, item) or is_audience(d, item)), None)
    return None


def is_fight(told: Draft, item: Draft) -> bool:
    """True for violence between the same two sides, told just before."""
    ours = parties(item.proto.source) | parties(item.proto.target)
    near = 0 <= item.proto.trigger.i - told.proto.trigger.i < FIGHT_TOKENS
    theirs = parties(told.proto.source) | parties(told.proto.target)
    return near and told.place is not None and told.proto.type in FORCE and ours <= theirs


def is_unrest(told: Draft, item: Draft) -> bool:
    """``Farmers blocked the road at Naivasha. Police arrested eleven``: what a crowd met with, in its paragraph."""
    place = told.place
    at_home = place is not None and place.country in parties(item.proto.source)
    return same_paragraph(told, item) and at_home and told.proto.type == "PROTEST"


def is_audience(told: Draft, item: Draft) -> bool:
    """True for what was said where an envoy was summoned, by those who summoned him or by himself; it is told in the
    same paragraph or the next."""
    if told.place is None or not calls_of(told.proto.trigger):
        return False
    host, guest = parties(told.proto.source), parties(told.proto.target)
    source, target = parties(item.proto.source), parties(item.proto.target)
    between = item.sent.doc[told.proto.trigger.i : item.proto.trigger.i]
    near = len(between) > 0 and sum("\n" in t.text for t in between) <= 1
    envoy = any(a.role in ENVOYS for a in item.proto.source)
    return near and ((source == host and target == guest) or (envoy and source == guest))


def is_speech(told: Draft, item: Draft) -> bool:
    """True for what the same person said just before."""
    return (
        same_paragraph(told, item)
        and told.place is not None
        and told.proto.type in SPEECH
        and bool(people(told) & people(item))
    )


def same_paragraph(told: Draft, item: Draft) -> bool:
    paragraph = layout(item.sent.doc)[0]
    first, then = told.proto.trigger.i, item.proto.trigger.i
    return first <= then and paragraph[first] == paragraph[then]
