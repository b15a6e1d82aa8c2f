"""Whatever is told, in whatever order and however often: one set of mentions makes one set of events."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche import events
from demarche.models import Actor, ArticleId, Location, Mention

ACTORS = [
    Actor(name="Russia", text="Russia", country="RUS", sector="GOV"),
    Actor(name="Vladimir Putin", text="Putin", country="RUS", sector="GOV", role="president", person="Vladimir Putin"),
    Actor(name="Ukraine", text="Kyiv", country="UKR", sector="GOV"),
    Actor(name="United Nations", text="the UN", sector="IGO"),
]
SIDES = st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True).map(tuple)
DATES = [("2022-05-18", "day"), ("2022-05", "month"), ("2022", "year"), (None, None)]
CODES = [("ASSAULT", "190", 4, -9.0), ("ASSAULT", "195", 4, -9.0), ("CONSULT", "040", 1, 1.0)]


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    kind, cameo, quad_class, intensity = draw(st.sampled_from(CODES))
    date, precision = draw(st.sampled_from(DATES))
    start = draw(st.integers(0, 3)) * 100
    return Mention(
        article_id=ArticleId(draw(st.sampled_from("abc")) * 20),
        type=kind,  # type: ignore[arg-type]
        mode=draw(st.sampled_from(["", "aerial", "other"])),
        context=tuple(draw(st.lists(st.sampled_from(["military", "territory"]), unique=True))),
        cameo=cameo,
        quad_class=quad_class,
        intensity=intensity,
        status=draw(st.sampled_from(["actual", "planned", "hypothetical", "denied"])),
        date=date,
        date_precision=precision,  # type: ignore[arg-type]
        location=draw(
            st.sampled_from([None, Location(name="Kyiv", country="UKR"), Location(name="Lviv", country="UKR")])
        ),
        source=draw(SIDES),
        target=draw(st.one_of(st.just(()), SIDES)),
        sentence=f"Sentence at {start}.",
        start=start,
        end=start + 20,
        trigger="word",
        trigger_start=start + 5,
        # Distinct values, so that the surest mention is one; equal ones have a unit test of their own.
        confidence=draw(st.integers(0, 1000)) / 1000,
        published=draw(st.sampled_from([None, datetime(2022, 5, 18, tzinfo=UTC), datetime(2022, 5, 19, tzinfo=UTC)])),
    )


TOLD = st.lists(mentions(), max_size=8, unique_by=(lambda m: m.mention_id, lambda m: m.confidence))


@settings(max_examples=60, deadline=None)
@given(TOLD, st.randoms())
def test_the_order_of_mentions_does_not_matter(told: list[Mention], shuffled) -> None:  # type: ignore[no-untyped-def]
    mixed = list(told)
    shuffled.shuffle(mixed)
    one, other = ({e.event_id: e for e in events.merge(m)} for m in (told, mixed))
    assert one == other


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_telling_everything_twice_changes_nothing(told: list[Mention]) -> None:
    assert events.merge(told + told) == events.merge(told)


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_merging_merged_events_gives_the_same_events(told: list[Mention]) -> None:
    made = events.merge(told)
    again = events.merge(m for e in made for m in e.mentions)
    assert again == made


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_each_mention_belongs_to_exactly_one_event(told: list[Mention]) -> None:
    kept = [m.mention_id for e in events.merge(told) for m in e.mentions]
    assert sorted(kept) == sorted(m.mention_id for m in told)


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_severity_and_confidence_stay_within_bounds(told: list[Mention]) -> None:
    for event in events.merge(told):
        assert 0 <= event.severity <= 100
        assert max(m.confidence for m in event.mentions) - 1e-4 <= event.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(mentions(), mentions())
def test_events_without_a_day_never_join_across_articles(one: Mention, other: Mention) -> None:
    if one.article_id != other.article_id and one.date_precision != "day":
        assert events.event_id(one) != events.event_id(other)


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_an_event_differs_from_itself_in_nothing(told: list[Mention]) -> None:
    assert all(events.what_changed(e, e) == () for e in events.merge(told))
