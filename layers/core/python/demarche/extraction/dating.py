"""When an event took place: the date of its clause, of the sentence around it, or of the text before."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from demarche.extraction.adverbials import FAR, OF_ANCHOR, Happening, preposition, rank
from demarche.extraction.dates import Calendar, When
from demarche.extraction.phrases import has_feature

DEADLINES = frozenset({"by", "until", "till", "before", "from", "for", "ahead_of"})
"""They tell when something is to be done or over, not when it was said or begun."""
REACH = 2
"""Sentences before the event's in which ``the next day`` may have what it counts from."""
HEAD_TOKENS = 80


def date_of(event: Happening, calendar: Calendar) -> When | None:
    """Return the date that the sentence gives the event: one that hangs on its trigger, else on its clause."""
    trigger = event.trigger
    ranked = [
        (standing(when, event, calendar), abs(when.offset - trigger.idx), when)
        for sent in event.sentences
        for when in dates_in(sent, calendar, future=event.planned)
    ]
    best = min(ranked, key=lambda r: r[:2], default=None)
    return best[2] if best and best[0] < FAR else None


def dates_in(sent: Span, calendar: Calendar, *, future: bool) -> list[When]:
    """Return the dates of a sentence; what counts from another date counts from the one told last."""
    before = sent.doc[paragraph_start(sent) : sent.start].text
    told = calendar.find(before)
    return calendar.find(sent.text, sent.start_char, future=future, reference=told[-1] if told else None)


def paragraph_start(sent: Span) -> int:
    """Return where the sentences start that ``sent`` may refer back to."""
    start = sent.start
    for _ in range(REACH):
        if start == 0:
            break
        start = sent.doc[start - 1].sent.start
    return start


def standing(when: When, event: Happening, calendar: Calendar) -> int:
    """Return the rank of a date for the event, ``FAR`` also for what by its meaning cannot be its date."""
    phrase = event.trigger.doc.char_span(when.offset, when.end, alignment_mode="expand")
    if phrase is None:
        return FAR
    if phrase[-1].is_punct and len(phrase) > 1:
        phrase = phrase[:-1]  # The full stop after an abbreviated month hangs on the predicate.
    if phrase[-1].lower_ in ("after", "before"):
        return rank(phrase, event) - 1  # It is said of this clause, and the date after it of the other.
    if not event.planned and preposition(phrase) in DEADLINES and not is_range(phrase):
        return FAR
    if event.speech and preposition(phrase) == "since":
        return FAR
    near = rank(phrase, event)
    return FAR if near < OF_ANCHOR and event.speech and spoken_now(event, when, calendar) else near


def is_range(phrase: Span) -> bool:
    return any(t.lower_ in ("to", "-", "–", "—", "and", "until", "through") for t in phrase)


def spoken_now(event: Happening, when: When, calendar: Calendar) -> bool:
    """``condemns the arrests on June 18``: who speaks in the present speaks on the day of publication."""
    verb = event.trigger
    present = has_feature(verb, "Tense", "Pres") and has_feature(verb, "VerbForm", "Fin")
    return present and calendar.published is not None and when.iso < calendar.published.isoformat()[: len(when.iso)]


def dateline_day(doc: Doc, calendar: Calendar) -> When | None:
    """Return a full date that stands near the head of the text in a line without a verb (``Friday, August 21, 2015``).

    A date in a sentence is that of an event."""
    head = doc[: min(len(doc), HEAD_TOKENS)]
    for when in calendar.find(head.text):
        line = line_of(doc, when)
        if when.precision == "day" and not any(t.pos_ in ("VERB", "AUX") for t in line):
            return when
    return None


def line_of(doc: Doc, when: When) -> Span:
    start = doc.text.rfind("\n", 0, when.offset) + 1
    end = doc.text.find("\n", when.end)
    found = doc.char_span(start, end if end >= 0 else len(doc.text), alignment_mode="expand")
    assert found is not None
    return found
