"""What the network says of a sentence beside the rules: it seconds their events and adds its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from spacy.tokens import Doc

from demarche.extraction.proposals import RULE
from demarche.language.triggers import KEY, triggers
from demarche.models import Mention
from docs import article_of, at, document, extractor_for, told

SNUB = """
    Chad    =     PROPN  outfoxed nsubj @GPE
    outfoxed outfox VERB - root
    Niger   =     PROPN  outfoxed obj @GPE
"""
"""A verb that no row of the lexicon knows."""
ATTACK = """
    Russia    =      PROPN  attacked  nsubj @GPE
    attacked  attack VERB   -         root
    Ukraine   =      PROPN  attacked  obj @GPE
"""


def noted(
    doc: Doc, trigger: str, types: Mapping[str, float], source: str, target: str, *, status: str = "actual"
) -> Doc:
    """Put into ``doc`` what the network would say: ``trigger`` tells an event between ``source`` and ``target``."""
    place = at(doc, trigger).i
    sides = [[(at(doc, side).i, 0.9)] if side else [] for side in (source, target)]
    doc.user_data.setdefault(KEY, []).append([place, place + 1, place, list(types.items()), status, *sides])
    return doc


def mentions(doc: Doc, least: float = 0.0) -> list[Mention]:
    return extractor_for(doc).mentions(article_of(doc), min_confidence=least)


def test_an_event_that_the_network_alone_finds_is_told() -> None:
    doc = noted(document(SNUB), "outfoxed", {"REJECT": 0.97}, "Chad", "Niger")
    (mention,) = mentions(doc)
    assert (told(mention), mention.rule) == ("REJECT TCD -> NER", RULE)


def test_without_the_network_the_rules_are_silent_about_a_verb_they_do_not_know() -> None:
    assert mentions(document(SNUB)) == []


def test_what_the_network_holds_for_unlikely_is_not_told() -> None:
    doc = noted(document(SNUB), "outfoxed", {"REJECT": 0.06}, "Chad", "Niger")
    assert mentions(doc) == []


@pytest.mark.parametrize("status", ["hypothetical", "denied"])
def test_what_did_not_happen_is_not_told(status: str) -> None:
    doc = noted(document(SNUB), "outfoxed", {"REJECT": 0.97}, "Chad", "Niger", status=status)
    assert mentions(doc) == []


def test_an_event_that_both_find_is_told_once_and_surer() -> None:
    (alone,) = mentions(document(ATTACK))
    (seconded,) = mentions(noted(document(ATTACK), "attacked", {"ASSAULT": 0.97}, "Russia", "Ukraine"))
    assert told(seconded) == told(alone) == "ASSAULT RUS -> UKR"
    assert seconded.confidence > alone.confidence


def test_an_event_that_the_network_does_not_see_is_less_sure_than_one_that_it_sees() -> None:
    doc = noted(document(ATTACK + "\n" + SNUB), "outfoxed", {"REJECT": 0.97}, "Chad", "Niger")
    seen = noted(doc.copy(), "attacked", {"ASSAULT": 0.97}, "Russia", "Ukraine")
    first, second = (next(m for m in mentions(d) if m.type == "ASSAULT").confidence for d in (doc, seen))
    assert first < second


def test_an_act_that_two_words_tell_is_told_once_by_the_likelier() -> None:
    doc = noted(document(SNUB), "outfoxed", {"REJECT": 0.7}, "Chad", "Niger")
    (mention,) = mentions(noted(doc, "Niger", {"REJECT": 0.97}, "Chad", "Niger"))
    assert (told(mention), mention.trigger) == ("REJECT TCD -> NER", "Niger")


def test_a_word_of_an_act_that_the_rules_have_read_is_no_act_of_the_other_kind() -> None:
    lifted = document("""
    Chad      =        PROPN lifted nsubj @GPE
    lifted    lift     VERB  -      root
    sanctions sanction NOUN  lifted obj Number=Plur
    on        =        ADP   Niger  case
    Niger     =        PROPN lifted obl @GPE
    """)
    found = mentions(noted(lifted, "sanctions", {"SANCTION": 0.97}, "Chad", "Niger"))
    assert [told(m) for m in found] == ["RETREAT TCD -> NER"]


def test_a_party_that_a_pronoun_names_is_who_it_means() -> None:
    doc = document(
        SNUB + "\n    It it PRON cut-off nsubj Number=Sing|PronType=Prs\n    cut-off = VERB - root\n"
        "    Mali = PROPN cut-off obj @GPE\n"
    )
    (mention,) = mentions(noted(doc, "cut-off", {"SANCTION": 0.97}, "It", "Mali"))
    assert told(mention) == "SANCTION TCD -> MLI"


def test_a_trigger_keeps_its_likeliest_type() -> None:
    doc = noted(document(SNUB), "outfoxed", {"ACCUSE": 0.2, "REJECT": 0.7}, "Chad", "Niger")
    (trigger,) = triggers(doc)
    assert (trigger.type, trigger.probability) == ("REJECT", 0.7)
