"""What was done at a meeting: its place and its day are those of what its participants said there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from demarche.extraction.adverbials import SPEECH
from demarche.extraction.dates import When
from demarche.extraction.proto import Proto, parties
from demarche.knowledge.names import index
from demarche.models import Location

REMOTE = frozenset({"phone", "telephone", "call", "video", "videoconference", "teleconference", "letter"})
"""Who speaks by one of these is not where the other is."""
NEXT_TOKENS = 150
"""How far below a meeting its participants still speak at it: about four sentences."""


@dataclass(frozen=True)
class Draft:
    """A proto with date and place."""

    sent: Span
    proto: Proto
    when: When | None
    place: Location | None
    background: bool


def at_meetings(drafts: Sequence[Draft]) -> list[Draft]:
    """Give what was done at a meeting its place, and what has no date its day."""
    meetings = held(drafts)
    main = main_meeting(drafts)
    return [at_one(item, main, meetings, drafts) for item in drafts]


def at_one(item: Draft, main: Draft | None, meetings: Sequence[Draft], drafts: Sequence[Draft]) -> Draft:
    if item.proto.status != "actual" or item.background or is_remote(item):
        return item
    meeting = main if main is not None and is_at(main, item, drafts) else near_meeting(item, meetings)
    if meeting is None:
        return item
    return replace(item, place=item.place or meeting.place, when=day_at(meeting, item))


def held(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the meetings of two or more parties that took place and are no background."""
    return [
        d
        for d in drafts
        if d.proto.type == "CONSULT"
        and d.proto.status == "actual"
        and not d.background
        and len(parties(d.proto.source)) >= 2
    ]


def main_meeting(drafts: Sequence[Draft]) -> Draft | None:
    """Return the first meeting that has a place, else the first."""
    meetings = held(drafts)
    return next((d for d in meetings if d.place), next(iter(meetings), None))


def is_remote(item: Draft) -> bool:
    """True for what is told by one of ``REMOTE``; who ``called on`` somebody need not have called him, and what a
    relative clause tells (``thanked Putin, with whom he spoke by telephone``) is another act."""
    trigger = item.proto.trigger
    calls = trigger.lemma_.lower() in REMOTE and item.proto.type == "CONSULT"
    words = (t for t in trigger.subtree if t.pos_ == "NOUN" and t.lemma_.lower() in REMOTE)
    return calls or any(not is_relative(t, trigger) for t in words)


def is_relative(word: Token, trigger: Token) -> bool:
    """True where ``word`` stands in a relative clause below ``trigger``."""
    between = itertools.takewhile(lambda t: t != trigger, (word, *word.ancestors))
    return any(t.dep_ == "acl:relcl" for t in between)


def is_at(meeting: Draft, item: Draft, drafts: Sequence[Draft]) -> bool:
    """True where an act of the meeting's parties was done there: another telling of it, what its participants said, and
    what one country said to another that was there, or both together. Officials at home are of the same parties."""
    proto, present = item.proto, parties(meeting.proto.source)
    if not parties(proto.source) & present:
        return False
    if proto.type == "CONSULT":
        return parties(proto.source) <= present
    if proto.type not in SPEECH:
        return False
    if any(a.person or a.role for a in proto.source):
        tellings = [d for d in drafts if is_telling(d, present)]
        known = set().union(*(people(d) for d in tellings))
        offices = {a.role for d in tellings for a in d.proto.source}
        return any(a.person in known if a.person and known else a.role in offices or not known for a in proto.source)
    states = all(index().is_state(a.name) for a in (*proto.source, *proto.target))
    together = parties(proto.source) <= present and len(parties(proto.source)) > 1
    return states and (together or (bool(proto.target) and parties(proto.target) <= present))


def is_telling(item: Draft, present: set[str]) -> bool:
    return item.proto.type == "CONSULT" and not item.background and parties(item.proto.source) <= present


def people(item: Draft) -> set[str]:
    return {a.person for a in item.proto.source if a.person}


def near_meeting(item: Draft, meetings: Sequence[Draft]) -> Draft | None:
    """Return the meeting told just before in which the speaker himself took part."""
    start = item.proto.trigger.i
    before = (m for m in reversed(meetings) if m.place and 0 < start - m.proto.trigger.i < NEXT_TOKENS)
    return next((m for m in before if item.proto.type in SPEECH and people(m) & people(item)), None)


def day_at(meeting: Draft, item: Draft) -> When | None:
    """Return the stated day of the meeting for what was said at it without a date, else the act's own."""
    vague = item.when is None or not item.when.explicit
    stated = meeting.when is not None and meeting.when.explicit and meeting.sent.start <= item.sent.start
    return meeting.when if vague and stated else item.when
