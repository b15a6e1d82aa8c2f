"""The targets that clauses leave out, by the story around each event: its meeting, its foes, what was done before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.adverbials import SPEECH
from demarche.extraction.drafts import happening
from demarche.extraction.harms import unknown_attackers
from demarche.extraction.implied import HOSTILE, Story, citizens, implied_target, settled, struck, victims
from demarche.extraction.meetings import Draft, main_meeting
from demarche.extraction.proto import HARMS, Proto, parties
from demarche.extraction.readings import Reading
from demarche.models import Actor

IMPLIES = SPEECH | {"AID", "SANCTION", "ASSAULT", "MOBILIZE"}
"""Types whose target, where the clause does not name it, is whom the story is about. Whom a release or an arrest
without a named party concerns is anybody's guess: measured, one in ten was right."""


def complete(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Give a directed act without a target whom it answers."""
    made: list[Draft] = []
    for item in drafts:
        proto = item.proto
        among = "mutual" in proto.signs and len(parties(proto.source)) > 1
        if proto.type in IMPLIES | HARMS and not proto.target and not among and "target:own" not in proto.signs:
            item = aimed(item, drafts, made, reading)
        elif proto.type in HARMS | SPEECH:
            target = settled(proto, item.place, reading.coder.referents.homes.story)
            item = replace(item, proto=replace(proto, target=target))
        made.append(item)
    return made


def aimed(item: Draft, drafts: Sequence[Draft], before: Sequence[Draft], reading: Reading) -> Draft:
    """Return ``item`` with the target that the story around it implies, as it is where the story tells none."""
    other = other_side(item, drafts, before, reading)
    if not other or (item.proto.type == "MOBILIZE" and not other_acts(item.proto, other, before)):
        return item
    proto = replace(item.proto, target=other, signs=item.proto.signs | {"target:implied"})
    # Now that it is known whom it strikes, so is the country of a village without a row.
    return replace(item, proto=proto, place=item.place or reading.places.of_event(happening(reading, proto)))


def other_side(item: Draft, drafts: Sequence[Draft], before: Sequence[Draft], reading: Reading) -> tuple[Actor, ...]:
    """Return whom the act concerns: the victims that its place tells, else citizens, else a party of the story."""
    proto = item.proto
    other = victims(proto, item.place) if proto.type in HARMS else ()
    other = other or citizens(proto, reading.coder.words, reading.coder.referents)
    if other or proto.type not in IMPLIES:
        return other
    beside = [d.proto for d in drafts if d.sent.start == item.sent.start]
    story = Story(
        [d.proto for d in before],
        beside,
        [d.proto for d in before if d.sent.start == item.sent.start],
        meeting_around(item, drafts),
        reading.topics,
        reading.recurring,
        reading.rebels,
        foes_in(item.sent, reading.coder.referents.chunks),
    )
    implied = implied_target(proto, story) or unknown_attackers(proto, reading.coder.referents.homes.story)
    return struck(proto, implied, reading.coder.words) if proto.type in HARMS else implied


def meeting_around(item: Draft, drafts: Sequence[Draft]) -> Proto | None:
    """Return the article's meeting for an act of its news by one of those who were there."""
    meeting = main_meeting(drafts)
    if meeting is None or item.proto.status != "actual" or item.background:
        return None
    return meeting.proto if parties(item.proto.source) & parties(meeting.proto.source) else None


def other_acts(proto: Proto, other: tuple[Actor, ...], before: Sequence[Draft]) -> bool:
    """True where a hostile act between the two stands before: only then is a deployment aimed at ``other``."""
    pair = parties(proto.source) | parties(other)
    return bool(other) and any(
        d.proto.type in HOSTILE and parties(d.proto.source) & pair and parties(d.proto.target) & pair
        for d in before[-8:]
    )


def foes_in(sent: Span, chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    """Return the armed groups that ``sent`` names, but not those in whose support it tells that somebody acts."""
    inside = [(c, sent.doc[c.start : c.end].root) for c in chunks if sent.start <= c.start < sent.end]
    enemies = [c for c, root in inside if root.dep_ != "nsubj" and not is_supported(root)]
    return tuple(a for c in enemies for a in c.actors if a.sector == "REB" and a.country)


def is_supported(token: Token) -> bool:
    """``strikes in support of SDF operations``; what a group supports itself (``ISIL's support``) is not meant."""
    return token.dep_ != "nmod:poss" and any(t.lemma_ == "support" for t in token.ancestors)
