"""Commitments, reports, status and headlines over hand-made trees: what decides whether an act is told as done."""

from __future__ import annotations

import pytest

import docs


def codes(table: str, *, stops: bool = True) -> list[str]:
    return docs.codings_of(table, stops=stops)


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
