"""Who says it, and in which words."""

from __future__ import annotations

import docs
from demarche.extraction.attribution import quotation


def speakers(table: str, form: str) -> list[str]:
    reading = docs.reading_of(table)
    return [a.party for a in reading.coder.attribution.speaker_at(docs.at(reading.doc, form))]


SAID = """
France    =      PROPN said    nsubj
said      say    VERB  -       root
that      =      SCONJ left    mark
Russia    =      PROPN left    nsubj
left      leave  VERB  said    ccomp
"""


def test_the_subject_of_saying_speaks_the_clause() -> None:
    assert speakers(SAID, "left") == ["FRA"]


def test_the_clause_of_saying_itself_is_the_narrators() -> None:
    assert speakers(SAID, "said") == []


def test_a_comment_after_the_clause_names_the_speaker() -> None:
    assert speakers("""
    Russia    =      PROPN left    nsubj
    left      leave  VERB  -       root
    ,         =      PUNCT said    punct
    France    =      PROPN said    nsubj
    said      say    VERB  left    parataxis
    """, "left") == ["FRA"]  # fmt: skip


def test_according_to_names_the_speaker() -> None:
    assert speakers("""
    Russia    =      PROPN left    nsubj
    left      leave  VERB  -       root
    ,         =      PUNCT France  punct
    according accord VERB  France  case
    to        =      ADP   according fixed
    France    =      PROPN left    obl
    """, "left") == ["FRA"]  # fmt: skip


def test_a_quotation_goes_on_after_its_attribution() -> None:
    table = """
    “         =      PUNCT leaving punct
    Russia    =      PROPN leaving nsubj
    is        be     AUX   leaving aux
    leaving   leave  VERB  said    ccomp
    ,         =      PUNCT leaving punct
    ”         =      PUNCT leaving punct
    France    =      PROPN said    nsubj
    said      say    VERB  -       root
    .         =      PUNCT said    punct

    “         =      PUNCT stay    punct
    They      =      PRON  stay    nsubj
    never     =      ADV   stay    advmod
    stay      =      VERB  -       root
    .         =      PUNCT stay    punct
    ”         =      PUNCT stay    punct
    """
    assert speakers(table, "stay") == ["FRA"]


def test_a_sentence_outside_quotations_has_no_speaker() -> None:
    assert speakers(SAID + "\nGermany = PROPN stayed nsubj\nstayed stay VERB - root\n", "stayed") == []


def test_the_quotation_is_kept_in_its_words() -> None:
    doc = docs.document("""
    France    =      PROPN said    nsubj
    said      say    VERB  -       root
    “         =      PUNCT leaving punct
    Russia    =      PROPN leaving nsubj
    is        be     AUX   leaving aux
    leaving   leave  VERB  said    ccomp
    ”         =      PUNCT leaving punct
    """)
    assert quotation(doc, docs.at(doc, "leaving")) == "Russia is leaving"


def test_a_word_in_quotation_marks_is_no_quotation() -> None:
    doc = docs.document("""
    France    =      PROPN called  nsubj
    called    call   VERB  -       root
    it        =      PRON  called  obj
    “         =      PUNCT war     punct
    war       =      NOUN  called  xcomp
    ”         =      PUNCT war     punct
    """)
    assert quotation(doc, docs.at(doc, "called")) == ""


def test_a_sentence_without_marks_has_no_quotation() -> None:
    doc = docs.document(SAID)
    assert quotation(doc, docs.at(doc, "left")) == ""
