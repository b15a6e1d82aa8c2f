"""What an event is made of: what its predicate means, and who is on its two sides."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.models import Actor, EventType

VISIT = "042"
"""CAMEO's code of a visit: the government of the place takes part in it."""
ENVOYS = frozenset(
    {
        "ambassador",
        "envoy",
        "high commissioner",
        "consul",
        "charge d'affaires",
        "chargé d'affaires",
        "consul general",
        "diplomats",
    }
)
"""Whom a state sends to another to stay."""
COMPLAINT = "114"
"""CAMEO's code of an official complaint: what a government does that ``protests``, where people demonstrate."""
LAWSUIT = "115"
"""CAMEO's code of bringing a lawsuit, of which a court is no target."""
TALKS = frozenset({"040", "041", "043", "046"})
"""CAMEO's codes of talking to somebody: at once, by telephone, as a host, in negotiations."""
PEACEKEEPING = "074"
"""CAMEO's code of military protection and peacekeeping."""
PEACEKEEPERS_LEAVE = "1661"
"""CAMEO's code of peacekeepers who are withdrawn or expelled: that reduces relations."""
WITHDRAWAL = "0874"
"""CAMEO's code of troops and officials that leave: that is given to nobody."""
MEDIATION = "045"
"""CAMEO's code of mediation, which takes place between those who quarrel."""
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
ON_OWN_SOIL = ("166", "173", "174")
"""CAMEO's codes of expulsions, arrests and deportations."""
ANSWERS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
"""Speech acts that answer somebody even where the clause does not name him."""


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
