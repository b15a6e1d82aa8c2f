"""Harm that is condemned or warned of: who did it is accused, and never who suffers it; read by the shipped model."""

from __future__ import annotations

import pytest
from shipped import events, rules

from demarche.models import Article


def targets(text: str) -> list[str]:
    """Return the target of each accusation in ``text``, a paragraph a line: ``France -> unknown attackers (BEN)``."""
    mentions = rules().mentions(Article(paragraphs=tuple(text.split("\n"))), min_confidence=0.0)
    told = (m for m in mentions if m.type == "ACCUSE")
    return [f"{m.source[0].name} -> {', '.join(f'{a.name} ({a.country})' for a in m.target) or '-'}" for m in told]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Russia condemned the violation of Syria's airspace by Israeli jets.", "Russia -> Israeli jets (ISR)"),
        ("Egypt condemned Ethiopia's attack on the Sudanese border post.", "Egypt -> Ethiopia (ETH)"),
        ("France condemned the ambush in Benin which killed five soldiers.", "France -> unknown attackers (BEN)"),
        (
            "The United Nations condemned the killing of three aid workers in South Sudan.",
            "United Nations -> unknown attackers (SSD)",
        ),
        ("Germany condemned the killing of protesters in Iran.", "Germany -> Iran (IRN)"),
        ("The United States denounced the detention of journalists in Turkey.", "United States -> Turkey (TUR)"),
        ("France condemned the attack on students in Nigeria.", "France -> unknown attackers (NGA)"),
    ],
)
def test_who_did_the_deed_is_accused(text: str, accused: str) -> None:
    assert accused in targets(text)


def test_the_doer_told_before_is_accused() -> None:
    text = "Eritrean troops attacked the Ethiopian town of Zalambessa.\nKenya condemned the attack on Ethiopia."
    assert "Kenya -> Eritrean army (ERI)" in targets(text)


def test_whose_harm_is_warned_of_is_not_threatened() -> None:
    assert "THREATEN DEU -> IRQ" not in events("Germany warned against an attack on Iraq.")


def test_regret_over_harm_is_sorrow_and_over_a_decision_blame() -> None:
    assert any(
        e.startswith("SUPPORT") for e in events("Colombia expressed regret over the death of two Ecuadorean soldiers.")
    )
    assert any(
        e.startswith("ACCUSE") for e in events("Colombia expressed regret over the decision of Ecuador to leave.")
    )
