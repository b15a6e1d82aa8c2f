"""Who is meant where a sentence names nobody, in a story of two states: by what was told before it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article
from docs import told

STORY = (
    "Peru and Bolivia said on Monday that they would mark their border anew.",
    "Peru has sent two more companies of police to Puno, and Bolivia has recalled its consul from Peru.",
    "Bolivia wants the treaty of 1932 to be kept; Peru has told Bolivia that it is void.",
)
OTHERS = ("Peru, Bolivia, Chile, Brazil, Chile and Brazil share the river.",)


def events(text: str, *, story: tuple[str, ...] = STORY) -> set[str]:
    """Return what ``text`` tells after ``story``."""
    article = Article(paragraphs=(*story, text), published=datetime(2023, 3, 2, tzinfo=UTC))
    found = rules().mentions(article, min_confidence=0.0)
    return {told(m) for m in found if m.sentence in text}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Talks were resumed in 2011.", "CONSULT BOL+PER -> -"),
        ("Border talks collapsed in 2019.", "CONSULT BOL+PER -> -"),
        ("The then foreign secretaries had met in Thimphu.", "CONSULT BOL+PER -> -"),
        ("Local commanders met on the bridge on Friday.", "CONSULT BOL+PER -> -"),
        ("A joint commission has met nine times.", "CONSULT BOL+PER -> -"),
        ("The quarrel was settled at a summit in 2002.", "CONSULT BOL+PER -> -"),
        ("A cease-fire was signed in 2001.", "SUPPORT BOL+PER -> -"),
        ("Dozens of soldiers died in clashes in the valley in 1998.", "ASSAULT BOL+PER -> BOL+PER"),
        ("Four men were wounded in an exchange of fire in 2020.", "ASSAULT BOL+PER -> BOL+PER"),
    ],
)
def test_what_names_no_side_is_between_the_two_states_of_the_story(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "Experts met in Geneva last year.",
        "Farmers met in Cuzco on Tuesday.",
        "Brazil said that talks were resumed in 2011.",
        "The European Union said that ministers would meet on Monday.",
        "Peru freed the man whom it had seized in a clash in 1998.",
    ],
)
def test_private_people_and_third_parties_do_not_stand_for_the_two(text: str) -> None:
    assert not {e for e in events(text) if "BOL+PER" in e}


def test_a_story_of_many_states_has_no_two_sides() -> None:
    assert events("Talks were resumed in 2011.", story=(*STORY, *OTHERS, *OTHERS, *OTHERS)) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Chilean president came to Lima. The foreign ministry accused Bolivia of espionage.", "ACCUSE PER -> BOL"),
        ("The army warned Peru against crossing the river.", "THREATEN BOL -> PER"),
        ("Chile sent an envoy. In a statement the foreign ministry accused Bolivia of espionage.", "ACCUSE CHL -> BOL"),
    ],
)
def test_who_blames_a_state_is_none_of_its_own_offices(text: str, event: str) -> None:
    assert event in events(text)


def test_who_accepts_agrees_with_who_offered() -> None:
    text = "Qatar offered Peru and Bolivia to host the talks. Qatar invited Peru. Peru has accepted."
    assert "AGREE PER -> QAT" in events(text)
