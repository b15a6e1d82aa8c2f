"""Which of the events that a text tells are news of politics: not police work, private affairs or mere plans."""

from __future__ import annotations

from demarche.extraction.implied import OFFICIAL
from demarche.extraction.meaning import WITHDRAWAL
from demarche.extraction.meetings import Draft
from demarche.extraction.proto import Proto, parties
from demarche.extraction.readings import Reading

GIVEN = frozenset({"AID", "RETREAT"})
"""What is given to somebody is no event without him."""
SWAPS = frozenset({"exchange", "swap"})
"""Nouns of giving to each other, which needs no receiver but those who give."""
OF_STATES = frozenset({"PROTEST", "MOBILIZE"})
"""Types that are politics though nobody is named whom they concern: protest, and what armed forces do."""
ABROAD = frozenset({"033", "035", "075"})
"""CAMEO's codes of offers of aid and of yielding, and of asylum: what police do not do."""
DISSENTERS = frozenset({"protesters", "demonstrator", "protester", "activists", "activist", "journalist", "journalists",
                        "human rights activists", "pro-democracy activists"})  # fmt: skip
LONERS = frozenset({"gunman", "attacker", "assailant", "killer", "bomber", "kidnapper", "hijacker"})
"""One who acts alone is more often a criminal than a rebel."""


def why_left_out(item: Draft, *, quiet: bool) -> str:
    """Return why ``item`` is no news of politics, nothing where it is; ``quiet`` as ``is_quiet`` tells the article."""
    if not is_political(item.proto):
        return "no act between political parties"
    if quiet and is_policing(item.proto):
        return "police work, in an article of one country in which nobody opposes those who govern"
    return ""


def is_kept(proto: Proto) -> bool:
    """True for what took place and for what is planned; violence that somebody is said to plan is no event."""
    return proto.status == "actual" or (proto.status == "planned" and proto.type != "ASSAULT")


def is_political(proto: Proto) -> bool:
    """False for what private people, courts and firms of one country do among themselves, for what one does to
    himself, and for what is given to nobody: that is no diplomacy."""
    everyone = (*proto.source, *proto.target)
    exchanged = proto.trigger.lemma_.lower() in SWAPS and len(parties(proto.source)) > 1
    if proto.type in GIVEN and not proto.target and proto.cameo != WITHDRAWAL and not exchanged:
        return False
    if {(a.name, a.sector) for a in proto.source} == {(a.name, a.sector) for a in proto.target}:
        return len(parties(proto.source)) > 1
    if proto.type == "PROTEST" or len({a.country for a in everyone if a.country}) > 1:
        return True
    if len(parties(everyone)) > 1:
        return any(a.sector in OFFICIAL for a in everyone)
    return any(a.sector in OFFICIAL - {"JUD"} for a in everyone)


def is_quiet(reading: Reading) -> bool:
    """True for an article of one country in which nobody opposes those who govern: police work there is no politics."""
    dissent = any(
        c.role in DISSENTERS or any(a.sector in ("OPP", "REB", "LEG") for a in c.actors)
        for c in reading.coder.referents.chunks
        if c.role not in LONERS
    )
    return len(reading.topics) < 2 and not dissent


def is_policing(proto: Proto) -> bool:
    """True for what is done to private people or to nobody named, and is no affair between states by what it is."""
    if proto.type in OF_STATES or proto.cameo in ABROAD or any(a.sector == "IGO" for a in proto.source):
        return False
    return not any(a.sector not in ("CVL", "UNK", "BUS") for a in proto.target)
