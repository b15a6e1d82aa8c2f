"""The shipped model reads simple news sentences well enough: floors on a small sample that people can check.

The scores of the model on whole corpora are made by ``training/``; this sample only catches a model that was built
wrong, cut too far or put together with other code than it was trained with.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import shipped
from spacy.tokens import Doc

SAMPLE = Path(__file__).resolve().parents[1] / "support" / "model_sample.tsv"
ENTITIES = frozenset({"PERSON", "GPE", "ORG", "NORP"})
ARTICLES = ("the ", "a ", "an ")

RELATION_FLOOR = 0.90
ENTITY_FLOOR = 0.95
"""F1. The first shipped model reached 0.93 and 0.99; a few words' room is left for one trained anew."""
CUT_AT_MOST = 2
"""Sentences of the sample that the model may take for two; a quotation before its speaker is the hard case."""

Told = tuple[str, str]


@dataclass(frozen=True)
class Sentence:
    text: str
    verb: str
    relations: frozenset[Told]
    entities: frozenset[Told]


def sample() -> list[Sentence]:
    lines = [x for x in SAMPLE.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return [sentence(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def sentence(row: dict[str, str]) -> Sentence:
    relations = {("nsubj", row["subject"]), ("obj", row["object"])}
    entities = (e.split(" ", 1) for e in row["entities"].split("|") if e)
    return Sentence(
        text=row["sentence"],
        verb=row["verb"],
        relations=frozenset(r for r in relations if r[1]),
        entities=frozenset((kind, name) for kind, name in entities),
    )


def relations_of(doc: Doc, verb: str) -> frozenset[Told]:
    """Return the subjects and objects that hang on ``verb``."""
    hanging = ((t.dep_.split(":")[0], t.text) for t in doc if t.head.text == verb and t.head != t)
    return frozenset(r for r in hanging if r[0] in ("nsubj", "obj"))


def entities_of(doc: Doc) -> frozenset[Told]:
    return frozenset((e.label_, without_article(e.text)) for e in doc.ents if e.label_ in ENTITIES)


def without_article(text: str) -> str:
    article = next((a for a in ARTICLES if text.lower().startswith(a)), "")
    return text[len(article) :]


def f1(pairs: Iterable[tuple[frozenset[Told], frozenset[Told]]]) -> float:
    """Return the F1 of (wanted, found) sets, counted together."""
    counted = [(len(wanted & found), len(wanted) + len(found)) for wanted, found in pairs]
    return 2 * sum(c[0] for c in counted) / sum(c[1] for c in counted)


@pytest.fixture(scope="module")
def read() -> Sequence[tuple[Sentence, Doc]]:
    known = sample()
    return list(zip(known, shipped.pipeline().pipe(s.text for s in known), strict=True))


def test_each_row_of_the_sample_names_words_of_its_sentence() -> None:
    known = sample()
    assert len(known) >= 40
    for row in known:
        words = [row.verb, *(word for _, word in row.relations), *(name for _, name in row.entities)]
        assert [w for w in words if w not in row.text] == []
        assert {kind for kind, _ in row.entities} <= ENTITIES


def test_subjects_and_objects_hang_on_their_verb(read: Sequence[tuple[Sentence, Doc]]) -> None:
    pairs = [(s.relations, relations_of(doc, s.verb)) for s, doc in read]
    assert f1(pairs) >= RELATION_FLOOR, [(w, f) for w, f in pairs if w != f]


def test_people_places_bodies_and_peoples_are_recognised(read: Sequence[tuple[Sentence, Doc]]) -> None:
    pairs = [(s.entities, entities_of(doc)) for s, doc in read]
    assert f1(pairs) >= ENTITY_FLOOR, [(w, f) for w, f in pairs if w != f]


def test_hardly_any_sentence_is_taken_for_two(read: Sequence[tuple[Sentence, Doc]]) -> None:
    cut = [s.text for s, doc in read if len(list(doc.sents)) != 1]
    assert len(cut) <= CUT_AT_MOST, cut
