"""Look-up of event words: the most specific entry that fits the sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from demarche.errors import InvalidData
from demarche.extraction.lexicon import Lexicon, VerbRow, checked, lexicon, measures
from demarche.models import EventType


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def having(*present: str) -> Callable[[str], bool]:
    return lambda word: word in present


def governing(words: Lexicon, *nouns: str) -> Callable[[VerbRow], bool]:
    return lambda row: any(words.is_a(n, wanted) for n in nouns for wanted in row.objects)


def type_of(words: Lexicon, verb: str, *objects: str, with_words: tuple[str, ...] = ()) -> str | None:
    row = words.verb(verb, having(*with_words), governing(words, *objects))
    return row.type if row else None


@pytest.mark.parametrize(
    ("verb", "objects", "with_words", "kind"),
    [
        ("withdraw", ("ambassador",), (), "SANCTION"),
        ("withdraw", ("charge",), (), "CONCEDE"),
        ("accept", ("refugee",), (), "AID"),
        ("accept", ("offer",), (), "AGREE"),
        ("sign", ("bill",), (), "NONE"),
        ("threaten", ("sanction",), (), "THREATEN"),
    ],
)
def test_what_a_verb_tells_depends_on_its_object(
    words: Lexicon, verb: str, objects: tuple[str, ...], with_words: tuple[str, ...], kind: str
) -> None:
    assert type_of(words, verb, *objects, with_words=with_words) == kind


def test_an_entry_with_a_preposition_goes_before_the_bare_verb(words: Lexicon) -> None:
    assert type_of(words, "condemn") == "ACCUSE"
    assert type_of(words, "condemn", with_words=("to", "death")) == "SANCTION"


def test_a_verb_that_tells_no_event_has_no_entry(words: Lexicon) -> None:
    assert type_of(words, "photosynthesize") is None


@pytest.mark.parametrize(
    ("noun", "wanted", "holds"),
    [
        ("attack", "@ASSAULT", True),
        ("attack", "@violence", True),
        ("attack", "attack", True),
        ("attack", "@AGREE", False),
        ("pizza", "@ASSAULT", False),
    ],
)
def test_a_noun_is_its_lemma_its_type_and_its_classes(words: Lexicon, noun: str, wanted: str, holds: bool) -> None:
    assert words.is_a(noun, wanted) is holds


@pytest.mark.parametrize(
    ("verb", "with_words", "kind"),
    [
        ("threaten", (), "THREATEN"),
        ("call", ("off",), "STOP"),
        ("call", (), "DEMAND"),
        ("refuse", (), "REFUSE"),
        ("say", (), "SAY"),
        ("eat", (), ""),
    ],
)
def test_verbs_that_govern_events_have_a_class(
    words: Lexicon, verb: str, with_words: tuple[str, ...], kind: str
) -> None:
    assert words.commitment(verb, having(*with_words)) == kind


@pytest.mark.parametrize(
    ("kind", "inner", "made"),
    [
        ("PROMISE", "AID", "AGREE"),
        ("PROMISE", "ASSAULT", "THREATEN"),
        ("REFUSE", "CONSULT", "REJECT"),
        ("DEMAND", "RETREAT", "REQUEST"),
        ("DENY", "ASSAULT", "REJECT"),
        ("STOP", "ASSAULT", "RETREAT"),
        ("STOP", "CONSULT", "SANCTION"),
    ],
)
def test_a_commitment_over_an_event_makes_an_event(words: Lexicon, kind: str, inner: str, made: str) -> None:
    composed = words.compose(kind, inner)
    assert composed is not None
    assert composed.type == made


def test_a_plan_keeps_the_type_and_is_planned(words: Lexicon) -> None:
    composed = words.compose("PLAN", "CONSULT")
    assert composed is not None
    assert (composed.type, composed.status) == ("CONSULT", "planned")


@pytest.mark.parametrize("inner", get_args(EventType))
def test_every_class_composes_with_every_type(words: Lexicon, inner: str) -> None:
    kinds = {kind for options in words.commitments.values() for _, kind in options}
    silent = {kind for kind in kinds if words.compose(kind, inner) is None}
    # Believing makes no event of its own: what is believed keeps its type.
    assert silent <= {"BELIEVE"}


def test_a_row_with_an_unknown_type_is_named_by_file_and_line() -> None:
    with pytest.raises(InvalidData, match=r"verbs\.tsv:7: .*'ATTACK'"):
        checked("verbs.tsv", 7, "ATTACK", "")


def test_a_row_with_an_unknown_flag_is_named_by_file_and_line() -> None:
    with pytest.raises(InvalidData, match=r"nouns\.tsv:9: .*'strong'"):
        checked("nouns.tsv", 9, "ASSAULT", "weak strong")


def test_what_counts_and_what_measures_a_meeting_are_read_from_one_table(words: Lexicon) -> None:
    assert {"dozen", "round", "worth"} <= measures("number")
    assert {"round", "week"} <= measures("span")
    assert words.is_a("round", "@measure")
    assert "side" not in measures("number")
