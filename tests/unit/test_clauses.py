"""Who does what to whom in a clause, also where the clause leaves it out."""

from __future__ import annotations

import docs
from demarche.extraction.clauses import Frame, frame_of, modifiers


def frame(table: str, verb: str) -> Frame:
    return frame_of(docs.at(docs.document(table), verb))


def texts(tokens: object) -> list[str]:
    return [t.text for t in tokens]  # type: ignore[attr-defined]


def test_a_clause_has_subjects_objects_and_obliques_by_preposition() -> None:
    found = frame(
        """
    Russia    =       PROPN  gave      nsubj
    and       =       CCONJ  China     cc
    China     =       PROPN  Russia    conj
    gave      give    VERB   -         root
    Cuba      =       PROPN  gave      iobj
    weapons   weapon  NOUN   gave      obj
    for       =       ADP    oil       case
    oil       =       NOUN   gave      obl
    Monday    =       PROPN  gave      obl
    """,
        "gave",
    )
    assert (texts(found.subjects), texts(found.objects), texts(found.indirect)) == (
        ["Russia", "China"],
        ["weapons"],
        ["Cuba"],
    )
    assert {p: texts(o) for p, o in found.obliques.items()} == {"for": ["oil"], "": ["Monday"]}
    assert not found.passive


def test_a_passive_turns_subject_and_agent_round() -> None:
    found = frame(
        """
    Kyiv      =       PROPN  hit       nsubj:pass
    was       be      AUX    hit       aux:pass
    hit       =       VERB   -         root
    by        =       ADP    missiles  case
    missiles  missile NOUN   hit       obl:agent
    in        =       ADP    May       case
    May       =       PROPN  hit       obl
    """,
        "hit",
    )
    assert found.passive
    assert (texts(found.subjects), texts(found.objects), list(found.obliques)) == (["missiles"], ["Kyiv"], ["in"])


def test_what_a_passive_gives_is_its_object_to_whom_the_subject() -> None:
    found = frame(
        """
    Cuba      =       PROPN  given     nsubj:pass
    was       be      AUX    given     aux:pass
    given     give    VERB   -         root
    weapons   weapon  NOUN   given     obj
    """,
        "given",
    )
    assert set(texts([*found.objects, *found.indirect])) == {"Cuba", "weapons"}


def test_an_infinitive_has_the_object_above_it_as_its_subject() -> None:
    found = frame(
        """
    Paris     =       PROPN  urged     nsubj
    urged     urge    VERB   -         root
    Moscow    =       PROPN  urged     obj
    to        =       PART   leave     mark
    leave     =       VERB   urged     xcomp
    """,
        "leave",
    )
    assert texts(found.subjects) == ["Moscow"]


def test_an_infinitive_without_an_object_above_it_has_the_subject_above_it() -> None:
    found = frame(
        """
    Paris     =       PROPN  promised  nsubj
    promised  promise VERB   -         root
    to        =       PART   leave     mark
    leave     =       VERB   promised  xcomp
    """,
        "leave",
    )
    assert texts(found.subjects) == ["Paris"]


def test_a_plan_to_act_is_its_owners() -> None:
    found = frame(
        """
    Moscow    =       PROPN  plan      nmod:poss
    's        =       PART   Moscow    case
    plan      =       NOUN   failed    nsubj
    to        =       PART   leave     mark
    leave     =       VERB   plan      acl
    failed    fail    VERB   -         root
    """,
        "leave",
    )
    assert texts(found.subjects) == ["Moscow"]


def test_a_decision_taken_to_act_is_the_takers() -> None:
    found = frame(
        """
    Moscow    =       PROPN  took      nsubj
    took      take    VERB   -         root
    steps     step    NOUN   took      obj
    to        =       PART   leave     mark
    leave     =       VERB   steps     acl
    """,
        "leave",
    )
    assert texts(found.subjects) == ["Moscow"]


def test_in_a_relative_clause_of_the_object_the_noun_is_acted_on() -> None:
    found = frame(
        """
    the       =       DET    country   det
    country   =       NOUN   -         root
    that      =       PRON   attacked  obj
    Moscow    =       PROPN  attacked  nsubj
    attacked  attack  VERB   country   acl:relcl
    """,
        "attacked",
    )
    assert texts(found.subjects) == ["Moscow"]


def test_a_coordinated_verb_has_the_first_verbs_subject_unless_it_has_its_own() -> None:
    table = """
    Paris     =       PROPN  left      nsubj
    left      leave   VERB   -         root
    ,         =       PUNCT  spoke     punct
    spoke     speak   VERB   left      conj
    and       =       CCONJ  stayed    cc
    Oslo      =       PROPN  stayed    nsubj
    stayed    stay    VERB   left      conj
    """
    assert texts(frame(table, "spoke").subjects) == ["Paris"]
    assert texts(frame(table, "stayed").subjects) == ["Oslo"]


def test_a_clause_of_purpose_for_somebody_else_does_not_borrow_the_subject() -> None:
    found = frame(
        """
    Paris     =       PROPN  waited    nsubj
    waited    wait    VERB   -         root
    for       =       SCONJ  leave     mark
    leave     =       VERB   waited    advcl
    """,
        "leave",
    )
    assert found.subjects == []


def test_particles_prepositions_and_fixed_nouns_belong_to_the_predicate() -> None:
    found = frame(
        """
    Moscow    =       PROPN  called    nsubj
    called    call    VERB   -         root
    off       =       ADP    called    compound:prt
    talks     talk    NOUN   called    obj
    with      =       ADP    Kyiv      case
    Kyiv      =       PROPN  called    obl
    """,
        "called",
    )
    assert {"off", "with", "talk"} <= found.words


def test_modifiers_come_by_preposition_with_what_is_coordinated() -> None:
    talks = docs.at(
        docs.document("""
    talks     talk    NOUN   -         root
    between   =       ADP    Paris     case
    Paris     =       PROPN  talks     nmod
    and       =       CCONJ  Oslo      cc
    Oslo      =       PROPN  Paris     conj
    on        =       ADP    fish      case
    fish      =       NOUN   talks     nmod
    """),
        "talks",
    )
    assert texts(modifiers(talks, "between", "among")) == ["Paris", "Oslo"]
