"""How sure a mention is, from the signs of how it was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

import docs
from demarche.extraction.confidence import confidence_of, signs_of, weights
from demarche.extraction.proto import Proto
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
    signs = {"type:ASSAULT", "status:actual", "row", "target:direct", "political"}
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
    assert signs_of(proto, background=True) == plain | {"background"}


def test_the_type_of_what_is_governed_is_no_sign(proto: Proto) -> None:
    inner = replace(proto, signs=proto.signs | {"inner:ASSAULT"})
    assert signs_of(inner, background=False) == signs_of(proto, background=False)


@pytest.mark.parametrize("background", [True, False])
def test_confidence_is_a_probability(proto: Proto, background: bool) -> None:
    assert 0 <= confidence_of(proto, background=background) <= 1


def test_the_weights_are_numbers_with_a_bias() -> None:
    assert "bias" in weights()
