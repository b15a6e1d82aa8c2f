"""Whom aid is for, whose offer or move a refusal means, and what is somebody's own: read by the shipped model."""

from __future__ import annotations

from functools import partial

import pytest
import shipped
from shipped import rules

from demarche.models import Article

events = partial(shipped.events, min_confidence=None)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway donated a shipment of vaccines to help Nepal fight the epidemic.", "AID NOR -> NPL"),
        ("Denmark has allocated 30 million euros to support refugees in Uganda.", "AID DNK -> UGA"),
        ("Thailand sent medicines for people displaced by the fighting in Myanmar.", "AID THA -> MMR"),
        ("Canada gave more than $4 billion in aid to Yemen.", "AID CAN -> YEM"),
        ("Sudan handed over 45 tonnes of wheat to Chad.", "AID SDN -> TCD"),
    ],
)
def test_aid_goes_to_whom_it_is_meant_for(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Russia vetoed a British resolution in the UN Security Council.", "REJECT RUS -> GBR"),
        ("Iran rejected an offer made by Japan.", "REJECT IRN -> JPN"),
        ("Serbia dismissed a proposal put forward by Kosovo.", "REJECT SRB -> XKX"),
        ("Poland will not reopen the border until Belarus frees the prisoners.", "REJECT POL -> BLR"),
        ("Hungary said it would not lift its veto until Ukraine restores minority rights.", "REJECT HUN -> UKR"),
        ("Lebanon denied entry to a Saudi businessman.", "REJECT LBN -> SAU"),
    ],
)
def test_a_refusal_means_whose_offer_or_move_it_is(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("NATO reinforced its forces in Poland.", "MOBILIZE NATO -> POL"),
        ("Pakistan expelled a doctor working for the United States.", "COERCE PAK -> USA"),
        ("Russia banned two British newspapers.", "COERCE RUS -> GBR"),
        ("Two of the Russian diplomats were expelled by Norway.", "SANCTION NOR -> RUS"),
        ("Qatar ended mediation efforts with Israel.", "SANCTION QAT -> ISR"),
        ("Kenya conceded to demands from Somalia.", "CONCEDE KEN -> SOM"),
        ("Iraqi forces retook the village of Hit from Syrian troops.", "ASSAULT IRQ -> SYR"),
    ],
)
def test_what_is_done_with_ones_own_or_anothers_people(text: str, event: str) -> None:
    assert event in events(text)


def test_the_opponents_of_a_government_are_not_the_government() -> None:
    found = rules().mentions(
        Article(paragraphs=("Opponents of the Georgian government clashed with police in Tbilisi.",)),
        min_confidence=0.0,
    )
    assert {(m.type, m.source[0].sector) for m in found} == {("PROTEST", "OPP")}


def test_a_strike_that_workers_go_on_is_no_attack() -> None:
    found = rules().mentions(Article(paragraphs=("Workers at the port of Haifa went on strike.",)), min_confidence=0.0)
    assert {m.type for m in found} == {"PROTEST"}
