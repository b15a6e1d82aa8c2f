"""What the coding of one document shares: its words and parties, and the state of the sentence at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.extraction.attribution import Attribution
from demarche.extraction.cast import Cast
from demarche.extraction.eventwords import EventWords
from demarche.extraction.nounsides import NounSides
from demarche.extraction.proto import Trace
from demarche.extraction.sources import Sources
from demarche.extraction.targets import Targets


@dataclass
class Scene:
    """One document in coding; ``done`` and ``trace`` are those of the sentence at hand."""

    cast: Cast
    words: EventWords
    attribution: Attribution
    done: set[int] = field(default_factory=set)
    """Tokens whose event is made, so that no other rule reads them again."""
    trace: Trace = field(default_factory=Trace)
    lenient: int = 0
    """Above zero while an event is read that another one governs: only its type counts then, not its parties."""
    noun_sides: NounSides = field(init=False)
    sources: Sources = field(init=False)
    targets: Targets = field(init=False)

    def __post_init__(self) -> None:
        self.noun_sides = NounSides(self.cast)
        self.sources = Sources(self.cast, self.noun_sides)
        self.targets = Targets(self.cast, self.noun_sides)
