"""What sounds like an event and is none, and who only seems to act or to be acted upon."""

from __future__ import annotations

import pytest

import docs

NO_EVENTS = {
    "what a pact is by nature": """
    NATO      =      PROPN  alliance  nsubj
    is        be     AUX    alliance  cop
    an        a      DET    alliance  det
    alliance  =      NOUN   -         root
    which     =      PRON   supports  nsubj
    supports  support VERB  alliance  acl:relcl  Tense=Pres  VerbForm=Fin
    Ukraine   =      PROPN  supports  obj
    """,
    "who holds a land": """
    Geese     goose   NOUN  crossed    nsubj  Number=Plur
    crossed   cross   VERB  -          root
    land      =       NOUN  crossed    obj
    controlled control VERB land       acl    VerbForm=Part  Tense=Past
    by        =       ADP   Russia     case
    Russia    =       PROPN controlled obl:agent
    """,
    "details kept back": """
    Russia    =       PROPN refused   nsubj
    refused   refuse  VERB  -         root
    to        =       PART  give      mark
    give      =       VERB  refused   xcomp
    details   detail  NOUN  give      obj   Number=Plur
    """,
    "what another event is likened to": """
    Poland    =        PROPN saw       nsubj
    saw       see      VERB  -         root
    a         =        DET   rush      det
    rush      =        NOUN  saw       obj
    like      =        ADP   invasion  case
    the       =        DET   invasion  det
    Soviet    soviet   ADJ   invasion  amod
    invasion  =        NOUN  rush      nmod
    of        =        ADP   Afghanistan case
    Afghanistan =      PROPN invasion  nmod
    """,
    "what any who come would do": """
    any       =       DET   troops    det
    Russian   russian ADJ   troops    amod
    troops    troop   NOUN  attacked  nsubj  Number=Plur
    attacked  attack  VERB  -         root
    Ukraine   =       PROPN attacked  obj
    """,
    "where a minister comes from": """
    Lavrov    =       PROPN hails     nsubj  @PERSON
    hails     hail    VERB  -         root
    from      =       ADP   Georgia   case
    Georgia   =       PROPN hails     obl
    """,
}


@pytest.mark.parametrize("sentence", NO_EVENTS.values(), ids=NO_EVENTS)
def test_it_is_no_event(sentence: str) -> None:
    told = [x for x in docs.codings_of(sentence) if not x.endswith(("hypothetical", "denied"))]

    assert told == []


PARTIES = {
    "a passive shares its auxiliary and its agent with the verb before it": (
        """
    Ukraine   =      PROPN  struck    nsubj:pass
    was       be     AUX    struck    aux:pass
    struck    strike VERB   -         root    VerbForm=Part  Tense=Past
    and       =      CCONJ  attacked  cc
    attacked  attack VERB   struck    conj    VerbForm=Part  Tense=Past
    by        =      ADP    Russia    case
    Russia    =      PROPN  attacked  obl:agent
    """,
        ["ASSAULT RUS -> UKR", "ASSAULT RUS -> UKR"],
    ),
    "a participle before its subject is a passive": (
        """
    Accused   accuse VERB   expelled  advcl   VerbForm=Part  Tense=Past
    by        =      ADP    Britain   case
    Britain   =      PROPN  Accused   obl:agent
    of        =      SCONJ  spying    mark
    spying    spy    VERB   Accused   advcl
    ,         =      PUNCT  Accused   punct
    Russia    =      PROPN  expelled  nsubj
    expelled  expel  VERB   -         root
    diplomats diplomat NOUN expelled  obj  Number=Plur
    """,
        ["SANCTION RUS -> -", "ACCUSE GBR -> RUS"],
    ),
    "each blames the other": (
        """
    Egypt     =      PROPN  blamed    nsubj
    and       =      CCONJ  Ethiopia  cc
    Ethiopia  =      PROPN  Egypt     conj
    blamed    blame  VERB   -         root
    each      =      DET    other     det
    other     =      ADJ    blamed    obj
    """,
        ["ACCUSE EGY+ETH -> EGY+ETH"],
    ),
    "our partners are not we": (
        """
    Our       our     PRON  partners  nmod:poss
    Syrian    syrian  ADJ   partners  amod
    partners  partner NOUN  attacked  nsubj  Number=Plur
    attacked  attack  VERB  -         root
    Iran      =       PROPN attacked  obj
    """,
        ["ASSAULT SYR -> IRN"],
    ),
    "who fires on troops is none of them": (
        """
    France    =       PROPN bombed    nsubj
    bombed    bomb    VERB  -         root
    trucks    truck   NOUN  bombed    obj    Number=Plur
    firing    fire    VERB  trucks    acl    VerbForm=Part  Tense=Pres
    on        =       ADP   Mali      case
    Mali      =       PROPN firing    obl
    """,
        ["ASSAULT FRA -> -"],
    ),
    "a meeting takes place in a country, not with it": (
        """
    Russia    =       PROPN spoke     nsubj
    spoke     speak   VERB  -         root
    at        =       ADP   meeting   case
    a         =       DET   meeting   det
    NATO      =       PROPN meeting   compound
    meeting   =       NOUN  spoke     obl
    in        =       ADP   India     case
    India     =       PROPN meeting   nmod
    """,
        [],
    ),
    "a denial answers no name inside what is denied": (
        """
    Britain   =       PROPN accused   nsubj
    accused   accuse  VERB  -         root
    Russia    =       PROPN accused   obj
    of        =       SCONJ arming    mark
    arming    arm     VERB  accused   advcl
    Syria     =       PROPN arming    obj
    ,         =       PUNCT denies    punct
    which     =       PRON  denies    obj
    Moscow    =       PROPN denies    nsubj
    denies    deny    VERB  Syria     acl:relcl
    """,
        ["ACCUSE GBR -> RUS", "REJECT RUS -> -"],
    ),
    "a preposition belongs to the noun after it": (
        """
    France    =       PROPN held      nsubj
    held      hold    VERB  -         root
    talks     talk    NOUN  held      obj   Number=Plur
    with      =       ADP   Vienna    case
    Iran      =       PROPN held      obl
    in        =       ADP   Vienna    case
    Vienna    =       PROPN held      obl
    """,
        ["CONSULT FRA+IRN -> -"],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), PARTIES.values(), ids=PARTIES)
def test_the_parties_are_not_those_of_the_clause_beside(sentence: str, expected: list[str]) -> None:
    assert docs.codings_of(sentence) == expected
