"""An event with the date and the place that the text gives it, and whether it is only the background of the news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from demarche.extraction.adverbials import INVITING, SPEECH, Happening
from demarche.extraction.dates import Calendar, When
from demarche.extraction.dating import date_before, date_of, is_long_ago, is_then, then
from demarche.extraction.meaning import ON_OWN_SOIL
from demarche.extraction.meetings import Draft
from demarche.extraction.phrases import case_of, children, has_mark
from demarche.extraction.proto import HARMS, SYMMETRIC, Proto, parties
from demarche.extraction.readings import Reading
from demarche.extraction.status import is_reported
from demarche.models import Actor


def draft(reading: Reading, sent: Span, proto: Proto) -> Draft:
    event = happening(reading, proto)
    when = date_of(event, reading.calendar)
    arranged = proto.type in SYMMETRIC or proto.trigger.lemma_.lower() in INVITING
    if arranged and proto.status == "actual" and is_to_come(proto.trigger, when, reading.calendar):
        # ``promised to raise it when they meet next week``: no auxiliary tells that they have not met yet.
        proto = replace(proto, status="planned")
    background = is_background(proto, when, reading.calendar)
    if when is None and not event.planned and not background:
        when = then(event, reading.calendar) if is_then(event) else date_before(event, reading.calendar)
        when = when or (None if is_then(event) else undated(reading.calendar))
    return Draft(sent, proto, when, reading.places.of_event(event), background)


def happening(reading: Reading, proto: Proto) -> Happening:
    return Happening(
        proto.trigger,
        proto.anchor,
        proto.type,
        home=home_of(proto),
        actor=only_country(proto.source),
        planned=proto.status == "planned",
        spoken=bool(parties(proto.speaker) & parties(proto.source)),
        deeds=deeds_of(reading, proto),
        frame=reading.coder.attribution.framing_verb(proto.trigger),
    )


def deeds_of(reading: Reading, proto: Proto) -> tuple[Token, ...]:
    """Return the nouns that stand for the act of ``proto`` beside its verb: ``is responsible for the bombing``."""
    if proto.trigger.pos_ not in ("VERB", "ADJ"):
        return ()
    nouns = children(proto.trigger, "obj", "obl", "nsubj:pass")
    rows = ((noun, reading.coder.words.event_noun(noun)) for noun in nouns if noun.pos_ == "NOUN")
    return tuple(noun for noun, row in rows if row is not None and row.type == proto.type)


def fought(reading: Reading, item: Draft) -> Draft:
    """Violence without a place was done where its paragraph told last of a place of those who suffer it."""
    home = home_of(item.proto)
    if item.place or item.proto.type != "ASSAULT" or item.proto.status != "actual" or not home:
        return item
    return replace(item, place=reading.places.gazetteer.last_told(item.proto.trigger, home))


def home_of(proto: Proto) -> str:
    """Return the country of those who suffer violence or seizure, of rebels who do it without naming them, of those who
    arrest."""
    if proto.type not in HARMS:
        return ""
    rebels = [a for a in proto.source if a.sector == "REB"]
    if not rebels and proto.cameo.startswith(ON_OWN_SOIL):
        return only_country(proto.source)
    return only_country(proto.target or rebels)


def only_country(actors: Sequence[Actor]) -> str:
    countries = {a.country for a in actors if a.country}
    return countries.pop() if len(countries) == 1 else ""


def undated(calendar: Calendar) -> When | None:
    """Return the date of what is news without a date: the day of publication, else the year that the page tells."""
    if calendar.published:
        return When(calendar.published.isoformat(), "day", explicit=False)
    return When(str(calendar.year), "year", explicit=False) if calendar.year else None


def is_to_come(trigger: Token, when: When | None, calendar: Calendar) -> bool:
    """True where the text states a day, month or year after that of publication, or ``next week``."""
    # ``travels to Rome next week for talks``
    told_by = [trigger, trigger.head] if trigger.pos_ == "NOUN" and case_of(trigger) == "for" else [trigger]
    times = (c for t in told_by for c in t.children if c.dep_.startswith("obl") and c.lemma_.lower() != "day")
    if any(w.lower_ in ("next", "coming") for time in times for w in time.children):
        return True
    if when is None or not when.explicit or calendar.published is None:
        return False
    return when.iso > calendar.published.isoformat()[: len(when.iso)]


def is_background(proto: Proto, when: When | None, calendar: Calendar) -> bool:
    """True for what happened before the news: a past perfect, a ``since`` clause, weeks ago, a bare noun."""
    trigger = proto.trigger
    if when is not None and is_long_ago(when, calendar):
        return True
    if any(has_mark(t, "since", "after") for t in (trigger, *trigger.ancestors) if t.dep_ in ("advcl", "acl")):
        return True
    if when is not None:
        return False
    if "had" in {c.lower_ for c in trigger.children if c.dep_.startswith("aux")}:
        # "said that it had lodged a protest" is the past of its time, no earlier past.
        return not is_reported(trigger)
    return trigger.pos_ == "NOUN" and proto.type not in SPEECH | {"CONSULT"}


def one_day(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the tellings of one act in one article one date.

    A headline says no day and the article's first sentence does; a telling without a date, or with only the day of
    publication, takes the day that another of the same type, status and parties states, if all others state the same.
    """
    stated: dict[object, set[When]] = defaultdict(set)
    for item in drafts:
        if item.when is not None and item.when.explicit and item.when.precision == "day":
            stated[same_act(item)].add(When(item.when.iso, "day"))
    made = []
    for item in drafts:
        days = stated.get(same_act(item), set())
        vague = item.when is None or not item.when.explicit
        made.append(replace(item, when=next(iter(days))) if vague and len(days) == 1 and not item.background else item)
    return made


def same_act(item: Draft) -> object:
    proto = item.proto
    return proto.type, proto.status, frozenset(parties(proto.source)), frozenset(parties(proto.target))
