"""One sentence, one construction: which event it tells, by whom, to whom, and whether it took place.

The published day is that of ``docs.CONFLICT_DAY``; ``docs.told`` says how an event reads here.
"""

from __future__ import annotations

import pytest

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


# -- commitments

COMMITMENT = """
    Russia    =       PROPN  {verb}    nsubj
    {verb}    {lemma} VERB   -         root
    to        =       PART   {inner}   mark
    {inner}   =       VERB   {verb}    xcomp  VerbForm=Inf
    {prepared}
    Ukraine   =       PROPN  {inner}   {role}
    """


def commitment(verb: str, lemma: str, inner: str) -> str:
    with_ = "with = ADP Ukraine case" if inner == "meet" else ""
    return COMMITMENT.format(
        verb=verb, lemma=lemma, inner=inner, prepared=with_, role="obl" if with_ else "obj"
    ).replace("\n    \n", "\n")


@pytest.mark.parametrize(
    ("verb", "lemma", "inner", "event"),
    [
        ("threatened", "threaten", "attack", "THREATEN RUS -> UKR"),
        ("agreed", "agree", "help", "AGREE RUS -> UKR"),
        ("pledged", "pledge", "help", "AGREE RUS -> UKR"),
        ("vowed", "vow", "attack", "THREATEN RUS -> UKR"),
        ("refused", "refuse", "meet", "REJECT RUS -> UKR"),
        ("refused", "refuse", "help", "REJECT RUS -> UKR"),
        ("planned", "plan", "attack", "ASSAULT RUS -> UKR planned"),
        ("failed", "fail", "attack", "ASSAULT RUS -> UKR denied"),
    ],
)
def test_a_commitment_decides_over_the_act_that_it_governs(verb: str, lemma: str, inner: str, event: str) -> None:
    assert codes(commitment(verb, lemma, inner)) == [event]


def test_whoever_denies_an_attack_rejects_and_did_not_attack() -> None:
    found = codes("""
    Russia    =       PROPN  denied    nsubj
    denied    deny    VERB   -         root
    attacking attack  VERB   denied    xcomp  VerbForm=Ger
    Ukraine   =       PROPN  attacking obj
    """)
    assert found == ["REJECT RUS -> UKR"]


def test_a_demand_is_a_request_to_whom_it_would_have_act() -> None:
    assert codes("""
    Ukraine   =        PROPN  demanded  nsubj
    demanded  demand   VERB   -         root
    that      =        SCONJ  withdraw  mark
    Russia    =        PROPN  withdraw  nsubj
    withdraw  =        VERB   demanded  ccomp
    its       =        PRON   troops    nmod:poss
    troops    troop    NOUN   withdraw  obj   Number=Plur
    """) == ["REQUEST UKR -> RUS"]


def test_urging_somebody_to_act_is_a_request_to_him() -> None:
    assert codes("""
    France    =        PROPN  urged     nsubj
    urged     urge     VERB   -         root
    Russia    =        PROPN  urged     obj
    to        =        PART   withdraw  mark
    withdraw  =        VERB   urged     xcomp  VerbForm=Inf
    from      =        ADP    Ukraine   case
    Ukraine   =        PROPN  withdraw  obl
    """) == ["REQUEST FRA -> RUS"]


def test_calling_on_somebody_is_a_request_to_him() -> None:
    assert codes("""
    France    =        PROPN  called    nsubj
    called    call     VERB   -         root
    on        =        ADP    Russia    case
    Russia    =        PROPN  called    obl
    to        =        PART   withdraw  mark
    withdraw  =        VERB   called    xcomp  VerbForm=Inf
    its       =        PRON   troops    nmod:poss
    troops    troop    NOUN   withdraw  obj   Number=Plur
    """) == ["REQUEST FRA -> RUS"]


def test_accusing_somebody_of_an_attack_is_an_accusation_only() -> None:
    assert codes("""
    Ukraine   =        PROPN  accused   nsubj
    accused   accuse   VERB   -         root
    Russia    =        PROPN  accused   obj
    of        =        SCONJ  bombing   mark
    bombing   bomb     VERB   accused   advcl  VerbForm=Ger
    a         =        DET    hospital  det
    hospital  =        NOUN   bombing   obj
    """) == ["ACCUSE UKR -> RUS"]


# -- reported speech


def said(subject: str, *rest: str) -> str:
    return "\n".join([f"{subject} = PROPN said nsubj", "said say VERB - root", *rest])


@pytest.mark.parametrize(
    ("act", "event"),
    [
        ("help", "AGREE FRA -> UKR"),
        ("attack", "THREATEN FRA -> UKR"),
    ],
)
def test_what_a_state_says_it_will_do_is_a_promise_or_a_threat(act: str, event: str) -> None:
    found = codes(
        said(
            "France", "it = PRON {0} nsubj", "would = AUX {0} aux", "{0} = VERB said ccomp", "Ukraine = PROPN {0} obj"
        ).format(act)
    )
    assert found == [event]


def test_saying_what_another_should_do_is_a_request() -> None:
    assert codes(
        said(
            "France",
            "Russia = PROPN withdraw nsubj",
            "should = AUX withdraw aux",
            "withdraw = VERB said ccomp",
            "its = PRON troops nmod:poss",
            "troops troop NOUN withdraw obj Number=Plur",
        )
    ) == ["REQUEST FRA -> RUS"]


def test_saying_that_another_attacked_a_third_accuses_him() -> None:
    assert codes(
        said(
            "France",
            "Russia = PROPN attacked nsubj",
            "had have AUX attacked aux",
            "attacked attack VERB said ccomp",
            "Ukraine = PROPN attacked obj",
        )
    ) == ["ACCUSE FRA -> RUS"]


def test_a_report_by_somebody_unpolitical_is_the_event_itself() -> None:
    assert codes(
        "Witnesses witness NOUN said nsubj Number=Plur\n"
        + said(
            "x", "Russia = PROPN attacked nsubj", "attacked attack VERB said ccomp", "Ukraine = PROPN attacked obj"
        ).split("\n", 1)[1]
    ) == ["ASSAULT RUS -> UKR"]


def test_a_comment_at_the_end_of_the_sentence_is_a_report_too() -> None:
    assert codes("""
    Russia    =       PROPN  withdraw  nsubj
    should    =       AUX    withdraw  aux
    withdraw  =       VERB   -         root
    its       =       PRON   troops    nmod:poss
    troops    troop   NOUN   withdraw  obj   Number=Plur
    ,         =       PUNCT  said      punct
    France    =       PROPN  said      nsubj
    said      say     VERB   withdraw  parataxis
    """) == ["REQUEST FRA -> RUS"]


def test_warning_somebody_is_a_threat() -> None:
    assert codes("""
    Russia    =       PROPN  warned    nsubj
    warned    warn    VERB   -         root
    Finland   =       PROPN  warned    obj
    that      =       SCONJ  pay       mark
    it        =       PRON   pay       nsubj
    would     =       AUX    pay       aux
    pay       =       VERB   warned    ccomp
    a         =       DET    price     det
    price     =       NOUN   pay       obj
    """) == ["THREATEN RUS -> FIN"]


def test_warning_of_what_oneself_will_do_is_a_threat() -> None:
    assert codes("""
    Russia    =       PROPN  warned    nsubj
    warned    warn    VERB   -         root
    that      =       SCONJ  attack    mark
    it        =       PRON   attack    nsubj
    would     =       AUX    attack    aux
    attack    =       VERB   warned    ccomp
    Finland   =       PROPN  attack    obj
    """) == ["THREATEN RUS -> FIN"]


def test_we_in_a_quotation_is_the_speaker() -> None:
    assert codes("""
    “         =       PUNCT  help      punct
    We        =       PRON   help      nsubj
    will      =       AUX    help      aux
    help      =       VERB   said      ccomp
    Ukraine   =       PROPN  help      obj
    ,         =       PUNCT  help      punct
    ”         =       PUNCT  help      punct
    France    =       PROPN  said      nsubj
    said      say     VERB   -         root
    """) == ["AGREE FRA -> UKR"]


def test_a_saying_that_did_not_happen_tells_nothing() -> None:
    assert (
        codes("""
    France    =       PROPN  say       nsubj
    did       do      AUX    say       aux
    not       =       PART   say       advmod
    say       =       VERB   -         root
    Russia    =       PROPN  attacked  nsubj
    attacked  attack  VERB   say       ccomp
    Ukraine   =       PROPN  attacked  obj
    """)
        == []
    )


# -- status


def attack(*words: str) -> str:
    """``Russia ... attack Ukraine`` with auxiliaries and adverbs between."""
    return "\n".join(
        [
            "Russia = PROPN attack nsubj",
            *(f"{w} attack {dep}" for w, dep in (x.rsplit("|", 1) for x in words)),
            "attack = VERB - root",
            "Ukraine = PROPN attack obj",
        ]
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["did do AUX|aux", "not = PART|advmod"], " denied"),
        (["never = ADV|advmod"], " denied"),
        (["will = AUX|aux"], " planned"),
        (["could = AUX|aux"], " hypothetical"),
        (["may = AUX|aux"], " hypothetical"),
        (["would = AUX|aux"], " hypothetical"),
        (["did do AUX|aux"], ""),
    ],
)
def test_auxiliaries_tell_whether_it_took_place(words: list[str], status: str) -> None:
    assert codes(attack(*words)) == [f"ASSAULT RUS -> UKR{status}"]


def test_what_stands_under_if_is_hypothetical() -> None:
    found = codes("""
    France    =       PROPN  condemn   nsubj
    will      =       AUX    condemn   aux
    condemn   =       VERB   -         root
    Russia    =       PROPN  condemn   obj
    if        =       SCONJ  attacks   mark
    Belarus   =       PROPN  attacks   nsubj
    attacks   attack  VERB   condemn   advcl
    Ukraine   =       PROPN  attacks   obj
    """)
    assert found == ["ACCUSE FRA -> RUS planned", "ASSAULT BLR -> UKR hypothetical"]


def test_what_is_expected_is_planned() -> None:
    assert codes("""
    France    =       PROPN  expected  nsubj:pass
    is        be      AUX    expected  aux:pass
    expected  expect  VERB   -         root
    to        =       PART   meet      mark
    meet      =       VERB   expected  xcomp
    Japan     =       PROPN  meet      obj
    """) == ["CONSULT FRA+JPN -> - planned"]


# -- headlines


def test_a_headline_in_the_present_tense_tells_an_actual_event() -> None:
    assert codes(
        """
    US         =      PROPN  slaps     nsubj
    slaps      slap   VERB   -         root
    sanctions  sanction NOUN slaps     obj   Number=Plur
    on         =      ADP    Iran      case
    Iran       =      PROPN  slaps     obl
    """,
        stops=False,
    ) == ["SANCTION USA -> IRN"]


def test_an_infinitive_in_a_headline_is_a_plan() -> None:
    assert codes(
        """
    France     =      PROPN  meet      nsubj
    to         =      PART   meet      mark
    meet       =      VERB   -         root
    Japan      =      PROPN  meet      obj
    in         =      ADP    Geneva    case
    Geneva     =      PROPN  meet      obl
    """,
        stops=False,
    ) == ["CONSULT FRA+JPN -> - planned"]


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
