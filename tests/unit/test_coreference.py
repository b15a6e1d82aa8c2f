"""Who a pronoun, a bare office or "the two sides" means, and whom an act without a named target answers."""

from __future__ import annotations

import pytest

import docs
from demarche.extraction.layout import inside_quote
from demarche.models import Actor

FRANCE = Actor(name="France", country="FRA", sector="GOV")
MEETING = """
Macron    =      PROPN met    nsubj    @PERSON
met       meet   VERB  -      root
Kishida   =      PROPN met    obj      @PERSON
on        =      ADP   Monday case
Monday    =      PROPN met    obl
"""


def meant(table: str, form: str, *, speaker: tuple[Actor, ...] = (), publisher: str = "") -> tuple[Actor, ...]:
    reading = docs.reading_of(table, publisher=publisher)
    return reading.coder.referents.actors_at(docs.at(reading.doc, form), speaker)


def countries(actors: tuple[Actor, ...]) -> set[str | None]:
    return {a.country for a in actors}


# -- pronouns


def test_he_is_the_last_person() -> None:
    found = meant(
        """
    Macron    =      PROPN praised nsubj  @PERSON
    praised   praise VERB  -       root
    Japan     =      PROPN praised obj

    He        =      PRON  left    nsubj
    left      leave  VERB  -       root
    """,
        "He",
    )
    assert [a.person for a in found] == ["Emmanuel Macron"]


def test_it_is_a_country_and_no_person() -> None:
    found = meant(
        """
    Japan     =      PROPN praised nsubj
    praised   praise VERB  -       root
    Macron    =      PROPN praised obj   @PERSON

    It        =      PRON  left    nsubj
    left      leave  VERB  -       root
    """,
        "It",
    )
    assert countries(found) == {"JPN"}


def test_it_is_the_subject_rather_than_the_object_of_the_sentence_before() -> None:
    found = meant(
        """
    Japan     =      PROPN praised nsubj
    praised   praise VERB  -       root
    Norway    =      PROPN praised obj

    It        =      PRON  left    nsubj
    left      leave  VERB  -       root
    """,
        "It",
    )
    assert countries(found) == {"JPN"}


def test_they_are_the_two_who_met() -> None:
    assert countries(meant(MEETING + "\nThey = PRON agreed nsubj\nagreed agree VERB - root\n", "They")) == {
        "FRA",
        "JPN",
    }


def test_a_pronoun_before_any_name_means_nobody() -> None:
    assert meant("He = PRON left nsubj\nleft leave VERB - root", "He") == ()


@pytest.mark.parametrize("word", ["We", "I"])
def test_the_first_person_is_the_speaker(word: str) -> None:
    table = f"{word} = PRON left nsubj\nleft leave VERB - root"
    assert meant(table, word, speaker=(FRANCE,)) == (FRANCE,)
    assert meant(table, word) == ()


def test_we_without_a_speaker_is_the_government_that_published() -> None:
    found = meant("We = PRON left nsubj\nleft leave VERB - root", "We", publisher="Japan's Ministry of Foreign Affairs")
    assert countries(found) == {"JPN"}


def test_we_in_a_newspaper_is_not_the_newspaper() -> None:
    assert meant("We = PRON left nsubj\nleft leave VERB - root", "We", publisher="Reuters") == ()


# -- definite descriptions


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("The = DET sides det\ntwo = NUM sides nummod\nsides side NOUN agreed nsubj Number=Plur", "sides"),
        ("Both = DET countries det\ncountries country NOUN agreed nsubj Number=Plur", "countries"),
        ("The = DET pair det\npair = NOUN agreed nsubj Number=Sing", "pair"),
        ("Neither = DET side det\nside = NOUN agreed nsubj Number=Sing", "side"),
    ],
)
def test_the_two_sides_are_the_two_who_met(phrase: str, head: str) -> None:
    assert countries(meant(f"{MEETING}\n{phrase}\nagreed agree VERB - root\n", head)) == {"FRA", "JPN"}


def test_the_bloc_is_the_international_body_named_before() -> None:
    found = meant(
        """
    NATO      =      PROPN met     nsubj
    met       meet   VERB  -       root
    Japan     =      PROPN met     obj

    The       =      DET   alliance det
    alliance  =      NOUN  left    nsubj  Number=Sing
    left      leave  VERB  -       root
    """,
        "alliance",
    )
    assert [a.name for a in found] == ["NATO"]


def test_the_minister_is_the_one_named_before() -> None:
    found = meant(
        """
    Japan     =      PROPN minister nmod:poss
    's        =      PART  Japan    case
    foreign   =      ADJ   minister amod
    minister  =      NOUN  left     nsubj  Number=Sing
    left      leave  VERB  -        root

    The       =      DET   minister det
    foreign   =      ADJ   minister amod
    minister  =      NOUN  returned nsubj  Number=Sing
    returned  return VERB  -        root
    """,
        "minister#2",
    )
    assert countries(found) == {"JPN"}


def test_a_counterpart_holds_the_same_office_in_the_country_named() -> None:
    found = meant(
        """
    U.S.      =      PROPN Blinken  compound
    Secretary secretary NOUN Blinken compound
    of        =      ADP   State    case
    State     =      PROPN Secretary nmod
    Antony    =      PROPN Blinken  compound  @PERSON
    Blinken   =      PROPN met      nsubj     @PERSON
    met       meet   VERB  -        root
    his       =      PRON  counterpart nmod:poss
    Russian   russian ADJ  counterpart amod
    counterpart =    NOUN  met      obj      Number=Sing
    """,
        "counterpart",
    )
    assert countries(found) == {"RUS"}


def test_a_presidents_counterpart_is_named_from_the_tables() -> None:
    found = meant(
        """
    French    french ADJ   president amod
    president =      NOUN  met      nsubj   Number=Sing
    met       meet   VERB  -        root
    his       =      PRON  counterpart nmod:poss
    Russian   russian ADJ  counterpart amod
    counterpart =    NOUN  met      obj      Number=Sing
    """,
        "counterpart",
    )
    assert [(a.country, a.person) for a in found] == [("RUS", "Vladimir Putin")]


def test_officials_in_general_are_nobody_named_before() -> None:
    found = meant(
        """
    Japanese  japanese ADJ officials amod
    officials official NOUN left   nsubj  Number=Plur
    left      leave  VERB  -       root

    experts   expert NOUN  spoke   nsubj  Number=Plur
    spoke     speak  VERB  -       root
    """,
        "experts",
    )
    assert found == ()


# -- quotation marks


@pytest.mark.parametrize(("form", "inside"), [("come", True), ("Paris", False), ("left", False)])
def test_what_stands_between_quotation_marks_is_quoted(form: str, inside: bool) -> None:
    doc = docs.document("""
    Paris     =      PROPN said    nsubj
    said      say    VERB  -       root
    “         =      PUNCT come    punct
    come      =      VERB  said    ccomp
    ”         =      PUNCT come    punct
    and       =      CCONJ left    cc
    left      leave  VERB  said    conj
    """)
    assert inside_quote(doc, docs.at(doc, form).i) is inside


def test_a_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    doc = docs.document("""
    “         =      PUNCT Come    punct
    Come      =      VERB  -       root
    ---
    Paris     =      PROPN left    nsubj
    left      leave  VERB  -       root
    """)
    assert inside_quote(doc, docs.at(doc, "Come").i)
    assert not inside_quote(doc, docs.at(doc, "left").i)


# -- targets that the discourse implies


def told(table: str) -> list[str]:
    return [docs.told(m) for m in docs.mentions_of(table)]


def test_an_answer_goes_to_whoever_acted_last() -> None:
    assert told("""
    Russia    =      PROPN attacked nsubj
    attacked  attack VERB  -       root
    Ukraine   =      PROPN attacked obj

    Ukraine   =      PROPN condemned nsubj
    condemned condemn VERB -       root
    the       =      DET   move    det
    move      =      NOUN  condemned obj
    """) == ["ASSAULT RUS -> UKR", "ACCUSE UKR -> RUS"]


def test_a_second_act_goes_to_the_target_of_the_first() -> None:
    assert told("""
    France    =      PROPN condemned nsubj
    condemned condemn VERB -       root
    Belarus   =      PROPN condemned obj

    France    =      PROPN imposed nsubj
    imposed   impose VERB  -       root
    sanctions sanction NOUN imposed obj  Number=Plur
    """) == ["ACCUSE FRA -> BLR", "SANCTION FRA -> BLR"]


def test_a_meeting_never_gains_a_party_that_it_does_not_name() -> None:
    assert told(MEETING) == ["CONSULT FRA+JPN -> -"]


def test_an_article_may_begin_with_a_pronoun_that_nothing_explains() -> None:
    assert told("""
    Its       its     PRON  ally      nmod:poss
    ally      =       NOUN  condemned nsubj
    Iran      =       PROPN ally      appos
    condemned condemn VERB  -         root
    Russia    =       PROPN condemned obj
    """) == ["ACCUSE IRN -> RUS"]
