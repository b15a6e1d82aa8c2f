"""One sentence, one construction: which event it tells, by whom, to whom, and whether it took place.

The published day is that of ``docs.CONFLICT_DAY``; ``docs.told`` says how an event reads here.
"""

from __future__ import annotations

import docs


def codes(table: str, *, stops: bool = True) -> list[str]:
    return docs.codings_of(table, stops=stops)


# -- active and passive


def test_the_subject_acts_on_the_object() -> None:
    assert codes("""
    Russia    =      PROPN  attacked  nsubj
    attacked  attack VERB   -         root
    Ukraine   =      PROPN  attacked  obj
    """) == ["ASSAULT RUS -> UKR"]


def test_the_agent_of_a_passive_acts_on_its_subject() -> None:
    assert codes("""
    Ukraine   =      PROPN  attacked  nsubj:pass
    was       be     AUX    attacked  aux:pass
    attacked  attack VERB   -         root        VerbForm=Part  Tense=Past
    by        =      ADP    Russia    case
    Russia    =      PROPN  attacked  obl:agent
    """) == ["ASSAULT RUS -> UKR"]


def test_an_agent_labelled_as_a_plain_oblique_is_an_agent_too() -> None:
    assert codes("""
    Ukraine   =      PROPN  attacked  nsubj:pass
    was       be     AUX    attacked  aux:pass
    attacked  attack VERB   -         root        VerbForm=Part  Tense=Past
    by        =      ADP    Russia    case
    Russia    =      PROPN  attacked  obl
    """) == ["ASSAULT RUS -> UKR"]


def test_a_passive_without_an_agent_tells_of_nobodys_act() -> None:
    assert (
        codes("""
    Ukraine   =      PROPN  attacked  nsubj:pass
    was       be     AUX    attacked  aux:pass
    attacked  attack VERB   -         root        VerbForm=Part  Tense=Past
    """)
        == []
    )


def test_a_preposition_can_introduce_the_target() -> None:
    assert codes("""
    France    =      PROPN  imposed   nsubj
    imposed   impose VERB   -         root
    sanctions sanction NOUN imposed   obj       Number=Plur
    on        =      ADP    Belarus   case
    Belarus   =      PROPN  imposed   obl
    """) == ["SANCTION FRA -> BLR"]


def test_the_possessor_of_the_object_is_the_target() -> None:
    assert codes("""
    Poland     =       PROPN  expelled   nsubj
    expelled   expel   VERB   -          root
    Russia     =       PROPN  ambassador nmod:poss
    's         =       PART   Russia     case
    ambassador =       NOUN   expelled   obj
    """) == ["SANCTION POL -> RUS"]


def test_a_country_adjective_on_the_object_is_the_target() -> None:
    assert codes("""
    Poland     =       PROPN  expelled   nsubj
    expelled   expel   VERB   -          root
    two        =       NUM    diplomats  nummod
    Russian    russian ADJ    diplomats  amod
    diplomats  diplomat NOUN  expelled   obj   Number=Plur
    """) == ["SANCTION POL -> RUS"]


def test_a_country_adjective_on_the_subject_is_the_source() -> None:
    assert codes("""
    Russian    russian ADJ    troops     amod
    troops     troop   NOUN   attacked   nsubj   Number=Plur
    attacked   attack  VERB   -          root
    Ukraine    =       PROPN  attacked   obj
    """) == ["ASSAULT RUS -> UKR"]


# -- meetings


def test_both_sides_of_a_meeting_are_its_sources() -> None:
    assert codes("""
    France    =      PROPN  met       nsubj
    met       meet   VERB   -         root
    with      =      ADP    Japan     case
    Japan     =      PROPN  met       obl
    """) == ["CONSULT FRA+JPN -> -"]


def test_coordinated_subjects_meet_each_other() -> None:
    assert codes("""
    France    =      PROPN  met       nsubj
    and       =      CCONJ  Japan     cc
    Japan     =      PROPN  France    conj
    met       meet   VERB   -         root
    """) == ["CONSULT FRA+JPN -> -"]


def test_nobody_meets_alone() -> None:
    assert (
        codes("""
    France    =      PROPN  met       nsubj
    met       meet   VERB   -         root
    """)
        == []
    )


def test_talks_between_two_countries_are_their_meeting() -> None:
    assert codes("""
    Talks     talk   NOUN   resumed   nsubj   Number=Plur
    between   =      ADP    France    case
    France    =      PROPN  Talks     nmod
    and       =      CCONJ  Japan     cc
    Japan     =      PROPN  France    conj
    resumed   resume VERB   -         root
    in        =      ADP    Geneva    case
    Geneva    =      PROPN  resumed   obl
    """) == ["CONSULT FRA+JPN -> -"]


def test_a_light_verb_leaves_the_event_to_its_noun() -> None:
    assert codes("""
    France    =      PROPN  held      nsubj
    held      hold   VERB   -         root
    talks     talk   NOUN   held      obj   Number=Plur
    with      =      ADP    Japan     case
    Japan     =      PROPN  talks     nmod
    """) == ["CONSULT FRA+JPN -> -"]


# -- coordination


def test_every_coordinated_subject_is_a_source() -> None:
    assert codes("""
    Russia    =      PROPN  attacked  nsubj
    and       =      CCONJ  Belarus   cc
    Belarus   =      PROPN  Russia    conj
    attacked  attack VERB   -         root
    Ukraine   =      PROPN  attacked  obj
    """) == ["ASSAULT BLR+RUS -> UKR"]


def test_every_coordinated_object_is_a_target() -> None:
    assert codes("""
    Iraq      =      PROPN  attacked  nsubj
    attacked  attack VERB   -         root
    Iran      =      PROPN  attacked  obj
    ,         =      PUNCT  Kuwait    punct
    Kuwait    =      PROPN  Iran      conj
    and       =      CCONJ  Israel    cc
    Israel    =      PROPN  Iran      conj
    """) == ["ASSAULT IRQ -> IRN+ISR+KWT"]


def test_coordinated_verbs_share_their_subject() -> None:
    assert codes("""
    Poland    =       PROPN    condemned nsubj
    condemned condemn VERB     -         root
    Russia    =       PROPN    condemned obj
    and       =       CCONJ    thanked   cc
    thanked   thank   VERB     condemned conj
    Sweden    =       PROPN    thanked   obj
    """) == ["ACCUSE POL -> RUS", "SUPPORT POL -> SWE"]


# -- clauses around a noun


def test_in_a_relative_clause_the_noun_before_it_acts() -> None:
    assert codes("""
    Russia    =       PROPN  met       nsubj
    ,         =       PUNCT  attacked  punct
    which     =       PRON   attacked  nsubj
    attacked  attack  VERB   Russia    acl:relcl
    Ukraine   =       PROPN  attacked  obj
    ,         =       PUNCT  attacked  punct
    met       meet    VERB   -         root
    China     =       PROPN  met       obj
    """) == ["CONSULT CHN+RUS -> -", "ASSAULT RUS -> UKR"]


def test_a_reduced_relative_clause_is_passive() -> None:
    assert codes("""
    Ukraine   =       PROPN  met       nsubj
    ,         =       PUNCT  attacked  punct
    attacked  attack  VERB   Ukraine   acl    VerbForm=Part  Tense=Past
    by        =       ADP    Russia    case
    Russia    =       PROPN  attacked  obl
    ,         =       PUNCT  attacked  punct
    met       meet    VERB   -         root
    Poland    =       PROPN  met       obj
    """) == ["CONSULT POL+UKR -> -", "ASSAULT RUS -> UKR"]


def test_a_gerund_has_the_subject_of_the_clause_above_it() -> None:
    assert codes("""
    Russia    =       PROPN  met       nsubj
    met       meet    VERB   -         root
    China     =       PROPN  met       obj
    after     =       SCONJ  attacking mark
    attacking attack  VERB   met       advcl  VerbForm=Ger
    Ukraine   =       PROPN  attacking obj
    """) == ["CONSULT CHN+RUS -> -", "ASSAULT RUS -> UKR"]


def test_a_possessive_is_the_source_of_an_event_noun() -> None:
    assert codes("""
    Russia    =       PROPN  attack    nmod:poss
    's        =       PART   Russia    case
    attack    =       NOUN   shocked   nsubj
    on        =       ADP    Ukraine   case
    Ukraine   =       PROPN  attack    nmod
    shocked   shock   VERB   -         root
    markets   market  NOUN   shocked   obj   Number=Plur
    """) == ["ASSAULT RUS -> UKR"]


def test_an_event_noun_that_names_one_party_only_is_no_event() -> None:
    assert (
        codes("""
    The       =       DET    attack    det
    attack    =       NOUN   shocked   nsubj
    on        =       ADP    Ukraine   case
    Ukraine   =       PROPN  attack    nmod
    shocked   shock   VERB   -         root
    markets   market  NOUN   shocked   obj   Number=Plur
    """)
        == []
    )


def test_an_apposition_tells_whom_a_person_acts_for() -> None:
    assert codes("""
    Someone  =        PROPN  Somename  compound  @PERSON
    Somename =        PROPN  met       nsubj     @PERSON
    ,        =        PUNCT  minister  punct
    the      =        DET    minister  det
    Finnish  finnish  ADJ    minister  amod
    foreign  =        ADJ    minister  amod
    minister =        NOUN   Somename  appos
    ,        =        PUNCT  minister  punct
    met      meet     VERB   -         root
    Japan    =        PROPN  met       obj
    """) == ["CONSULT FIN+JPN -> -"]


def test_whoever_condemns_an_attack_accuses_the_attacker() -> None:
    assert codes("""
    France    =       PROPN  condemned nsubj
    condemned condemn VERB   -         root
    Russia    =       PROPN  attack    nmod:poss
    's        =       PART   Russia    case
    attack    =       NOUN   condemned obj
    on        =       ADP    Ukraine   case
    Ukraine   =       PROPN  attack    nmod
    """) == ["ACCUSE FRA -> RUS"]


# -- no events


def test_a_verb_of_no_political_act_tells_nothing() -> None:
    assert (
        codes("""
    France    =        PROPN  resembles nsubj
    resembles resemble VERB   -         root
    Japan     =        PROPN  resembles obj
    """)
        == []
    )


def test_signing_a_bill_is_no_act_between_parties() -> None:
    assert (
        codes("""
    France    =       PROPN  signed    nsubj
    signed    sign    VERB   -         root
    a         =       DET    bill      det
    bill      =       NOUN   signed    obj
    on        =       ADP    Japan     case
    Japan     =       PROPN  bill      nmod
    """)
        == []
    )


def test_nobody_is_the_target_of_his_own_act() -> None:
    assert codes("""
    Russia    =       PROPN  attacked  nsubj
    attacked  attack  VERB   -         root
    itself    =       PRON   attacked  obj
    """) == ["ASSAULT RUS -> -"]


def test_a_government_can_act_on_its_own_opposition() -> None:
    assert codes("""
    Iranian    iranian    ADJ    police     amod
    police     =          NOUN   arrested   nsubj
    arrested   arrest     VERB   -          root
    Iranian    iranian    ADJ    opposition amod
    opposition =          NOUN   leaders    compound
    leaders    leader     NOUN   arrested   obj   Number=Plur
    """) == ["COERCE IRN -> IRN"]


def test_what_was_dropped_and_why_can_be_read() -> None:
    reading = docs.reading_of("""
    Ukraine   =      PROPN  attacked  nsubj:pass
    was       be     AUX    attacked  aux:pass
    attacked  attack VERB   -         root
    """)
    (sent,) = reading.doc.sents
    assert reading.coder.sentence(sent) == []
    assert reading.coder.trace.dropped == ["attacked: ASSAULT without a source"]


# -- nouns of events under verbs


def test_the_agent_and_the_object_of_an_event_noun_are_its_parties() -> None:
    assert codes("""
    The       =       DET    invasion  det
    invasion  =       NOUN   shocked   nsubj
    of        =       ADP    Kuwait    case
    Kuwait    =       PROPN  invasion  nmod
    by        =       ADP    Iraq      case
    Iraq      =       PROPN  invasion  nmod
    shocked   shock   VERB   -         root
    markets   market  NOUN   shocked   obj   Number=Plur
    """) == ["ASSAULT IRQ -> KWT"]


def test_a_threat_of_sanctions_is_no_sanction() -> None:
    assert codes("""
    America    =        PROPN  threatened nsubj
    threatened threaten VERB   -          root
    Iran       =        PROPN  threatened obj
    with       =        ADP    sanctions  case
    sanctions  sanction NOUN   threatened obl  Number=Plur
    """) == ["THREATEN USA -> IRN"]


def test_calling_talks_off_is_no_meeting() -> None:
    assert codes("""
    Russia    =       PROPN  called    nsubj
    called    call    VERB   -         root
    off       =       ADP    called    compound:prt
    talks     talk    NOUN   called    obj  Number=Plur
    with      =       ADP    Japan     case
    Japan     =       PROPN  talks     nmod
    """) == ["SANCTION RUS -> JPN"]


def test_lifting_sanctions_is_a_retreat() -> None:
    assert codes("""
    America   =        PROPN  lifted    nsubj
    lifted    lift     VERB   -         root
    sanctions sanction NOUN   lifted    obj  Number=Plur
    on        =        ADP    Sudan     case
    Sudan     =        PROPN  sanctions nmod
    """) == ["RETREAT USA -> SDN"]


def test_an_indirect_object_receives_the_aid() -> None:
    assert codes("""
    Japan     =       PROPN  gave      nsubj
    gave      give    VERB   -         root
    Ukraine   =       PROPN  gave      iobj
    aid       =       NOUN   gave      obj
    """) == ["AID JPN -> UKR"]


def test_suffering_an_attack_is_being_attacked() -> None:
    found = codes("""
    Ukraine   =       PROPN  suffered  nsubj
    suffered  suffer  VERB   -         root
    an        =       DET    attack    det
    attack    =       NOUN   suffered  obj
    by        =       ADP    Russia    case
    Russia    =       PROPN  attack    nmod
    """)
    assert found == ["ASSAULT RUS -> UKR"]


def test_warning_somebody_against_an_act_is_a_threat_to_him() -> None:
    assert codes("""
    America   =       PROPN  warned    nsubj
    warned    warn    VERB   -         root
    Russia    =       PROPN  warned    obj
    against   =       SCONJ  invading  mark
    invading  invade  VERB   warned    advcl  VerbForm=Ger
    Ukraine   =       PROPN  invading  obj
    """) == ["THREATEN USA -> RUS"]


def test_a_denial_that_one_attacked_is_no_attack() -> None:
    assert codes("""
    Russia    =       PROPN  denied    nsubj
    denied    deny    VERB   -         root
    that      =       SCONJ  attacked  mark
    it        =       PRON   attacked  nsubj
    attacked  attack  VERB   denied    ccomp
    Ukraine   =       PROPN  attacked  obj
    """) == ["REJECT RUS -> UKR"]


def test_demanding_talks_is_a_request_and_no_meeting() -> None:
    assert codes("""
    Japan     =       PROPN  demanded  nsubj
    demanded  demand  VERB   -         root
    talks     talk    NOUN   demanded  obj  Number=Plur
    with      =       ADP    China     case
    China     =       PROPN  talks     nmod
    """) == ["REQUEST JPN -> CHN"]


def test_the_passive_of_a_meeting_has_both_as_sources() -> None:
    assert codes("""
    Talks     talk    NOUN   held      nsubj:pass  Number=Plur
    were      be      AUX    held      aux:pass
    held      hold    VERB   -         root        VerbForm=Part  Tense=Past
    between   =       ADP    Japan     case
    Japan     =       PROPN  held      obl
    and       =       CCONJ  China     cc
    China     =       PROPN  Japan     conj
    """) == ["CONSULT CHN+JPN -> -"]


def test_no_before_the_subject_denies_the_act() -> None:
    assert codes("""
    No        =       DET    troops    det
    Russian   russian ADJ    troops    amod
    troops    troop   NOUN   attacked  nsubj  Number=Plur
    attacked  attack  VERB   -         root
    Ukraine   =       PROPN  attacked  obj
    """) == ["ASSAULT RUS -> UKR denied"]


def test_each_of_two_coordinated_infinitives_is_under_the_commitment() -> None:
    assert (
        codes("""
    Russia    =       PROPN  refused   nsubj
    refused   refuse  VERB   -         root
    to        =       PART   meet      mark
    meet      =       VERB   refused   xcomp
    Japan     =       PROPN  meet      obj
    or        =       CCONJ  help      cc
    help      =       VERB   meet      conj
    China     =       PROPN  help      obj
    """)[0]
        == "REJECT RUS -> JPN"
    )


def test_the_status_of_an_auxiliary_holds_for_the_second_verb_too() -> None:
    assert codes("""
    France    =       PROPN  meet      nsubj
    will      =       AUX    meet      aux
    meet      =       VERB   -         root
    Japan     =       PROPN  meet      obj
    and       =       CCONJ  condemn   cc
    condemn   =       VERB   meet      conj
    Russia    =       PROPN  condemn   obj
    """) == ["CONSULT FRA+JPN -> - planned", "ACCUSE FRA -> RUS planned"]
