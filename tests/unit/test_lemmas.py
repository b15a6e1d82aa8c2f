"""Lemma rules: made from pairs of form and lemma, applied to forms never seen."""

from __future__ import annotations

import pytest

from demarche.language.lemmas import apply_rule, rule_for, without_cut


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("talks", "talk"),
        ("Talks", "talk"),
        ("went", "go"),
        ("better", "good"),
        ("ministries", "ministry"),
        ("Ukraine", "Ukraine"),
        ("UNITED", "unite"),
        ("n't", "not"),
        ("’s", "be"),
        ("McCains", "McCain"),
        ("was", "be"),
        ("a|b", "a|b"),
        ("c", "d|e|f"),
        ("İstanbul", "istanbul"),
    ],
)
def test_a_rule_gives_back_the_lemma_it_was_made_from(form: str, lemma: str) -> None:
    assert apply_rule(rule_for(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("like", "form", "lemma"), [(("Talks", "talk"), "Raids", "raid"), (("signed", "sign"), "bombed", "bomb")]
)
def test_a_rule_holds_for_other_forms_of_the_same_kind(like: tuple[str, str], form: str, lemma: str) -> None:
    assert apply_rule(rule_for(*like), form) == lemma


def test_a_regular_plural_at_the_head_of_a_sentence_differs_from_that_of_a_name() -> None:
    assert rule_for("Talks", "talk") != rule_for("Saudis", "Saudi")


def test_a_rule_that_cuts_more_than_the_form_holds_leaves_it_whole() -> None:
    assert apply_rule("l|4|go", "At") == "at"


def test_a_verb_that_a_treebank_cut_short_is_not_known() -> None:
    assert without_cut(frozenset({"fre", "free", "be", "bee", "see", "rescue"})) == {
        "free",
        "be",
        "bee",
        "see",
        "rescue",
    }
