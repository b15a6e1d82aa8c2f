"""Names and role words of a text, put together to actors with country, sector, office and person."""

from __future__ import annotations

from itertools import pairwise

import pytest

import docs
from demarche.extraction.actors import Chunk, sector_of_name
from demarche.extraction.chunking import Chunker
from demarche.models import Actor


def chunks(table: str, day: str | None = docs.CONFLICT_DAY) -> list[Chunk]:
    return Chunker(docs.document(table), day).chunks()


def actor(table: str, day: str | None = docs.CONFLICT_DAY) -> Actor:
    """The actor of the first chunk that names one."""
    return next(a for c in chunks(table, day) for a in c.actors)


def test_a_country_is_its_government() -> None:
    found = actor("Japan = PROPN agreed nsubj\nagreed agree VERB - root")
    assert (found.name, found.country, found.sector, found.text) == ("Japan", "JPN", "GOV", "Japan")


def test_a_capital_stands_for_its_government() -> None:
    found = actor("Moscow = PROPN agreed nsubj\nagreed agree VERB - root")
    assert (found.name, found.country) == ("Russia", "RUS")


def test_an_organ_of_state_belongs_to_its_country() -> None:
    found = actor("The = DET Pentagon det\nPentagon = PROPN agreed nsubj\nagreed agree VERB - root")
    assert (found.country, found.sector) == ("USA", "MIL")


def test_an_acronym_is_the_body_it_abbreviates() -> None:
    found = actor("NATO = PROPN agreed nsubj\nagreed agree VERB - root")
    assert (found.name, found.country, found.sector) == ("NATO", None, "IGO")


def test_an_acronym_in_brackets_is_learnt_from_the_article() -> None:
    found = chunks("""
    The      =       DET    Zandia   det     @ORG
    Front    =       PROPN  Zandia   compound @ORG
    for      =       ADP    Zandia   case    @ORG
    Zandia   =       PROPN  left     nsubj   @ORG
    (        =       PUNCT  FFZ      punct
    FFZ      =       PROPN  Zandia   appos   @ORG
    )        =       PUNCT  FFZ      punct
    left     leave   VERB   -        root

    FFZ      =       PROPN  returned nsubj   @ORG
    returned return  VERB   -        root
    """)
    assert {a.name for c in found for a in c.actors} == {"Front for Zandia"}


@pytest.mark.parametrize(
    ("day", "person"),
    [("2010-03-01", "Barack Obama"), ("2019-03-01", "Donald Trump"), ("2022-05-18", "Joe Biden")],
)
def test_an_office_names_its_holder_of_the_day(day: str, person: str) -> None:
    found = actor(
        """
    The       =   DET    president det
    U.S.      =   PROPN  president compound
    president =   NOUN   left      nsubj  Number=Sing
    left      leave VERB -         root
    """,
        day,
    )
    assert (found.country, found.sector, found.role, found.person) == ("USA", "GOV", "president", person)


def test_a_former_holder_of_an_office_is_not_the_present_one() -> None:
    found = actor("""
    Former    former ADJ president amod
    U.S.      =   PROPN  president compound
    president =   NOUN   left      nsubj  Number=Sing
    left      leave VERB -         root
    """)
    assert found.country == "USA"
    assert found.person == ""


def test_an_office_without_a_day_has_no_holder() -> None:
    found = actor(
        "French french ADJ president amod\npresident = NOUN left nsubj Number=Sing\nleft leave VERB - root", None
    )
    assert (found.country, found.person) == ("FRA", "")


def test_the_country_may_follow_the_office() -> None:
    found = actor("""
    The       =   DET    minister  det
    foreign   =   ADJ    minister  amod
    minister  =   NOUN   left      nsubj  Number=Sing
    of        =   ADP    Japan     case
    Japan     =   PROPN  minister  nmod
    left      leave VERB -         root
    """)
    assert (found.country, found.role, found.person) == ("JPN", "foreign minister", "Yoshimasa Hayashi")


def test_an_office_of_several_countries_is_several_actors() -> None:
    (found,) = chunks("""
    The       =   DET    leaders  det
    leaders   leader NOUN met     nsubj  Number=Plur
    of        =   ADP    Albania  case
    Albania   =   PROPN  leaders  nmod
    ,         =   PUNCT  Greece   punct
    Greece    =   PROPN  Albania  conj
    and       =   CCONJ  Serbia   cc
    Serbia    =   PROPN  Albania  conj
    met       meet VERB  -        root
    """)
    assert [a.country for a in found.actors] == ["ALB", "GRC", "SRB"]


def test_a_person_with_country_and_office_is_one_actor() -> None:
    (found,) = chunks("""
    U.S.      =   PROPN  Blinken  compound
    Secretary secretary NOUN Blinken compound
    of        =   ADP    State    case
    State     =   PROPN  Secretary nmod
    Antony    =   PROPN  Blinken  compound  @PERSON
    Blinken   =   PROPN  left     nsubj     @PERSON
    left      leave VERB -        root
    """)
    (who,) = found.actors
    assert (who.name, who.country, who.sector, who.role) == ("Antony Blinken", "USA", "GOV", "secretary of state")


def test_a_bare_surname_is_the_person_named_before() -> None:
    found = chunks("""
    Finnish   finnish ADJ Tuominen amod
    minister  =    NOUN   Tuominen compound
    Aku       =    PROPN  Tuominen compound  @PERSON
    Tuominen  =    PROPN  left     nsubj     @PERSON
    left      leave VERB  -        root

    Tuominen  =    PROPN  returned nsubj     @PERSON
    returned  return VERB -        root
    """)
    assert [a.country for c in found for a in c.actors] == ["FIN", "FIN"]


@pytest.mark.parametrize(("day", "person"), [("1990-08-02", "George H. W. Bush"), ("2003-03-20", "George W. Bush")])
def test_of_two_men_of_a_name_the_one_in_office_is_meant(day: str, person: str) -> None:
    found = actor("President = PROPN Bush compound\nBush = PROPN left nsubj @PERSON\nleft leave VERB - root", day)
    assert (found.person, found.country) == (person, "USA")


def test_the_head_of_an_international_body_acts_for_it() -> None:
    found = actor(
        "António = PROPN Guterres compound @PERSON\nGuterres = PROPN left nsubj @PERSON\nleft leave VERB - root"
    )
    assert (found.name, found.country, found.sector, found.person) == (
        "United Nations",
        None,
        "IGO",
        "Antonio Guterres",
    )


def test_a_person_whom_nobody_knows_has_no_country() -> None:
    found = actor("Xan = PROPN Quorl compound @PERSON\nQuorl = PROPN left nsubj @PERSON\nleft leave VERB - root")
    assert (found.name, found.country, found.person) == ("Xan Quorl", None, "Xan Quorl")


def test_an_office_after_a_comma_tells_whom_the_person_acts_for() -> None:
    found = chunks("""
    Aku       =    PROPN  Tuominen compound  @PERSON
    Tuominen  =    PROPN  left     nsubj     @PERSON
    ,         =    PUNCT  envoy    punct
    the       =    DET    envoy    det
    Finnish   finnish ADJ envoy    amod
    envoy     =    NOUN   Tuominen appos     Number=Sing
    ,         =    PUNCT  envoy    punct
    left      leave VERB  -        root
    """)
    assert {(a.person, a.country) for c in found for a in c.actors} == {("Aku Tuominen", "FIN")}


@pytest.mark.parametrize(
    ("noun", "lemma", "sector"),
    [
        ("troops", "troop", "MIL"),
        ("rebels", "rebel", "REB"),
        ("diplomats", "diplomat", "GOV"),
        ("lawmakers", "lawmaker", "LEG"),
        ("protesters", "protester", "CVL"),
    ],
)
def test_the_role_word_tells_the_sector(noun: str, lemma: str, sector: str) -> None:
    found = actor(f"Syrian syrian ADJ {noun} amod\n{noun} {lemma} NOUN left nsubj Number=Plur\nleft leave VERB - root")
    assert (found.country, found.sector) == ("SYR", sector)


def test_the_people_of_a_country_are_not_its_government() -> None:
    found = actor("Russians russian PROPN left nsubj Number=Plur\nleft leave VERB - root")
    assert (found.country, found.sector) == ("RUS", "CVL")


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Defence Ministry", "GOV"),
        ("Northern Army", "MIL"),
        ("Federal Court", "JUD"),
        ("Daily News", "MED"),
        ("Liberation Front", "OPP"),
        ("Acme", "UNK"),
    ],
)
def test_the_words_of_an_unknown_bodys_name_tell_its_sector(name: str, sector: str) -> None:
    assert sector_of_name(name) == sector


def test_chunks_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    found = chunks("""
    French    french ADJ  Macron  amod
    President =      PROPN Macron compound
    Emmanuel  =      PROPN Macron compound @PERSON
    Macron    =      PROPN met    nsubj    @PERSON
    met       meet   VERB  -      root
    Japan     =      PROPN minister nmod:poss
    's        =      PART  Japan  case
    prime     =      ADJ   minister amod
    minister  =      NOUN  met    obj     Number=Sing
    in        =      ADP   Geneva case
    Geneva    =      PROPN met    obl     @GPE
    """)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [a.country for c in found for a in c.actors] == ["FRA", "JPN", "CHE"]
