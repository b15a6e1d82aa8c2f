"""Which event of a sentence its phrases of time and place belong to: one construction a sentence.

Published on ``docs.CONFLICT_DAY``, a Wednesday.
"""

from __future__ import annotations

import pytest

import docs
from demarche.models import Mention


def told(table: str, published: str | None = docs.CONFLICT_DAY) -> dict[str, Mention]:
    return {m.trigger: m for m in docs.mentions_of(table, published)}


def where(mention: Mention) -> tuple[str, str | None] | None:
    return (mention.location.name, mention.location.country) if mention.location else None


# -- when


def test_a_phrase_before_that_stands_outside_the_clause_that_it_opens() -> None:
    mentions = told("""
    Russia   =       PROPN  denied   nsubj
    denied   deny    VERB   -        root
    on       =       ADP    Monday   case
    Monday   =       PROPN  attacked obl
    that     =       SCONJ  attacked mark
    Iran     =       PROPN  attacked nsubj
    attacked attack  VERB   denied   ccomp
    Israel   =       PROPN  attacked obj
    """)
    assert mentions["denied"].date == "2022-05-16"


def test_the_date_of_the_deed_is_not_that_of_the_accusation() -> None:
    mentions = told("""
    Russia   =       PROPN  accused  nsubj
    accused  accuse  VERB   -        root
    Iran     =       PROPN  accused  obj
    of       =       SCONJ  bombing  mark
    bombing  bomb    VERB   accused  advcl
    Israel   =       PROPN  bombing  obj
    last     =       ADJ    week     amod
    week     =       NOUN   accused  obl:unmarked
    """)
    assert mentions["accused"].date == docs.CONFLICT_DAY


def test_the_date_of_the_condemned_deed_is_not_that_of_the_condemnation() -> None:
    mentions = told("""
    Russia    =       PROPN  condemned nsubj
    condemned condemn VERB   -         root
    the       =       DET    attack    det
    attack    =       NOUN   condemned obj
    by        =       ADP    Iran      case
    Iran      =       PROPN  attack    nmod
    of        =       ADP    May       case
    May       =       PROPN  attack    nmod
    5         =       NUM    May       nummod
    """)
    assert mentions["condemned"].date == docs.CONFLICT_DAY


def test_the_date_of_the_statement_is_that_of_what_it_says() -> None:
    mentions = told("""
    In        =       ADP    statement case
    a         =       DET    statement det
    statement =       NOUN   condemned obl
    issued    issue   VERB   statement acl  VerbForm=Part  Tense=Past
    on        =       ADP    Tuesday   case
    Tuesday   =       PROPN  issued    obl
    Russia    =       PROPN  condemned nsubj
    condemned condemn VERB   -         root
    Iran      =       PROPN  condemned obj
    """)
    assert mentions["condemned"].date == "2022-05-17"


@pytest.mark.parametrize("mark", ["after", "before", "since"])
def test_a_clause_of_another_time_does_not_share_the_date_of_the_one_above(mark: str) -> None:
    mentions = told(f"""
    Greece   =       PROPN  expelled nsubj
    expelled expel   VERB   -        root
    Turkey   =       PROPN  envoys   nmod:poss
    's       =       PART   Turkey   case
    envoys   envoy   NOUN   expelled obj   Number=Plur
    on       =       ADP    Tuesday  case
    Tuesday  =       PROPN  expelled obl
    {mark}   =       SCONJ  attacked mark
    Iran     =       PROPN  attacked nsubj
    attacked attack  VERB   expelled advcl
    Israel   =       PROPN  attacked obj
    """)
    assert mentions["attacked"].date != "2022-05-17"


def test_the_second_of_two_clauses_with_its_own_subject_has_its_own_date() -> None:
    mentions = told("""
    Russia    =       PROPN  attacked  nsubj
    attacked  attack  VERB   -         root
    Ukraine   =       PROPN  attacked  obj
    in        =       ADP    2014      case
    2014      =       NUM    attacked  obl
    and       =       CCONJ  condemned cc
    Poland    =       PROPN  condemned nsubj
    condemned condemn VERB   attacked  conj
    Russia    =       PROPN  condemned obj
    """)
    assert (mentions["attacked"].date, mentions["condemned"].date) == ("2014", docs.CONFLICT_DAY)


def test_a_deadline_is_not_the_date_of_the_demand() -> None:
    mentions = told("""
    Russia   =       PROPN  urged    nsubj
    urged    urge    VERB   -        root
    Iran     =       PROPN  urged    obj
    to       =       PART   withdraw mark
    withdraw =       VERB   urged    xcomp
    by       =       ADP    Sunday   case
    Sunday   =       PROPN  urged    obl
    """)
    assert mentions["urged"].date == docs.CONFLICT_DAY


def test_a_name_with_a_year_in_it_dates_nothing() -> None:
    mentions = told("""
    Iran      =       PROPN  rejected  nsubj
    rejected  reject  VERB   -         root
    the       =       DET    proposal  det
    2015      =       NUM    proposal  nummod
    proposal  =       NOUN   rejected  obj
    of        =       ADP    Russia    case
    Russia    =       PROPN  proposal  nmod
    """)
    assert mentions["rejected"].date == docs.CONFLICT_DAY


def test_what_counts_from_the_sentence_before_counts_from_there() -> None:
    mentions = told("""
    In       =       ADP    March    case
    March    =       PROPN  attacked obl
    2010     =       NUM    March    nummod
    Russia   =       PROPN  attacked nsubj
    attacked attack  VERB   -        root
    Ukraine  =       PROPN  attacked obj

    Poland    =       PROPN  condemned nsubj
    condemned condemn VERB   -         root
    Russia    =       PROPN  condemned obj
    in        =       ADP    year      case
    the       =       DET    year      det
    same      =       ADJ    year      amod
    year      =       NOUN   condemned obl
    """)
    assert mentions["condemned"].date == "2010"


# -- where


def test_the_place_of_the_condemned_deed_is_not_that_of_the_condemnation() -> None:
    mentions = told("""
    Britain   =       PROPN  condemned nsubj
    condemned condemn VERB   -         root
    the       =       DET    attack    det
    attack    =       NOUN   condemned obj
    by        =       ADP    Russia    case
    Russia    =       PROPN  attack    nmod
    in        =       ADP    Syria     case
    Syria     =       PROPN  condemned obl
    """)
    assert where(mentions["condemned"]) is None


def test_the_topic_of_a_talk_is_not_its_place() -> None:
    mentions = told("""
    Egypt    =       PROPN  met      nsubj
    met      meet    VERB   -        root
    Sudan    =       PROPN  met      obj
    about    =       ADP    dam      case
    the      =       DET    dam      det
    dam      =       NOUN   met      obl
    in       =       ADP    Ethiopia case
    Ethiopia =       PROPN  dam      nmod
    """)
    assert where(mentions["met"]) is None


def test_who_is_somewhere_speaks_there() -> None:
    mentions = told("""
    Lavrov   =       PROPN  accused  nsubj  @PERSON
    ,        =       PUNCT  Geneva   punct
    who      =       PRON   Geneva   nsubj
    was      be      AUX    Geneva   cop
    in       =       ADP    Geneva   case
    Geneva   =       PROPN  Lavrov   acl:relcl  @GPE
    ,        =       PUNCT  Lavrov   punct
    accused  accuse  VERB   -        root
    Iran     =       PROPN  accused  obj
    """)
    assert where(mentions["accused"]) == ("Geneva", "CHE")


@pytest.mark.parametrize(
    ("owner", "place"), [("Russian amod ADJ", ("Moscow", "RUS")), ("Nigerian amod ADJ", ("Abuja", "NGA"))]
)
def test_the_capital_of_a_country_is_its_first_city(owner: str, place: tuple[str, str]) -> None:
    word, dep, pos = owner.split()
    mentions = told(f"""
    France   =       PROPN  met      nsubj
    met      meet    VERB   -        root
    Japan    =       PROPN  met      obj
    in       =       ADP    capital  case
    the      =       DET    capital  det
    {word}   =       {pos}  capital  {dep}
    capital  =       NOUN   met      obl
    """)
    assert where(mentions["met"]) == place


def test_the_country_beside_a_name_tells_where_an_unknown_town_is() -> None:
    mentions = told("""
    France   =       PROPN  met        nsubj
    met      meet    VERB   -          root
    Japan    =       PROPN  met        obj
    in       =       ADP    Xyzzyville case
    Xyzzyville =     PROPN  met        obl  @GPE
    ,        =       PUNCT  Liberia    punct
    Liberia  =       PROPN  Xyzzyville appos
    """)
    assert where(mentions["met"]) == ("Xyzzyville", "LBR")


def test_a_village_that_no_table_knows_lies_where_its_dead_lived() -> None:
    mentions = told("""
    Russia   =       PROPN  killed     nsubj
    killed   kill    VERB   -          root
    Syrian   =       ADJ    civilians  amod
    civilians civilian NOUN killed     obj  Number=Plur
    in       =       ADP    Xyzzyville case
    Xyzzyville =     PROPN  killed     obl  @GPE
    """)
    assert where(mentions["killed"]) == ("Xyzzyville", "SYR")


def test_a_seat_of_government_is_a_place_for_who_meets_there() -> None:
    mentions = told("""
    France   =       PROPN  met      nsubj
    met      meet    VERB   -        root
    Japan    =       PROPN  met      obj
    at       =       ADP    House    case
    the      =       DET    House    det
    White    =       PROPN  House    compound
    House    =       PROPN  met      obl
    """)
    assert where(mentions["met"]) == ("White House", "USA")


# -- at a meeting

MEETING = """
Lavrov   =       PROPN  met      nsubj  @PERSON
met      meet    VERB   -        root
Blinken  =       PROPN  met      obj    @PERSON
in       =       ADP    Geneva   case
Geneva   =       PROPN  met      obl    @GPE
on       =       ADP    Monday   case
Monday   =       PROPN  met      obl
"""


def accused(who: str) -> str:
    return f"{MEETING}\n{who}\naccused accuse VERB - root\nRussia = PROPN accused obj"


def test_who_took_part_in_a_meeting_speaks_there_on_its_day() -> None:
    mention = told(accused("Blinken = PROPN accused nsubj @PERSON"))["accused"]
    assert (where(mention), mention.date) == (("Geneva", "CHE"), "2022-05-16")


def test_officials_at_home_do_not_speak_at_the_meeting() -> None:
    who = "American = ADJ officials amod\nofficials official NOUN accused nsubj Number=Plur"
    mention = told(accused(who))["accused"]
    assert (where(mention), mention.date) == (None, docs.CONFLICT_DAY)
