"""Parsed text by hand: a table, one word a line, becomes a spaCy ``Doc``, and the extractor reads it without a model.

    Russia    =      PROPN  attacked  nsubj
    attacked  attack VERB   -         root
    Ukraine   =      PROPN  attacked  obj

The columns are form, lemma, part of speech, head and relation (Universal Dependencies v2). A lemma ``=`` is the form
itself, in lower case but for a proper noun; a head is the form of the head word (``the#2`` for the second such word of
the sentence), ``-`` for the root. Further columns, in any order: features (``Number=Plur``) and the label of the entity
that the word belongs to (``@PERSON``). A blank line ends a sentence, a line ``---`` a paragraph; full stops are added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from demarche.extraction.extractor import Extractor
from demarche.extraction.proto import Proto
from demarche.extraction.readings import Reading
from demarche.models import Actor, Article, Mention

PARAGRAPH = "\n\n"
GLUED_LEFT = frozenset({".", ",", "?", "!", ":", ";", ")", "”", "'s", "’s", "'", "’", "n't", "n’t", "'ll"})
GLUED_RIGHT = frozenset({"(", "“"})
CONFLICT_DAY = "2022-05-18"
"""A Wednesday; the office-holders of the tests' sentences are those of that day."""


@dataclass(frozen=True)
class Word:
    form: str
    lemma: str
    pos: str
    head: int
    dep: str
    morph: str = ""
    entity: str = ""


@cache
def vocab() -> Vocab:
    return spacy.blank("en").vocab


def document(table: str, *, stops: bool = True) -> Doc:
    """Return the ``Doc`` of ``table``; a headline goes without ``stops``."""
    words: list[Word] = []
    for number, block in enumerate(table.split("---")):
        if number:
            words.append(Word(PARAGRAPH, PARAGRAPH, "SPACE", len(words) - 1, "dep"))
        for lines in sentences(block):
            words += sentence(lines, len(words), stop=stops)
    return Doc(
        vocab(),
        words=[w.form for w in words],
        spaces=[space_between(one.form, other.form) for one, other in pairwise(words)] + [False],
        lemmas=[w.lemma for w in words],
        pos=[w.pos for w in words],
        heads=[w.head for w in words],
        deps=[w.dep for w in words],
        morphs=[w.morph for w in words],
        ents=bio([w.entity for w in words]),
    )


def sentences(block: str) -> Iterable[list[list[str]]]:
    """Yield the cells of each sentence's lines."""
    lines: list[list[str]] = []
    for line in [*block.splitlines(), ""]:
        if line.strip():
            lines.append(line.split())
        elif lines:
            yield lines
            lines = []


def sentence(lines: list[list[str]], start: int, *, stop: bool) -> list[Word]:
    forms = [cells[0] for cells in lines]
    found = [word(cells, forms, start + i, start) for i, cells in enumerate(lines)]
    root = next(start + i for i, cells in enumerate(lines) if cells[3] == "-")
    return [*found, Word(".", ".", "PUNCT", root, "punct")] if stop and forms[-1] not in ".?!”" else found


def word(cells: list[str], forms: list[str], place: int, start: int) -> Word:
    form, lemma, pos, head, dep, *more = cells
    lemma = lemma if lemma != "=" else form if pos == "PROPN" else form.lower()
    return Word(
        form=form,
        lemma=lemma,
        pos=pos,
        head=place if head == "-" else start + position(head, forms),
        dep="ROOT" if head == "-" else dep,
        morph="|".join(m for m in more if not m.startswith("@")),
        entity="".join(m[1:] for m in more if m.startswith("@")),
    )


def position(head: str, forms: list[str]) -> int:
    form, _, nth = head.partition("#")
    places = [i for i, f in enumerate(forms) if f == form]
    if not places or (len(places) > 1 and not nth):
        raise ValueError(f"expected one word {form!r} among {forms}, got {len(places)}; write {form}#1 for the first")
    return places[int(nth or 1) - 1]


def space_between(one: str, other: str) -> bool:
    return not (one == PARAGRAPH or other == PARAGRAPH or other in GLUED_LEFT or one in GLUED_RIGHT)


def bio(labels: list[str]) -> list[str]:
    return [f"{'I' if label == before else 'B'}-{label}" if label else "O" for before, label in pairwise(["", *labels])]


def at(doc: Doc, form: str) -> Token:
    """Return the word ``form`` of ``doc``; ``form#2`` is the second such word."""
    return doc[position(form, [t.text for t in doc])]


def article_of(doc: Doc, published: str | None = CONFLICT_DAY, *, publisher: str = "") -> Article:
    day = datetime.fromisoformat(published).replace(hour=9, tzinfo=UTC) if published else None
    return Article(paragraphs=tuple(doc.text.split(PARAGRAPH)), published=day, publisher=publisher)


def extractor_for(doc: Doc) -> Extractor:
    """Return an extractor whose pipeline reads one text only: that of ``doc``, as the table says."""
    nlp = Language(vocab())
    nlp.tokenizer = {doc.text: doc}.__getitem__
    return Extractor(nlp)


def reading_of(table: str, published: str | None = CONFLICT_DAY, *, publisher: str = "", stops: bool = True) -> Reading:
    doc = document(table, stops=stops)
    return extractor_for(doc).read(article_of(doc, published, publisher=publisher))


def mentions_of(
    table: str, published: str | None = CONFLICT_DAY, *, publisher: str = "", stops: bool = True
) -> list[Mention]:
    doc = document(table, stops=stops)
    return extractor_for(doc).mentions(article_of(doc, published, publisher=publisher))


def codings_of(
    table: str, published: str | None = CONFLICT_DAY, *, publisher: str = "", stops: bool = True
) -> list[str]:
    """Return what each sentence tells by itself, events that did not happen included."""
    reading = reading_of(table, published, publisher=publisher, stops=stops)
    return [told(p) for sent in reading.doc.sents for p in reading.coder.sentence(sent)]


def told(event: Proto | Mention) -> str:
    """``CONSULT FRA+USA -> - planned``: type, parties by code or name, and the status unless it is ``actual``."""
    status = "" if event.status == "actual" else f" {event.status}"
    return f"{event.type} {side(event.source)} -> {side(event.target)}{status}"


def side(actors: Iterable[Actor]) -> str:
    return "+".join(sorted({a.party for a in actors})) or "-"
