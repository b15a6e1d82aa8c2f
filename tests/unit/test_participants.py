"""Who takes part in a meeting, and in an act that a noun names without naming both sides.

The published day is that of ``docs.CONFLICT_DAY``; ``docs.told`` says how an event reads here.
"""

from __future__ import annotations

import pytest

import docs

RIVALS = """
Armenia    =      PROPN fought     nsubj
and        =      CCONJ Azerbaijan cc
Azerbaijan =      PROPN Armenia    conj
fought     fight  VERB  -          root
"""


def codes(table: str) -> list[str]:
    return docs.codings_of(table)


# -- meetings that a noun names


def test_talks_under_a_mediator_are_between_the_two_named_last() -> None:
    assert codes(
        RIVALS
        + """
    Negotiations negotiation NOUN ended        nsubj   Number=Plur
    under        =           ADP  auspices     case
    UN           =           PROPN auspices    compound
    auspices     =           NOUN Negotiations nmod    Number=Plur
    ended        end         VERB -            root
    """
    ) == ["CONSULT ARM+AZE+United Nations -> -"]


def test_talks_without_any_party_or_mediator_are_no_event() -> None:
    assert (
        codes(
            RIVALS
            + """
    Negotiations negotiation NOUN ended        nsubj   Number=Plur
    ended        end         VERB -            root
    """
        )
        == []
    )


def test_the_next_round_of_talks_is_between_the_two_named_last() -> None:
    assert codes(
        RIVALS
        + """
    The        =       DET   round      det
    next       =       ADJ   round      amod
    round      =       NOUN  follow     nsubj
    of         =       ADP   talks      case
    talks      talk    NOUN  round      nmod    Number=Plur
    will       =       AUX   follow     aux
    follow     =       VERB  -          root
    """
    ) == ["CONSULT ARM+AZE -> - planned"]


def test_a_summit_that_is_held_is_between_those_of_whom_it_is() -> None:
    assert codes("""
    A          =       DET   summit     det
    summit     =       NOUN  held       nsubj:pass
    of         =       ADP   leaders    case
    leaders    leader  NOUN  summit     nmod    Number=Plur
    of         =       ADP   Japan      case
    Japan      =       PROPN leaders    nmod
    and        =       CCONJ France     cc
    France     =       PROPN Japan      conj
    was        be      AUX   held       aux:pass
    held       hold    VERB  -          root    VerbForm=Part  Tense=Past
    """) == ["CONSULT FRA+JPN -> -"]


def test_the_host_of_a_round_of_talks_takes_part_in_it_once() -> None:
    assert codes("""
    Oman       =       PROPN hosted     nsubj
    hosted     host    VERB  -          root
    a          =       DET   round      det
    round      =       NOUN  hosted     obj
    of         =       ADP   talks      case
    talks      talk    NOUN  round      nmod    Number=Plur
    between    =       ADP   Iran       case
    Iran       =       PROPN talks      nmod
    and        =       CCONJ Russia     cc
    Russia     =       PROPN Iran       conj
    """) == ["CONSULT IRN+OMN+RUS -> -"]


def test_who_mediates_talks_takes_part_in_them() -> None:
    assert codes("""
    Egypt      =       PROPN mediated   nsubj
    mediated   mediate VERB  -          root
    talks      talk    NOUN  mediated   obj     Number=Plur
    between    =       ADP   Iran       case
    Iran       =       PROPN talks      nmod
    and        =       CCONJ Russia     cc
    Russia     =       PROPN Iran       conj
    """) == ["CONSULT EGY+IRN+RUS -> -"]


def test_who_welcomes_the_outcome_of_a_meeting_takes_no_part_in_it() -> None:
    found = codes("""
    France     =       PROPN welcomed   nsubj
    welcomed   welcome VERB  -          root
    talks      talk    NOUN  welcomed   obj     Number=Plur
    with       =       ADP   Japan      case
    Japan      =       PROPN talks      nmod
    """)
    assert [event for event in found if event.startswith("CONSULT")] == []


def test_where_two_meet_is_no_second_meeting() -> None:
    assert codes("""
    Macron     =       PROPN met        nsubj  @PERSON
    met        meet    VERB  -          root
    Kishida    =       PROPN met        obj    @PERSON
    at         =       ADP   summit     case
    a          =       DET   summit     det
    NATO       =       PROPN summit     compound  @ORG
    summit     =       NOUN  met        obl
    """) == ["CONSULT FRA+JPN -> -"]


def test_who_speaks_after_talks_took_part_in_them() -> None:
    assert "CONSULT FRA+JPN -> -" in codes("""
    Macron     =       PROPN thanked    nsubj  @PERSON
    thanked    thank   VERB  -          root
    Sweden     =       PROPN thanked    obj
    after      =       ADP   talks      case
    talks      talk    NOUN  thanked    obl    Number=Plur
    with       =       ADP   Kishida    case
    Kishida    =       PROPN talks      nmod   @PERSON
    """)


# -- visits


def test_a_visit_meets_the_government_of_the_capital() -> None:
    assert codes("""
    Macron     =       PROPN arrived    nsubj  @PERSON
    arrived    arrive  VERB  -          root
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN arrived    obl
    """) == ["CONSULT FRA+JPN -> -"]


def test_a_guest_who_is_expected_plans_a_meeting() -> None:
    assert codes("""
    Macron     =       PROPN expected   nsubj:pass  @PERSON
    is         be      AUX   expected   aux:pass
    expected   expect  VERB  -          root   VerbForm=Part  Tense=Past
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN expected   obl
    """) == ["CONSULT FRA+JPN -> - planned"]


def test_a_guest_who_is_due_plans_a_meeting_though_the_parse_makes_the_place_the_predicate() -> None:
    assert codes("""
    Macron     =       PROPN Tokyo      nsubj  @PERSON
    is         be      AUX   Tokyo      cop
    due        =       ADJ   Tokyo      case
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN -          root
    """) == ["CONSULT FRA+JPN -> - planned"]


def test_to_be_in_a_capital_is_no_meeting() -> None:
    assert (
        codes("""
    Macron     =       PROPN Tokyo      nsubj  @PERSON
    is         be      AUX   Tokyo      cop
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN -          root
    """)
        == []
    )


def test_to_be_in_a_capital_on_a_visit_is_one() -> None:
    assert codes("""
    Macron     =       PROPN Tokyo      nsubj  @PERSON
    is         be      AUX   Tokyo      cop
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN -          root
    for        =       ADP   visit      case
    a          =       DET   visit      det
    visit      =       NOUN  Tokyo      obl
    """) == ["CONSULT FRA+JPN -> -"]


@pytest.mark.parametrize(("who", "told"), [("troops", ["MOBILIZE TUR -> JPN"]), ("tourists", [])])
def test_troops_and_tourists_pay_no_visit(who: str, told: list[str]) -> None:
    assert (
        codes(f"""
    Turkish    Turkish ADJ   {who}      amod
    {who}      {who[:-1]} NOUN arrived  nsubj  Number=Plur
    arrived    arrive  VERB  -          root
    in         =       ADP   Tokyo      case
    Tokyo      =       PROPN arrived    obl
    """)
        == told
    )


def test_who_is_flown_to_a_country_pays_no_visit() -> None:
    assert (
        codes("""
    Macron     =       PROPN released   nsubj:pass  @PERSON
    was        be      AUX   released   aux:pass
    released   release VERB  -          root   VerbForm=Part  Tense=Past
    and        =       CCONJ flown      cc
    flown      fly     VERB  released   conj   VerbForm=Part  Tense=Past
    to         =       ADP   Oman       case
    Oman       =       PROPN flown      obl
    """)
        == []
    )


# -- who meets


def test_what_two_discuss_takes_no_part() -> None:
    assert codes("""
    Macron     =       PROPN discussed  nsubj  @PERSON
    and        =       CCONJ Kishida    cc
    Kishida    =       PROPN Macron     conj   @PERSON
    discussed  discuss VERB  -          root
    Syria      =       PROPN discussed  obj
    """) == ["CONSULT FRA+JPN -> -"]


def test_all_three_leaders_are_those_named_together() -> None:
    assert "CONSULT DEU+FRA+JPN -> - planned" in codes("""
    Macron     =       PROPN came       nsubj  @PERSON
    ,          =       PUNCT Scholz     punct
    Scholz     =       PROPN Macron     conj   @PERSON
    and        =       CCONJ Kishida    cc
    Kishida    =       PROPN Macron     conj   @PERSON
    came       come    VERB  -          root

    Sweden     =       PROPN waited     nsubj
    waited     wait    VERB  -          root

    The        =       DET   leaders    det
    three      =       NUM   leaders    nummod
    leaders    leader  NOUN  meet       nsubj  Number=Plur
    will       =       AUX   meet       aux
    meet       =       VERB  -          root
    """)


def test_each_of_them_is_both() -> None:
    assert codes("""
    Macron     =       PROPN left       nsubj  @PERSON
    and        =       CCONJ Scholz     cc
    Scholz     =       PROPN Macron     conj   @PERSON
    left       leave   VERB  -          root

    Kishida    =       PROPN talked     nsubj  @PERSON
    talked     talk    VERB  -          root
    to         =       ADP   each       case
    each       =       PRON  talked     obl
    of         =       ADP   them       case
    them       they    PRON  each       nmod
    """) == ["CONSULT DEU+FRA+JPN -> -"]


def test_a_plural_means_those_in_its_apposition() -> None:
    assert codes("""
    The        =       DET   leaders    det
    two        =       NUM   leaders    nummod
    leaders    leader  NOUN  met        nsubj  Number=Plur
    ,          =       PUNCT Macron     punct
    Macron     =       PROPN leaders    appos  @PERSON
    and        =       CCONJ Kishida    cc
    Kishida    =       PROPN Macron     conj   @PERSON
    ,          =       PUNCT leaders    punct
    met        meet    VERB  -          root
    """) == ["CONSULT FRA+JPN -> -"]


def test_they_can_be_the_two_whom_the_sentence_names() -> None:
    assert "CONSULT FRA+JPN -> -" in codes("""
    Macron     =       PROPN sing       nsubj  @PERSON
    will       =       AUX   sing       aux
    sing       =       VERB  -          root
    with       =       ADP   Kishida    case
    Kishida    =       PROPN sing       obl    @PERSON
    when       =       ADV   meet       advmod
    they       =       PRON  meet       nsubj
    meet       =       VERB  sing       advcl
    """)


def test_whom_a_relative_clause_names_is_the_noun_before_it() -> None:
    assert codes("""
    Kishida    =       PROPN left       nsubj  @PERSON
    ,          =       PUNCT Kishida    punct
    with       =       ADP   whom       case
    whom       =       PRON  spoke      obl
    Macron     =       PROPN spoke      nsubj  @PERSON
    spoke      speak   VERB  Kishida    acl:relcl
    ,          =       PUNCT Kishida    punct
    left       leave   VERB  -          root
    """) == ["CONSULT FRA+JPN -> -"]


def test_whom_one_tells_by_telephone_one_has_called() -> None:
    assert "CONSULT FRA+JPN -> -" in codes("""
    Macron     =       PROPN told       nsubj  @PERSON
    told       tell    VERB  -          root
    Kishida    =       PROPN told       obj    @PERSON
    by         =       ADP   telephone  case
    telephone  =       NOUN  told       obl
    that       =       SCONJ won        mark
    he         =       PRON  won        nsubj
    won        win     VERB  told       ccomp
    """)


def test_a_government_and_its_rebels_are_two_sides_of_talks() -> None:
    assert codes("""
    The        =       DET   government det
    Colombian  =       ADJ   government amod
    government =       NOUN  held       nsubj
    held       hold    VERB  -          root
    talks      talk    NOUN  held       obj     Number=Plur
    with       =       ADP   rebels     case
    Colombian  =       ADJ   rebels     amod
    rebels     rebel   NOUN  talks      nmod    Number=Plur
    """) == ["CONSULT COL -> -"]


# -- acts that a noun names


def test_a_build_up_of_troops_faces_whom_they_stand_around() -> None:
    assert codes("""
    Images     image   NOUN  show       nsubj  Number=Plur
    show       =       VERB  -          root
    a          =       DET   build-up   det
    build-up   =       NOUN  show       obj
    of         =       ADP   tens       case
    tens       ten     NOUN  build-up   nmod   Number=Plur
    of         =       ADP   forces     case
    Russian    =       ADJ   forces     amod
    forces     force   NOUN  tens       nmod   Number=Plur
    around     =       ADP   Ukraine    case
    Ukraine    =       PROPN forces     nmod
    """) == ["MOBILIZE RUS -> UKR"]


def test_tit_for_tat_acts_go_both_ways() -> None:
    assert codes("""
    Mutual     =       ADJ   expulsions amod
    expulsions expulsion NOUN hurt      nsubj  Number=Plur
    between    =       ADP   Russia     case
    Russia     =       PROPN expulsions nmod
    and        =       CCONJ Poland     cc
    Poland     =       PROPN Russia     conj
    hurt       =       VERB  -          root
    """) == ["SANCTION POL+RUS -> POL+RUS"]


def test_those_who_sign_a_package_of_accords_sign_it_with_each_other() -> None:
    assert codes("""
    Macron     =       PROPN signed     nsubj  @PERSON
    and        =       CCONJ Kishida    cc
    Kishida    =       PROPN Macron     conj   @PERSON
    signed     sign    VERB  -          root
    a          =       DET   package    det
    package    =       NOUN  signed     obj
    of         =       ADP   accords    case
    accords    accord  NOUN  package    nmod   Number=Plur
    """) == ["SUPPORT FRA+JPN -> -"]


def test_sanctions_that_are_extended_are_those_of_their_owner() -> None:
    assert codes("""
    France     =       PROPN sanctions  nmod:poss
    's         =       PART  France     case
    sanctions  sanction NOUN extended   nsubj:pass  Number=Plur
    on         =       ADP   Iran       case
    Iran       =       PROPN sanctions  nmod
    were       be      AUX   extended   aux:pass
    extended   extend  VERB  -          root   VerbForm=Part  Tense=Past
    """) == ["SANCTION FRA -> IRN"]


def test_the_object_that_a_relative_clause_leaves_out_is_the_noun_before_it() -> None:
    assert "SANCTION FRA -> IRN" in codes("""
    Japan      =       PROPN saw        nsubj
    saw        see     VERB  -          root
    the        =       DET   sanctions  det
    sanctions  sanction NOUN saw        obj    Number=Plur
    that       =       PRON  imposed    obj
    France     =       PROPN imposed    nsubj
    imposed    impose  VERB  sanctions  acl:relcl
    on         =       ADP   Iran       case
    Iran       =       PROPN imposed    obl
    """)
