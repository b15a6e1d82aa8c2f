"""What people see of events: lines that fit a terminal."""

from __future__ import annotations

import pytest

from demarche.cli.render import actor_label, event_lines, shorten
from demarche.events import merge
from demarche.models import Actor, ArticleId, Event, Location, Mention, Status

PERU = Actor(name="Peru", country="PER")
MINISTER = Actor(name="foreign minister", person="Rosa Quispe", country="PER")
LONG = Actor(name="inter-ministerial commission for the affairs of the lake and its islands", country="BOL")


def event(*, source: Actor = PERU, target: Actor = LONG, status: Status = "actual", place: str = "") -> Event:
    mention = Mention(
        article_id=ArticleId("a"),
        type="SANCTION",
        cameo="174",
        quad_class=4,
        intensity=-5,
        status=status,
        source=(source,),
        target=(target,),
        location=Location(name=place) if place else None,
        sentence="Peru expelled two members of the commission, whom it accused of spying, and closed its office. " * 4,
        start=0,
        end=10,
        trigger="expelled",
        trigger_start=5,
        confidence=0.75,
    )
    (made,) = merge([mention])
    return made


@pytest.mark.parametrize("width", [72, 80, 100, 120])
@pytest.mark.parametrize(("source", "target"), [(PERU, LONG), (LONG, PERU), (LONG, LONG)])
def test_no_line_of_an_event_is_wider_than_the_terminal(width: int, source: Actor, target: Actor) -> None:
    lines = [line.plain for line in event_lines(event(source=source, target=target), width)]
    assert len(lines) == 3
    assert max(map(len, lines)) <= width


def test_the_first_line_says_when_and_who_did_what_to_whom() -> None:
    first = event_lines(event(source=MINISTER, target=PERU), 100)[0].plain
    assert first.split() == ["undated", "Rosa", "Quispe", "(Peru)", "SANCTION", "Peru"]


def test_status_place_and_certainty_stand_before_the_evidence() -> None:
    told = event_lines(event(status="planned", place="Puno"), 100)[1].plain
    assert told.strip().startswith("[planned, in Puno, 75% sure] Peru expelled")


def test_an_actual_event_without_a_place_tells_only_how_sure_it_is() -> None:
    assert event_lines(event(), 100)[1].plain.strip().startswith("[75% sure] ")


@pytest.mark.parametrize(
    ("actor", "label"),
    [
        (PERU, "Peru"),
        (MINISTER, "Rosa Quispe (Peru)"),
        (Actor(name="Peru's parliament", country="PER"), "Peru's parliament"),
        (Actor(name="United Nations"), "United Nations"),
        (Actor(name="army", country="ZZZ"), "army (ZZZ)"),
    ],
)
def test_an_actor_is_told_with_the_name_of_its_country(actor: Actor, label: str) -> None:
    assert actor_label(actor) == label


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("Peru", 4, "Peru"), ("Peru and Chile", 10, "Peru and…"), ("Naypyitaw", 5, "Nayp…")],
)
def test_a_text_is_cut_between_words_where_it_can_be(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short
