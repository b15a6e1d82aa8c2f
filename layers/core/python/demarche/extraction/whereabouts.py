"""Where each speaker of an article is, by the clauses that put him somewhere, whether or not they tell an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Span

from demarche.extraction.adverbials import Happening
from demarche.extraction.attribution import SAYING
from demarche.extraction.dating import date_of, is_long_ago
from demarche.extraction.layout import inside_quote
from demarche.extraction.phrases import auxiliaries, case_of, children, is_negated
from demarche.extraction.places import PRESENT
from demarche.extraction.proto import parties
from demarche.extraction.readings import Reading
from demarche.extraction.status import DOUBTFUL, FUTURE, WOULD
from demarche.models import Actor, Location

ASSEMBLIES = frozenset({"summit", "meeting", "session", "conference", "assembly", "gathering"})
"""Where a body sits when it speaks and decides."""
AT_ASSEMBLY = frozenset({"after", "at", "during", "following", "in"})
NOT_REAL = FUTURE | DOUBTFUL | WOULD | {"had"}


def whereabouts(reading: Reading) -> dict[str, list[Location]]:
    """Return where the article puts each person, and each international body by its party, in the order of its text."""
    found: dict[str, list[Location]] = defaultdict(list)
    for sent in reading.doc.sents:
        if any(reading.places.gazetteer.location_at(t) for t in sent if t.i in reading.places.gazetteer.pieces):
            for who, place in (*speaking_in(sent, reading), *sitting_in(sent, reading)):
                found[who].append(place)
    return found


def speaking_in(sent: Span, reading: Reading) -> Iterator[tuple[str, Location]]:
    """``told a rally in Bursa``, ``arrived in Tunis``: where who speaks or is there is, whatever he says."""
    for verb in sent:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or not (lemma in SAYING or lemma in PRESENT):
            continue
        if is_negated(verb) or auxiliaries(verb) & NOT_REAL or inside_quote(reading.doc, verb.i):
            continue
        persons = [a.person for a in reading.coder.attribution.subjects(verb) if a.person]
        event = Happening(verb, verb, "CONSULT" if lemma in PRESENT else "REQUEST")
        place = reading.places.of_event(event) if persons and is_now(event, reading) else None
        if place is not None:
            yield from ((person, place) for person in persons)


def sitting_in(sent: Span, reading: Reading) -> Iterator[tuple[str, Location]]:
    """``said after its emergency summit in Abuja``: where a body sits is where it speaks and decides."""
    for noun in sent:
        if noun.lemma_.lower() not in ASSEMBLIES or case_of(noun) not in AT_ASSEMBLY:
            continue
        inside = (c for c in children(noun, "nmod", "obl") if case_of(c) in ("in", "at"))
        place = next((p for c in inside for p in [reading.places.gazetteer.location_at(c)] if p), None)
        if place is None or not is_now(Happening(noun, noun, "CONSULT"), reading):
            continue
        owners = children(noun, "nmod:poss", "compound", "amod")
        sitting = reading.coder.referents.actors_at
        yield from ((body, place) for c in owners for body in bodies(sitting(c)))


def bodies(actors: Iterable[Actor]) -> set[str]:
    return parties(a for a in actors if a.sector == "IGO")


def is_now(event: Happening, reading: Reading) -> bool:
    """True unless the text puts the clause into a time long before that of the article."""
    when = date_of(event, reading.calendar)
    return when is None or not is_long_ago(when, reading.calendar)
