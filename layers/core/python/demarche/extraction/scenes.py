"""Where what is told goes on: a fight over a paragraph, a speech over its sentences, ``there`` and ``in the city``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.extraction.adverbials import SPEECH
from demarche.extraction.layout import layout
from demarche.extraction.meaning import ENVOYS
from demarche.extraction.meetings import Draft, is_remote, people
from demarche.extraction.places import calls_of
from demarche.extraction.proto import parties
from demarche.knowledge.names import country_place
from demarche.models import Location, Status

AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST"})
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
FIGHT_TOKENS = 120
"""How far below its place a fight is still told, about three sentences: of violence told so without a place of its own,
the gold gives three of four that place."""


def in_scene(drafts: Sequence[Draft]) -> list[Draft]:
    """Give what goes on from an act told before the place of that act, and what is done at home its country."""
    made: list[Draft] = []
    for item in drafts:
        before = scene_of(item, made) if item.place is None and goes_on(item) else None
        made.append(replace(item, place=before.place) if before else item)
    stages = speaking_places(made)
    return [at_home(on_stage(item, stages)) for item in made]


def speaking_places(drafts: Sequence[Draft]) -> dict[tuple[str, Status], Location]:
    """Return where each person speaks whose words the text puts in one place only, by what he has said or will say."""
    told: dict[tuple[str, Status], list[Location]] = defaultdict(list)
    for item in drafts:
        if item.place is not None and is_spoken_now(item):
            for person in people(item):
                told[person, item.proto.status].append(item.place)
    return {key: places[0] for key, places in told.items() if len({p.name for p in places}) == 1}


def on_stage(item: Draft, stages: Mapping[tuple[str, Status], Location]) -> Draft:
    """``told a rally in Bursa``: what else he says in the article he says there."""
    if item.place is not None or not is_spoken_now(item):
        return item
    places = {p.name: p for person in people(item) if (p := stages.get((person, item.proto.status)))}
    return replace(item, place=next(iter(places.values()))) if len(places) == 1 else item


def is_spoken_now(item: Draft) -> bool:
    return item.proto.type in SPEECH and not item.background and not is_remote(item)


def at_home(item: Draft) -> Draft:
    """Force and protest within one country, and the force of its rebels, take place there; the text need not say so."""
    proto = item.proto
    if item.place is not None or proto.type not in AT_HOME or proto.status != "actual":
        return item
    rebels = {a.country or "" for a in proto.source if a.sector == "REB" and a.country}
    countries = rebels or {a.country or "" for a in (*proto.source, *proto.target)}
    code = next(iter(countries)) if len(countries) == 1 else ""
    return replace(item, place=country_place(code)) if code else item


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
