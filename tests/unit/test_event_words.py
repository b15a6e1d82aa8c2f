"""Which entry of the lexicon a sentence chooses: by who acts, by idioms, by what a noun only measures, by negation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import docs
from demarche.extraction.lexicon import Lexicon, VerbRow, lexicon


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def among(words: Lexicon, nouns: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return any(words.is_a(n, w) for n in nouns for w in wanted)


def type_of(words: Lexicon, phrase: str, objects: tuple[str, ...] = (), subjects: tuple[str, ...] = ()) -> str | None:
    """Return the type of ``phrase``, a verb with the words beside it, done by ``subjects`` to ``objects``."""
    verb, *beside = phrase.split()
    has_word: Callable[[str], bool] = lambda word: word in beside  # noqa: E731

    def stands(row: VerbRow) -> bool:
        return not row.subjects or among(words, subjects, row.subjects)

    row = words.verb(verb, has_word, lambda r: among(words, objects, r.objects), stands)
    return row.type if row else None


@pytest.mark.parametrize(
    ("phrase", "objects", "kind"),
    [
        ("hit with", ("sanction",), "SANCTION"),
        ("tell leave", ("diplomat",), "SANCTION"),
        ("send home", ("diplomat",), "SANCTION"),
        ("remove from", ("sanctions list",), "RETREAT"),
        ("remove from", ("white list",), "SANCTION"),
        ("put on hold", ("pipeline",), "SANCTION"),
        ("withdraw from", ("ambassador",), "SANCTION"),
        ("turn back", ("inspector",), "REJECT"),
        ("turn back", ("migrant",), "COERCE"),
        ("give shrift to", (), "REJECT"),
        ("say no to", (), "REJECT"),
        ("rule out", ("nothing",), "THREATEN"),
        ("rule not out", ("force",), "THREATEN"),
        ("promise", ("response",), "THREATEN"),
        ("express over", ("regret",), "ACCUSE"),
        ("express for", ("regret",), "SUPPORT"),
        ("vote in favour", (), "SUPPORT"),
        ("ask for", ("forgiveness",), "SUPPORT"),
        ("come to", ("agreement",), "AGREE"),
        ("write to", (), "CONSULT"),
        ("let in", ("refugee",), "AID"),
        ("provide with", (), "AID"),
        ("send to", ("howitzer",), "AID"),
        ("hand to over", ("suspect",), "COOPERATE"),
        ("conduct", ("combined exercise",), "COOPERATE"),
        ("allow leave to", ("ship",), "RETREAT"),
        ("tender", ("resignation",), "RETREAT"),
        ("lift", ("veto",), "CONCEDE"),
        ("put pressure on", (), "REQUEST"),
        ("hail from", (), "NONE"),
        ("ask whether", (), "NONE"),
        ("fight", ("discrimination",), "NONE"),
    ],
)
def test_idioms_are_typed_by_their_words(words: Lexicon, phrase: str, objects: tuple[str, ...], kind: str) -> None:
    assert type_of(words, phrase, objects) == kind


@pytest.mark.parametrize(
    ("subjects", "phrase", "objects", "kind"),
    [
        (("tank",), "roll into", (), "ASSAULT"),
        (("tourist",), "roll into", (), None),
        (("soldier",), "leave", ("town",), "RETREAT"),
        (("tourist",), "leave", ("town",), None),
        (("missile",), "slam into", (), "ASSAULT"),
        (("minister",), "slam into", (), "ACCUSE"),
        (("protester",), "storm", (), "PROTEST"),
        (("soldier",), "storm", (), "ASSAULT"),
        (("warship",), "enter", ("strait",), "MOBILIZE"),
        (("warship",), "sail through", (), "MOBILIZE"),
        (("riot",), "break out", (), "PROTEST"),
        (("minister",), "quit", (), "RETREAT"),
    ],
)
def test_who_acts_can_decide_the_type(
    words: Lexicon, subjects: tuple[str, ...], phrase: str, objects: tuple[str, ...], kind: str | None
) -> None:
    assert type_of(words, phrase, objects, subjects) == kind


def test_a_noun_that_only_measures_stands_for_what_it_measures() -> None:
    assert docs.codings_of("""
    Poland   =        PROPN  closed   nsubj
    closed   close    VERB   -        root
    its      its      PRON   side     nmod:poss
    side     =        NOUN   closed   obj
    of       =        ADP    frontier case
    the      =        DET    frontier det
    frontier =        NOUN   side     nmod
    with     =        ADP    Belarus  case
    Belarus  =        PROPN  frontier nmod
    """) == ["SANCTION POL -> BLR"]


def test_a_verb_finds_its_preposition_on_its_object_where_the_entry_names_the_object() -> None:
    assert docs.codings_of("""
    France   =        PROPN  hit      nsubj
    hit      =        VERB   -        root
    Russian  =        ADJ    firms    amod
    firms    firm     NOUN   hit      obj       Number=Plur
    with     =        ADP    tariffs  case
    tariffs  tariff   NOUN   firms    nmod      Number=Plur
    """) == ["SANCTION FRA -> RUS"]


def test_a_preposition_of_time_is_no_part_of_the_verb() -> None:
    assert docs.codings_of("""
    Germany  =        PROPN  called   nsubj
    called   call     VERB   -        root
    France   =        PROPN  called   obj
    on       =        ADP    Monday   case
    Monday   =        PROPN  called   obl       @DATE
    """) == ["CONSULT DEU+FRA -> -"]


def test_an_army_that_is_moved_is_not_whom_the_act_is_towards() -> None:
    assert docs.codings_of("""
    Russia   =        PROPN  withdrew nsubj
    withdrew withdraw VERB   -        root
    its      its      PRON   troops   nmod:poss
    troops   troop    NOUN   withdrew obj       Number=Plur
    from     =        ADP    Ukraine  case
    Ukraine  =        PROPN  withdrew obl
    """) == ["RETREAT RUS -> UKR"]


def test_what_two_speak_about_takes_no_part() -> None:
    assert docs.codings_of("""
    France    =       PROPN  discussed nsubj
    discussed discuss VERB   -         root
    Ukraine   =       PROPN  discussed obj
    with      =       ADP    Germany   case
    Germany   =       PROPN  discussed obl
    """) == ["CONSULT DEU+FRA -> -"]


def test_the_negated_intention_of_a_friendly_act_refuses_it() -> None:
    assert docs.codings_of("""
    Ukraine   =         PROPN  recognise nsubj
    will      =         AUX    recognise aux
    not       =         PART   recognise advmod
    recognise =         VERB   -         root
    Russia    =         PROPN  elections nmod:poss
    's        =         PART   Russia    case
    elections election  NOUN   recognise obj   Number=Plur
    """) == ["REJECT UKR -> RUS"]


@pytest.mark.parametrize(("subject", "kind"), [("claims", "REJECT"), ("policies", "ACCUSE")])
def test_who_calls_an_allegation_false_denies_it(subject: str, kind: str) -> None:
    lemma = {"claims": "claim", "policies": "policy"}[subject]
    assert docs.codings_of(f"""
    Russia     =       PROPN  said       nsubj
    said       say     VERB   -          root
    American   =       ADJ    {subject}  amod
    {subject}  {lemma} NOUN   absurd     nsubj     Number=Plur
    were       be      AUX    absurd     cop
    absurd     =       ADJ    said       ccomp
    """) == [f"{kind} RUS -> USA"]


def test_a_journey_of_private_people_is_no_visit() -> None:
    assert (
        docs.codings_of("""
    The      =        DET    dancer  det
    Spanish  =        ADJ    dancer  amod
    dancer   =        NOUN   visited nsubj
    visited  visit    VERB   -       root
    Cuba     =        PROPN  visited obj
    """)
        == []
    )


def test_the_clause_of_the_object_tells_of_whom_something_is_asked() -> None:
    assert docs.codings_of("""
    France   =        PROPN  stressed nsubj
    stressed stress   VERB   -        root
    the      =        DET    need     det
    need     =        NOUN   stressed obj
    for      =        SCONJ  withdraw mark
    Russia   =        PROPN  withdraw nsubj
    to       =        PART   withdraw mark
    withdraw =        VERB   need     acl
    """) == ["REQUEST FRA -> RUS"]
