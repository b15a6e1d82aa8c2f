"""What only sounds like an act (a wish, a relation, a habit, a service) beside the like that is one; the shipped model."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    "text",
    [
        "Iran wants Russia.",
        "France is seeking oil in Sudan and Brazil.",
        "It reminds me of the Soviet officers in Afghanistan.",
        "Neither Rome nor Paris has criticised Israel.",
        "Soldiers based in Poland watched the game.",
        "The US has 2,500 troops deployed in Iraq.",
        "Japan's exports to China fell by 3 percent.",
        "China buys most of its oil from Saudi Arabia.",
        "Abbas called the refugee issue very dangerous for Israel.",
        "If Merkel keeps talking she will kill hopes of a deal with Greece.",
    ],
)
def test_what_nobody_does_is_no_event(text: str) -> None:
    assert not events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iran wants Russia to leave Syria.", "REQUEST IRN -> RUS"),
        ("France is seeking an apology from Turkey.", "REQUEST FRA -> TUR"),
        ("Germany reminded Russia of its obligations.", "REQUEST DEU -> RUS"),
        ("Russia has troops deployed on Ukraine's borders.", "MOBILIZE RUS -> UKR"),
        ("The United States imposed visa restrictions on Iranian officials.", "SANCTION USA -> IRN"),
        ("Myanmar's military seized power on Monday.", "COERCE MMR -> MMR"),
        ("Lavrov repeated Russia's insistence to the US that it has no plans to attack.", "REJECT RUS -> USA"),
    ],
)
def test_the_like_of_it_is_told(text: str, event: str) -> None:
    assert event in events(text)


def test_how_somebody_is_to_do_what_is_asked_is_not_done() -> None:
    found = events("Blinken asked Russia to prove its intentions by pulling back its troops from Ukraine.")
    assert "REQUEST USA -> RUS" in found
    assert not any(e.startswith("RETREAT") for e in found)


def test_troops_who_serve_in_an_operation_praise_nobody() -> None:
    found = events("Two thousand US troops are supporting the exercise. Russia and the US met on Monday.")
    assert not any(e.startswith("SUPPORT") for e in found)


def test_a_possessive_at_the_start_looks_ahead_to_the_subject() -> None:
    found = events("Germany met Russia. Adding to its warnings to Russia, Poland expelled two Russian diplomats.")
    assert not any("DEU" in e and "CONSULT" not in e for e in found)
