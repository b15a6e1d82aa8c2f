"""The scorer: what counts as found and as right."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.evaluate import Measured, table
from evaluation.scoring import GoldArticle, matches, same_evidence, score

PERU = {"name": "Peru", "country": "PER"}
CHILE = {"name": "Chile", "country": "CHL"}
UN = {"name": "United Nations", "country": None}


def gold(*events: dict[str, Any]) -> dict[str, GoldArticle]:
    numbered = [
        {"id": f"e{n}", "evidence": ["Peru expelled two diplomats of Chile"], **e} for n, e in enumerate(events)
    ]
    return {"a": GoldArticle.model_validate({"article": "a", "sha256": "", "published": None, "events": numbered})}


def predicted(
    kind: str, source: list[Any], target: list[Any], evidence: str = "On Monday Peru expelled two diplomats of Chile."
) -> dict[str, Any]:
    return {"type": kind, "source": source, "target": target, "evidence": [evidence]}


EXPULSION = {"type": "SANCTION", "source": [PERU], "target": [CHILE]}


def test_an_event_of_the_right_type_parties_and_evidence_is_found() -> None:
    assert score(gold(EXPULSION), {"a": [predicted("SANCTION", [PERU], [CHILE])]}, "type") == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("event", "levels"),
    [
        (predicted("COERCE", [PERU], [CHILE]), {"quad", "detect"}),
        (predicted("AID", [PERU], [CHILE]), {"detect"}),
        (predicted("SANCTION", [CHILE], [PERU]), set()),
        (predicted("SANCTION", [PERU], []), set()),
        (predicted("SANCTION", [PERU], [CHILE], "Another sentence on something else altogether."), set()),
    ],
)
def test_a_wrong_type_counts_on_the_coarser_levels_and_wrong_parties_on_none(
    event: dict[str, Any], levels: set[str]
) -> None:
    (item,) = gold(EXPULSION)["a"].events
    assert {level for level in ("type", "quad", "detect") if matches(item, event, level)} == levels  # type: ignore[arg-type]


def test_an_alternative_type_is_right() -> None:
    golds = gold({**EXPULSION, "alt_types": ["COERCE"]})
    assert score(golds, {"a": [predicted("COERCE", [PERU], [CHILE])]}, "type").f1 == 1.0


def test_an_optional_event_is_neither_missed_nor_wrong() -> None:
    golds = gold({**EXPULSION, "required": False})
    assert score(golds, {}, "type") == (0, 0, 0, 0)
    assert score(golds, {"a": [predicted("SANCTION", [PERU], [CHILE])]}, "type") == (0, 0, 1, 1)


def test_an_article_without_predictions_has_missed_its_events() -> None:
    assert score(gold(EXPULSION), {}, "type").recall == 0.0


def test_a_meeting_is_found_whichever_side_the_parties_are_on() -> None:
    golds = gold({"type": "CONSULT", "source": [PERU, CHILE], "target": []})
    assert score(golds, {"a": [predicted("CONSULT", [CHILE], [PERU])]}, "type").f1 == 1.0
    assert score(golds, {"a": [predicted("CONSULT", [CHILE], [UN])]}, "type").f1 == 0.0


def test_bodies_without_a_country_are_known_by_name() -> None:
    golds = gold({"type": "REQUEST", "source": [UN], "target": [PERU]})
    assert score(golds, {"a": [predicted("REQUEST", [{"name": "the United Nations"}], [PERU])]}, "type").f1 == 1.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Peru expelled two diplomats", "On Monday, Peru expelled two diplomats of Chile.", True),
        ("Peru expelled two diplomats of Chile on Monday", "Peru expelled two diplomats, it said.", True),
        ("Peru expelled", "Chile expelled two diplomats of Peru", False),
        ("", "Peru", False),
    ],
)
def test_evidence_is_compared_by_words(one: str, other: str, same: bool) -> None:
    assert same_evidence(one, other) is same


def measured(f1: float) -> Measured:
    levels = dict.fromkeys(("type", "quad", "detect"), (0.5, 0.25, f1))
    return Measured(levels, {"date": (1, 2), "place": (0, 1), "status": (2, 2)}, articles=3, required=4)


def test_the_table_has_a_column_a_gold_set_and_a_line_for_the_pairs() -> None:
    pairs = "pairs 10  coded 9\ntype  macro-F1 0.500  accuracy 0.600\nquad  macro-F1 0.700  accuracy 0.800\nAID 0.10\n"
    lines = table({"one": measured(0.333), "two": measured(0.4)}, pairs).splitlines()
    assert lines[0] == "|  | one | two |"
    assert "| type P / R / F1 | 0.500 / 0.250 / 0.333 | 0.500 / 0.250 / 0.400 |" in lines
    assert "| date right | 1 of 2 | 1 of 2 |" in lines
    assert lines[-1] == (
        "Pair coding: pairs 10 coded 9; type macro-F1 0.500 accuracy 0.600; quad macro-F1 0.700 accuracy 0.800"
    )


def test_without_pairs_the_table_ends_the_report() -> None:
    assert table({"one": measured(0.3)}, "").rstrip().endswith("|")
