"""Mentions to events: identity, merging, severity, what changed.

Identity is the field's "one-a-day": the same type, by the same parties, on the same day is one event. Mutual
acts (CONSULT, AGREE and COOPERATE without a target) have one unordered set of parties. An event without a
day is only ever the same as one told by the same article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from demarche.models import Actor, ArticleId, Event, EventId, Mention, Status, content_id

STATUS_RANK = {"actual": 3, "planned": 2, "denied": 1, "hypothetical": 0}
TOLD_FIELDS = ("status", "location", "date")
"""A change of these is worth an alert as ``updated``; a first telling by another publisher corroborates."""


def parties(actors: Iterable[Actor]) -> list[str]:
    """Return who acts, sorted; a government and those who challenge it at home are two."""
    return sorted({f"{a.country}~" if a.country and a.challenges else a.party for a in actors})


def event_id(mention: Mention) -> EventId:
    """Return the identity of the event that ``mention`` tells."""
    source, target = parties(mention.source), parties(mention.target)
    day = (
        mention.date
        if mention.date_precision == "day" and mention.date
        else f"{mention.date or ''}@{mention.article_id}"
    )
    return EventId(content_id("event", mention.type, "|".join(source), "|".join(target), day))


def merge(mentions: Iterable[Mention]) -> list[Event]:
    """Group ``mentions`` into events, in the order in which the mentions come.

    The result does not depend on how often a mention is given, nor, but for the order of events, on their order.
    """
    groups: dict[EventId, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        groups[event_id(mention)].setdefault(mention.mention_id, mention)
    return [build(key, list(group.values())) for key, group in groups.items()]


def build(key: EventId, mentions: Sequence[Mention]) -> Event:
    """Make the event ``key`` of all its ``mentions`` (at least one)."""
    ordered = sorted(
        mentions, key=lambda m: (m.published is None, m.published, m.article_id, m.start, m.trigger_start, m.mention_id)
    )
    best = max(ordered, key=lambda m: m.confidence)
    status: Status = max((m.status for m in ordered), key=lambda s: STATUS_RANK[s])
    location = next((m.location for m in sorted(ordered, key=lambda m: -m.confidence) if m.location), None)
    confidence = combined_confidence(ordered)
    return Event(
        event_id=key,
        type=best.type,
        mode=most_common(m.mode for m in ordered),
        context=tuple(sorted({c for m in ordered for c in m.context})),
        cameo=best.cameo,
        quad_class=best.quad_class,
        intensity=best.intensity,
        status=status,
        date=best.date,
        date_precision=best.date_precision,
        location=location,
        source=union(m.source for m in ordered),
        target=union(m.target for m in ordered),
        confidence=confidence,
        severity=severity(best, status=status, sources_told=len({m.article_id for m in ordered})),
        mentions=tuple(ordered),
    )


def combined_confidence(mentions: Sequence[Mention]) -> float:
    """The best mention's confidence, raised by what other articles tell independently (noisy or)."""
    best: dict[ArticleId, float] = {}
    for mention in mentions:
        best[mention.article_id] = max(best.get(mention.article_id, 0.0), mention.confidence)
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)


def severity(mention: Mention, *, status: Status, sources_told: int) -> int:
    """0 to 100: how far the event departs from the ordinary, for filtering alerts.

    Three parts: the size of the Goldstein intensity (up to 70; conflict counts fully, cooperation half), the
    status (an actual event counts fully, a planned one 0.7, others 0.4), and how many articles tell it (up to 10).
    """
    size = abs(mention.intensity) * (7.0 if mention.intensity < 0 else 3.5)
    weight = {"actual": 1.0, "planned": 0.7}.get(status, 0.4)
    spread = min(10.0, 2.0 * (sources_told - 1))
    interstate = 20.0 if len({a.country for a in (*mention.source, *mention.target) if a.country}) > 1 else 5.0
    return int(min(100.0, round((size + interstate) * weight + spread)))


def union(sides: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """One actor a party and person, the most specific wording of each."""
    chosen: dict[tuple[str, str], Actor] = {}
    for actor in (a for side in sides for a in side):
        key = (actor.party, actor.person)
        if key not in chosen or len(actor.role) > len(chosen[key].role):
            chosen[key] = actor
    with_person = {party for party, person in chosen if person}
    return tuple(a for (party, person), a in chosen.items() if person or party not in with_person)


def most_common(values: Iterable[str]) -> str:
    counts = Counter(v for v in values if v)
    return max(sorted(counts), key=lambda v: counts[v]) if counts else ""


def what_changed(old: Event, new: Event) -> tuple[str, ...]:
    """Return the names of the fields whose change is worth an alert, empty where there is none."""
    changed = [f for f in TOLD_FIELDS if getattr(old, f) != getattr(new, f)]
    if parties(old.source) != parties(new.source) or parties(old.target) != parties(new.target):
        changed.append("parties")
    return tuple(changed)
