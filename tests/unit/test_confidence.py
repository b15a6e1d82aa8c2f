"""How sure a mention is, from the signs of how it was found."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import docs
from demarche.extraction.coding import Proto
from demarche.extraction.confidence import confidence_of, log_odds, signs_of, weights
from demarche.models import Actor

RUSSIA = Actor(name="Russia", country="RUS", sector="GOV")
UKRAINE = Actor(name="Ukraine", country="UKR", sector="GOV")
OPPOSITION = Actor(name="opposition", country="RUS", sector="OPP")
TREE = """
Russia    =      PROPN  attacked  nsubj
attacked  attack VERB   -         root
Ukraine   =      PROPN  attacked  obj
"""


@pytest.fixture
def proto() -> Proto:
    verb = docs.at(docs.document(TREE), "attacked")
    return Proto("ASSAULT", "190", verb, verb, (RUSSIA,), (UKRAINE,), signs=frozenset({"row", "target:direct"}))


def test_type_status_and_the_way_of_finding_are_signs(proto: Proto) -> None:
    signs = dict.fromkeys(("type:ASSAULT", "status:actual", "row", "target:direct", "political"), 1.0)
    assert signs_of(proto, background=False) == signs


@pytest.mark.parametrize(
    ("fields", "sign"),
    [
        ({"speaker": (RUSSIA,)}, "reported"),
        ({"target": ()}, "one_party"),
        ({"target": (OPPOSITION,)}, "domestic"),
        ({"source": (Actor(name="Somebody", person="Somebody"),)}, "unplaced_source"),
        ({"status": "planned"}, "status:planned"),
    ],
)
def test_what_makes_an_event_doubtful_is_a_sign(proto: Proto, fields: dict[str, object], sign: str) -> None:
    assert sign not in signs_of(proto, background=False)
    assert sign in signs_of(replace(proto, **fields), background=False)  # type: ignore[arg-type]


def test_background_is_a_sign_only_where_it_is_one(proto: Proto) -> None:
    plain = signs_of(proto, background=False)
    assert signs_of(proto, background=True) == {**plain, "background": 1.0}


def test_the_type_of_what_is_governed_is_no_sign(proto: Proto) -> None:
    inner = replace(proto, signs=proto.signs | {"inner:ASSAULT"})
    assert signs_of(inner, background=False) == signs_of(proto, background=False)


def test_a_second_opinion_counts_by_type_by_quad_class_and_by_doubt(proto: Proto) -> None:
    opinion = {"ASSAULT": 0.5, "COERCE": 0.3, "CONSULT": 0.1, "NONE": 0.1}
    signs = signs_of(proto, background=False, opinion=opinion)
    assert signs["opinion"] == 0
    assert signs["opinion:quad"] == pytest.approx(math.log(0.8 / 0.2))
    assert signs["opinion:none"] == pytest.approx(math.log(0.1 / 0.9))


def test_a_second_opinion_that_agrees_is_a_stronger_sign_than_one_that_sees_no_event(proto: Proto) -> None:
    agrees, differs = ({"ASSAULT": p, "NONE": 1 - p} for p in (0.95, 0.05))
    surer, doubted = (signs_of(proto, background=False, opinion=o)["opinion"] for o in (agrees, differs))
    assert surer > doubted


@pytest.mark.parametrize(("probability", "odds"), [(0.0, -4.0), (0.5, 0.0), (1.0, 4.0)])
def test_no_opinion_outweighs_all_signs(probability: float, odds: float) -> None:
    assert log_odds(probability) == pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize("background", [True, False])
def test_confidence_is_a_probability(proto: Proto, background: bool) -> None:
    assert 0 <= confidence_of(proto, background=background) <= 1


def test_the_weights_are_numbers_with_a_bias() -> None:
    assert "bias" in weights()
