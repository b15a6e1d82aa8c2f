"""When an event took place: the date of its clause, of the sentence around it, or of the text before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc, Span

from demarche.extraction.adverbials import DEEDS, FAR, OF_ANCHOR, TIME_NOUNS, Happening, preposition, rank
from demarche.extraction.dates import Calendar, When
from demarche.extraction.phrases import auxiliaries, children, has_feature, sentence_of
from demarche.extraction.pieces import dateline_tokens

DEADLINES = frozenset({"by", "until", "till", "before", "from", "for", "ahead_of"})
"""They tell when something is to be done or over, not when it was said or begun."""
REACH = 2
"""Sentences before the event's in which ``the next day`` may have what it counts from."""
HEAD_TOKENS = 80
FORTNIGHT = timedelta(days=14)
"""What was done longer ago is background at the turn of a month too."""
NEWS = timedelta(days=4)
"""What was said longer ago is no news."""
THEN = re.compile(
    r"\b(?:at (?:the|that) time|(?:in|during|since|throughout) the (?:\w+ )?(?:1[5-9]|20)\d0s)\b", re.IGNORECASE
)
"""Times of long ago that are no dates."""


def date_of(event: Happening, calendar: Calendar) -> When | None:
    """Return the date that the sentence gives the event: one that hangs on its trigger, else on its clause."""
    trigger = event.trigger
    ranked = [
        (standing(when, event, calendar), abs(when.offset - trigger.idx), when)
        for sent in event.sentences
        for when in dates_in(sent, calendar, future=event.planned)
    ]
    best = min(ranked, key=lambda r: r[:2], default=None)
    return best[2] if best and best[0] < FAR else brought_about(event, [r[2] for r in ranked], calendar)


def brought_about(event: Happening, dates: Sequence[When], calendar: Calendar) -> When | None:
    """``banned imports after Turkey shot down a jet in November 2015``: what answers an act of long ago was done in its
    month, where the text gives no other date."""
    causes = [c for c in children(event.trigger, "advcl") if any(m.lower_ in ("after", "when") for m in c.children)]
    past = has_feature(event.trigger, "Tense", "Past") and not auxiliaries(event.trigger) & {"have", "has"}
    if not past or event.planned:
        return None
    for clause in causes:
        inside = range(clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge))
        for when in dates:
            if when.offset in inside and when.precision != "day" and is_long_ago(when, calendar):
                return when
    return None


def dates_in(sent: Span, calendar: Calendar, *, future: bool) -> list[When]:
    """Return the dates of a sentence; what counts from another date counts from the one told last."""
    key = (sent.start_char, future)
    if key not in calendar.found:
        reference = told_before(sent, calendar)
        calendar.found[key] = calendar.find(sent.text, sent.start_char, future=future, reference=reference)
    return calendar.found[key]


def told_before(sent: Span, calendar: Calendar) -> When | None:
    """Return the date told last: in the sentences before, or anywhere on a page without a day of its own, where all
    dates count from those told before."""
    if calendar.published is None:
        return next((w for w in reversed(calendar.find(sent.doc.text)) if w.end <= sent.start_char), None)
    told = None
    for before in sentences_before(sent):
        found = (w for w in reversed(calendar.find(before.text, before.start_char, reference=told)))
        told = next((w for w in found if not is_name(w, sent.doc)), told)
    return told


def is_name(when: When, doc: Doc) -> bool:
    """True for the ``May`` of ``Theresa May``."""
    phrase = doc.char_span(when.offset, when.end, alignment_mode="expand")
    return phrase is not None and is_named_so(phrase)


def sentences_before(sent: Span) -> list[Span]:
    """Return the sentences that ``sent`` may refer back to, in the order of the text."""
    found: list[Span] = []
    while len(found) < REACH and sent.start > 0:
        sent = sentence_of(sent.doc[sent.start - 1])
        found.insert(0, sent)
    return found


def standing(when: When, event: Happening, calendar: Calendar) -> int:
    """Return the rank of a date for the event, ``FAR`` also for what by its meaning cannot be its date."""
    phrase = event.trigger.doc.char_span(when.offset, when.end, alignment_mode="expand")
    if phrase is None or is_named_so(phrase):
        return FAR
    if phrase[-1].is_punct and len(phrase) > 1:
        phrase = phrase[:-1]  # The full stop after an abbreviated month hangs on the predicate.
    if phrase[-1].lower_ in ("after", "before"):
        return rank(phrase, event) - 1  # It is said of this clause, and the date after it of the other.
    if not event.planned and preposition(phrase) in DEADLINES and not is_range(phrase):
        return FAR
    if preposition(phrase) == "since" and (event.speech or is_ordinal_since(phrase, event)):
        return FAR
    if is_of_deed(phrase, when, event, calendar) or (event.past and is_to_come(when, calendar)):
        return FAR
    near = rank(phrase, event)
    if near == FAR and is_shared_with_past(when, event):
        near = rank(phrase, replace(event, trigger=event.trigger.head)) + OF_ANCHOR
        return near if near <= 2 * OF_ANCHOR else FAR
    return FAR if near < OF_ANCHOR and event.speech and spoken_now(event, when, calendar) else near


def is_named_so(phrase: Span) -> bool:
    """``Jan Eliasson``, ``April Glaspie``; a month that stands alone after ``in`` is no person (``in May``)."""
    alone = len(phrase) == 1 and phrase.root.dep_ != "flat" and not children(phrase.root, "flat")
    month = alone and preposition(phrase) in ("in", "since", "until", "during", "from")
    return not month and any(t.ent_type_ == "PERSON" for t in phrase)


def is_ordinal_since(phrase: Span, event: Happening) -> bool:
    """``the first meeting since the spring``: the meeting itself is of now."""
    return event.type == "CONSULT" and event.trigger.pos_ == "NOUN" and event.trigger in phrase.root.ancestors


def is_range(phrase: Span) -> bool:
    return any(t.lower_ in ("to", "-", "–", "—", "and", "until", "through") for t in phrase)


def spoken_now(event: Happening, when: When, calendar: Calendar) -> bool:
    """``condemns the arrests on June 18``: who speaks in the present speaks on the day of publication."""
    verb = event.trigger
    present = has_feature(verb, "Tense", "Pres") and has_feature(verb, "VerbForm", "Fin")
    return present and calendar.published is not None and when.iso < calendar.published.isoformat()[: len(when.iso)]


def is_shared_with_past(when: When, event: Happening) -> bool:
    """``expelled him in October, after rebels had taken the town``: what came before was in the same month.

    What came ``nine years after`` was not."""
    opening = next((c for c in event.trigger.children if c.dep_ == "mark" and c.lower_ == "after"), None)
    if when.precision == "day" or event.trigger.dep_ != "advcl" or opening is None:
        return False
    return opening.i == 0 or opening.nbor(-1).lemma_.lower() not in TIME_NOUNS


def date_before(event: Happening, calendar: Calendar) -> When | None:
    """Return the date of the sentence before for a deed that goes on with its tale: ``Farmers blocked the road on
    Tuesday. Police arrested eleven.``"""
    sent, verb = sentence_of(event.trigger), event.trigger
    told = has_feature(verb, "Tense", "Past") and not auxiliaries(verb) & {"have", "had", "has"}
    if sent.start == 0 or event.type not in DEEDS or verb != sent.root or not told:
        return None
    before = sentence_of(sent.doc[sent.start - 1])
    if "\n" in before.text_with_ws or before.root.pos_ != "VERB":
        return None
    when = date_of(Happening(before.root, before.root, event.type), calendar)
    return replace(when, explicit=False) if when and when.explicit else None


def is_then(event: Happening) -> bool:
    """``at the time``, ``in the 1990s``: in a time that has no date of its own, and not in that of the news."""
    sent = sentence_of(event.trigger)
    spans = (
        sent.doc.char_span(sent.start_char + m.start(), sent.start_char + m.end()) for m in THEN.finditer(sent.text)
    )
    return any(span is not None and rank(span, event) < FAR for span in spans)


def then(event: Happening, calendar: Calendar) -> When | None:
    """Return the time told before for what was done ``at the time``; a decade is no date."""
    sent = sentence_of(event.trigger)
    told = told_before(sent, calendar) if any(m[0].endswith("time") for m in THEN.finditer(sent.text)) else None
    return replace(told, explicit=False) if told is not None and is_long_ago(told, calendar) else None


def is_of_deed(phrase: Span, when: When, event: Happening, calendar: Calendar) -> bool:
    """``condemned the shelling of a hospital on June 3``: a day that is no news any more is that of the deed."""
    verb = event.trigger
    if event.type != "ACCUSE" or when.precision != "day" or calendar.published is None or verb.pos_ != "VERB":
        return False
    deeds = [o for o in children(verb, "obj") if verb.i < o.i < phrase.start and children(o, "nmod")]
    return bool(deeds) and when.iso < (calendar.published - NEWS).isoformat()


def is_to_come(when: When, calendar: Calendar) -> bool:
    return calendar.published is not None and when.iso > calendar.published.isoformat()[: len(when.iso)]


def is_long_ago(when: When, calendar: Calendar) -> bool:
    """True for a date of an earlier month than that of publication, in its first two weeks than that before."""
    if calendar.published is None:
        return False
    recent = min(calendar.published - FORTNIGHT, calendar.published.replace(day=1))
    return when.iso < recent.isoformat()[: len(when.iso)]


def dateline_day(doc: Doc, calendar: Calendar, *, datelines_only: bool = False) -> When | None:
    """Return a date that stands near the head of the text in a line without a verb (``Friday, August 21, 2015``), or in
    a dateline (``WASHINGTON, April 11 -``), in such alone for ``datelines_only``.

    A date in a sentence is that of an event."""
    head = doc[: min(len(doc), HEAD_TOKENS)]
    found = [when for when in calendar.find(head.text) if when.precision == "day"]
    if not found:
        return None
    text = doc.text
    headed = set(dateline_tokens(doc, HEAD_TOKENS))
    for when in found:
        phrase = doc.char_span(when.offset, when.end, alignment_mode="expand")
        in_dateline = phrase is not None and phrase.start in headed
        alone = not datelines_only and not any(t.pos_ in ("VERB", "AUX") for t in line_of(doc, text, when))
        if in_dateline or alone:
            return when
    return None


def line_of(doc: Doc, text: str, when: When) -> Span:
    start = text.rfind("\n", 0, when.offset) + 1
    end = text.find("\n", when.end)
    found = doc.char_span(start, end if end >= 0 else len(text), alignment_mode="expand")
    assert found is not None
    return found
