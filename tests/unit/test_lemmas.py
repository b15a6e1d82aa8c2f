"""Lemma rules: made from pairs of form and lemma, applied to forms never seen, chosen by the lemmas that are known."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from demarche.language.lemmas import Lemmas, apply_rule, rule_for, without_cut


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


def lemma(
    form: str, morph: str, *likely: str, tag: str = "", verbs: Iterable[str] = (), words: Iterable[str] = ()
) -> str:
    """Return the lemma of ``form`` where the network prefers the rules ``likely``, in this order."""
    return Lemmas(verbs, words).lemma(form, tag, morph, likely)


def test_the_likeliest_rule_decides_where_it_gives_a_known_word() -> None:
    assert lemma("talks", "VERB|", "l|1|", "l|0|", verbs=["talk", "talks"]) == "talk"


def test_the_likeliest_rule_that_gives_a_known_word_goes_before_one_that_does_not() -> None:
    assert lemma("raided", "VERB|", "l|1|", "l|0|", "l|2|", verbs=["raid"]) == "raid"


def test_a_known_verb_is_no_known_noun() -> None:
    assert lemma("raids", "NOUN|", "l|0|", "l|1|", verbs=["raid"], words=["raids"]) == "raids"


def test_a_regular_ending_is_dropped_where_no_rule_gives_a_known_word() -> None:
    assert lemma("barred", "VERB|", "l|1|", "l|2|", verbs=["bar"]) == "bar"


def test_of_unknown_words_the_likeliest_rule_decides() -> None:
    assert lemma("grobbled", "VERB|", "l|1|", "l|2|") == "grobble"


def test_a_rule_that_cuts_off_what_is_no_ending_is_passed_over() -> None:
    assert lemma("freezing", "VERB|", "l|2|", "l|4|", "l|3|e", verbs=["free", "freeze"]) == "freeze"


@pytest.mark.parametrize(("form", "tag", "morph"), [("prophet", "NN", "NOUN|"), ("natal", "JJ", "ADJ|")])
def test_a_singular_noun_and_a_plain_adjective_lose_nothing(form: str, tag: str, morph: str) -> None:
    assert lemma(form, morph, "l|3|", "l|0|", tag=tag, words=["prop"]) == form


def test_an_adjective_in_a_name_keeps_its_capital() -> None:
    assert lemma("United", "ADJ|", "l|0|", tag="NNP") == "United"


def test_a_name_takes_the_likeliest_rule_though_it_be_unknown() -> None:
    assert lemma("Bunagana", "PROPN|", "k|0|", "l|1|", words=["bunagan"]) == "Bunagana"
