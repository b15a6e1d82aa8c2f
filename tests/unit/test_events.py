"""Mentions to events: what makes two tellings one event, what the event says, and which change is worth an alert."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from demarche import events
from demarche.models import Actor, ArticleId, Event, Location, Mention, Status

RUSSIA = Actor(name="Russia", text="Russia", country="RUS", sector="GOV")
UKRAINE = Actor(name="Ukraine", text="Ukraine", country="UKR", sector="GOV")
FRANCE = Actor(name="France", text="France", country="FRA", sector="GOV")
UN = Actor(name="United Nations", text="the UN", sector="IGO")
PUTIN = Actor(
    name="Vladimir Putin", text="Putin", country="RUS", sector="GOV", role="president", person="Vladimir Putin"
)
KYIV = Location(name="Kyiv", country="UKR", lat=50.45, lon=30.52)
FIRST, SECOND = ArticleId("a" * 20), ArticleId("b" * 20)


def mention(**fields: Any) -> Mention:
    told: dict[str, Any] = {
        "article_id": FIRST,
        "type": "ASSAULT",
        "cameo": "190",
        "quad_class": 4,
        "intensity": -9.0,
        "date": "2022-05-18",
        "date_precision": "day",
        "source": (RUSSIA,),
        "target": (UKRAINE,),
        "sentence": "Russia attacked Ukraine.",
        "start": 0,
        "end": 24,
        "trigger": "attacked",
        "trigger_start": 7,
        "confidence": 0.5,
        "published": datetime(2022, 5, 18, tzinfo=UTC),
    }
    return Mention.model_validate(told | fields)


def only(*mentions: Mention) -> Event:
    (event,) = events.merge(mentions)
    return event


def severity(told: Mention, *, status: Status = "actual", sources_told: int = 1) -> int:
    return events.severity(told, status=status, sources_told=sources_told)


# -- identity


@pytest.mark.parametrize(
    "other",
    [
        mention(article_id=SECOND, start=90, end=120, trigger_start=95),
        mention(source=(PUTIN,), start=30, end=50),
        mention(status="planned", start=30, end=50),
        mention(location=KYIV, mode="aerial", cameo="195", start=30, end=50),
    ],
    ids=["another article", "an official of the same country", "another status", "another place and mode"],
)
def test_the_same_type_parties_and_day_make_one_event(other: Mention) -> None:
    assert len(events.merge([mention(), other])) == 1


@pytest.mark.parametrize(
    "other",
    [
        mention(type="COERCE"),
        mention(date="2022-05-19"),
        mention(target=(FRANCE,)),
        mention(target=(UKRAINE, FRANCE)),
        mention(source=(UKRAINE,), target=(RUSSIA,)),
    ],
    ids=["another type", "another day", "another target", "one target more", "the other way round"],
)
def test_another_type_day_or_party_makes_another_event(other: Mention) -> None:
    assert len(events.merge([mention(), other])) == 2


def test_an_undated_event_is_only_ever_the_same_within_its_article() -> None:
    here = mention(date=None, date_precision=None)
    again = mention(date=None, date_precision=None, start=50, end=80, trigger_start=60)
    there = mention(date=None, date_precision=None, article_id=SECOND)

    assert events.event_id(here) == events.event_id(again)
    assert events.event_id(here) != events.event_id(there)


@pytest.mark.parametrize(("date", "precision"), [("2022-05", "month"), ("2022", "year")])
def test_a_month_or_year_does_not_join_what_two_articles_tell(date: str, precision: str) -> None:
    here, there = (mention(date=date, date_precision=precision, article_id=a) for a in (FIRST, SECOND))
    assert events.event_id(here) != events.event_id(there)


def test_the_parties_of_a_meeting_have_no_order() -> None:
    one, other = (mention(type="CONSULT", source=side, target=()) for side in ((RUSSIA, FRANCE), (FRANCE, RUSSIA)))
    assert events.event_id(one) == events.event_id(other)


def test_a_government_and_its_opposition_are_two_parties() -> None:
    opposition = Actor(name="opposition leader", text="opposition leader", country="UKR", sector="OPP")
    rebels = Actor(name="rebels", text="rebels", country="UKR", sector="REB")
    assert events.event_id(mention(source=(UKRAINE,))) != events.event_id(mention(source=(opposition,)))
    assert events.event_id(mention(source=(rebels,))) == events.event_id(mention(source=(opposition,)))


def test_a_body_without_a_country_is_a_party_by_its_name() -> None:
    nato = Actor(name="NATO", sector="IGO")
    assert events.event_id(mention(source=(UN,))) != events.event_id(mention(source=(nato,)))


# -- merging


def test_merging_ignores_the_order_of_mentions() -> None:
    told = [
        mention(confidence=0.4, mode="aerial", location=KYIV),
        mention(article_id=SECOND, source=(PUTIN,), confidence=0.8, published=datetime(2022, 5, 19, tzinfo=UTC)),
        mention(start=40, end=60, trigger_start=44, status="planned", context=("military",)),
    ]
    assert len({only(*order).model_dump_json() for order in permutations(told)}) == 1


def test_equally_sure_mentions_with_different_codes_merge_alike_in_either_order() -> None:
    told = [mention(cameo="190"), mention(article_id=SECOND, cameo="195", intensity=-10.0)]
    assert only(*told) == only(*reversed(told))


def test_a_mention_given_twice_counts_once() -> None:
    assert only(mention(), mention()) == only(mention())


def test_merging_the_mentions_of_an_event_again_gives_the_same_event() -> None:
    event = only(mention(), mention(article_id=SECOND, confidence=0.9))
    assert only(*event.mentions) == event


def test_events_come_in_the_order_of_their_first_mention() -> None:
    told = [mention(type="COERCE"), mention(), mention(type="COERCE", start=50, end=60)]
    assert [e.type for e in events.merge(told)] == ["COERCE", "ASSAULT"]


def test_nothing_told_is_no_event() -> None:
    assert events.merge([]) == []


def test_the_surest_mention_gives_the_code() -> None:
    weak, strong = mention(confidence=0.3), mention(article_id=SECOND, confidence=0.9, cameo="195", intensity=-9.5)
    event = only(weak, strong)
    assert (event.cameo, event.intensity) == ("195", -9.5)


def test_the_surest_mention_with_a_place_gives_the_place() -> None:
    nowhere = mention(confidence=0.9)
    lviv = mention(start=30, end=40, confidence=0.2, location=Location(name="Lviv", country="UKR"))
    kyiv = mention(start=60, end=70, confidence=0.6, location=KYIV)
    assert only(lviv, nowhere, kyiv).location == KYIV


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (("planned", "actual"), "actual"),
        (("denied", "planned"), "planned"),
        (("hypothetical", "denied"), "denied"),
        (("hypothetical",), "hypothetical"),
    ],
)
def test_the_most_real_status_wins(told: tuple[str, ...], status: str) -> None:
    made = [mention(status=s, start=n * 50, end=n * 50 + 20) for n, s in enumerate(told)]
    assert only(*made).status == status


def test_contexts_of_all_mentions_come_together_sorted() -> None:
    event = only(mention(context=("territory",)), mention(start=40, end=50, context=("military", "territory")))
    assert event.context == ("military", "territory")


def test_the_mode_that_most_mentions_tell_wins_over_silence() -> None:
    modes = ["", "", "aerial", "aerial", "suicide"]
    assert only(*(mention(mode=m, start=n * 50, end=n * 50 + 9) for n, m in enumerate(modes))).mode == "aerial"


def test_a_person_stands_for_his_country_in_the_list_of_actors() -> None:
    assert only(mention(), mention(source=(PUTIN,), start=40, end=50)).source == (PUTIN,)


def test_an_actor_is_shown_with_the_fuller_office() -> None:
    bare = PUTIN.model_copy(update={"role": ""})
    assert only(mention(source=(bare,)), mention(source=(PUTIN,), start=40, end=50)).source == (PUTIN,)


def test_the_evidence_is_each_sentence_once_in_the_order_of_the_article() -> None:
    told = [
        mention(start=80, end=99, trigger_start=85, sentence="Russia struck."),
        mention(),
        mention(trigger_start=3),
    ]
    assert only(*told).evidence == ("Russia attacked Ukraine.", "Russia struck.")


@pytest.mark.parametrize(
    ("source", "target", "dyad"),
    [
        ((RUSSIA,), (UKRAINE,), "RUS-UKR"),
        ((UKRAINE,), (RUSSIA,), "RUS-UKR"),
        ((RUSSIA, PUTIN), (UKRAINE,), "RUS-UKR"),
        ((RUSSIA,), (), None),
        ((RUSSIA,), (UN,), None),
        ((RUSSIA, FRANCE), (UKRAINE,), None),
    ],
)
def test_a_dyad_is_the_unordered_pair_of_exactly_two_countries(
    source: tuple[Actor, ...], target: tuple[Actor, ...], dyad: str | None
) -> None:
    assert only(mention(source=source, target=target)).dyad == dyad


# -- confidence and severity


def test_more_mentions_in_one_article_do_not_raise_confidence() -> None:
    assert only(mention(), mention(start=40, end=50)).confidence == 0.5


def test_an_independent_article_raises_confidence() -> None:
    assert only(mention(), mention(article_id=SECOND)).confidence == 0.75


def test_an_actual_attack_is_severer_than_a_planned_and_that_than_a_denied_one() -> None:
    levels = [severity(mention(), status=s) for s in ("actual", "planned", "denied")]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == 3


def test_conflict_is_severer_than_as_much_cooperation() -> None:
    conflict, cooperation = (severity(mention(intensity=i)) for i in (-8.0, 8.0))
    assert conflict > cooperation


def test_an_event_between_states_is_severer_than_one_within_a_state() -> None:
    within = mention(target=(RUSSIA.model_copy(update={"sector": "OPP", "name": "opposition"}),))
    assert severity(mention()) > severity(within)


def test_the_worst_event_that_everybody_tells_stays_at_a_hundred() -> None:
    assert severity(mention(intensity=-10.0), sources_told=500) == 100


def test_the_severity_of_an_event_is_that_of_the_status_it_shows() -> None:
    surer_plan = mention(status="planned", confidence=0.9, start=40, end=50)
    event = only(mention(confidence=0.5), surer_plan)
    assert event.status == "actual"
    assert event.severity == severity(mention())


# -- what changed


def test_an_event_that_only_gains_mentions_has_not_changed() -> None:
    assert events.what_changed(only(mention()), only(mention(), mention(article_id=SECOND))) == ()


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"status": "planned"}, ("status",)),
        ({"location": KYIV}, ("location",)),
        ({"date": "2022-05-17"}, ("date",)),
        ({"target": (FRANCE,)}, ("parties",)),
        ({"status": "planned", "source": (UN,)}, ("status", "parties")),
        ({"confidence": 0.9}, ()),
        ({"source": (PUTIN,)}, ()),
    ],
)
def test_status_place_date_and_parties_are_worth_telling(fields: dict[str, Any], changed: tuple[str, ...]) -> None:
    assert events.what_changed(only(mention()), only(mention(**fields))) == changed
