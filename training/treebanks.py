"""Universal Dependencies CoNLL-U files to spaCy's binary format.

Documents are cut into pieces of a few sentences, so that the parser learns where sentences end and a batch stays
small. Words are kept as the treebank splits them; the text is rebuilt from its spacing, and spaCy aligns its own
tokenisation to it during training.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

SENTENCES_PER_PIECE = 8
"""Long enough to teach sentence boundaries, short enough for batches of some 1,500 words."""
SIZES = (1, 1, 2, 3, 4, 6, 8)
"""Sizes of pieces drawn in training: text comes in single headlines and in whole paragraphs. A network that saw only
pieces of eight sentences failed on short ones."""


@dataclass
class Sentence:
    """The columns of one CoNLL-U sentence; ``heads`` are 0-based within it, ``spaces`` the spacing after a word."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    starts_document: bool = False
    starts_paragraph: bool = False
    text: str = ""
    id: str = ""


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, empty nodes left out and multiword tokens split."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if block.strip():
            sentence = read_sentence(block)
            if sentence.words:
                yield sentence


def read_sentence(block: str) -> Sentence:
    sentence = Sentence()
    span_end, span_space = 0, True
    for line in block.splitlines():
        if line.startswith("#"):
            sentence.starts_document |= line.startswith("# newdoc id")
            sentence.starts_paragraph |= line.startswith(("# newdoc", "# newpar"))
            if line.startswith("# sent_id ="):
                sentence.id = line.split("=", 1)[1].strip()
            if line.startswith("# text ="):
                sentence.text = line.split("=", 1)[1].strip()
            continue
        cells = line.split("\t")
        if "." in cells[0]:
            continue
        space = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            span_end, span_space = int(cells[0].split("-")[1]), space
            continue
        index = int(cells[0])
        inside = index < span_end
        sentence.words.append(cells[1])
        sentence.spaces.append(False if inside else span_space if index == span_end else space)
        sentence.lemmas.append(cells[2])
        sentence.upos.append(cells[3])
        sentence.xpos.append(cells[4])
        sentence.feats.append("" if cells[5] == "_" else cells[5])
        head = int(cells[6])
        sentence.heads.append(head - 1 if head else len(sentence.heads))
        sentence.deps.append("ROOT" if head == 0 else cells[7])
        sentence.misc.append(cells[9])
    return sentence


def pieces(sentences: Iterator[Sentence], rng: Random | None = None) -> Iterator[list[Sentence]]:
    """Group sentences into pieces that never cross a document, of sizes drawn from ``SIZES`` where ``rng`` is given."""
    piece: list[Sentence] = []
    size = rng.choice(SIZES) if rng else SENTENCES_PER_PIECE
    for sentence in sentences:
        if piece and (sentence.starts_document or len(piece) >= size):
            yield piece
            piece = []
            size = rng.choice(SIZES) if rng else SENTENCES_PER_PIECE
        piece.append(sentence)
    if piece:
        yield piece


def raw_text(piece: list[Sentence]) -> str:
    """Return the text of a piece as a reader gets it: blank lines between paragraphs, where the treebank has them."""
    text = ""
    for sentence in piece:
        if text and sentence.starts_paragraph:
            text = text.rstrip() + "\n\n"
        text += "".join(w + " " * s for w, s in zip(sentence.words, sentence.spaces, strict=True))
    return text.rstrip()


def to_doc(vocab: Vocab, piece: list[Sentence]) -> Doc:
    """Join a piece into one ``Doc`` with tags, morphology, lemmas and dependencies."""
    columns: dict[str, list[Any]] = {
        k: [] for k in ("words", "spaces", "lemmas", "pos", "tags", "morphs", "heads", "deps", "sent_starts")
    }
    for sentence in piece:
        offset = len(columns["words"])
        columns["words"] += sentence.words
        columns["spaces"] += sentence.spaces
        columns["lemmas"] += sentence.lemmas
        columns["pos"] += sentence.upos
        columns["tags"] += sentence.xpos
        columns["morphs"] += sentence.feats
        columns["heads"] += [offset + h for h in sentence.heads]
        columns["deps"] += sentence.deps
        columns["sent_starts"] += [True] + [False] * (len(sentence.words) - 1)
    return Doc(vocab, **columns)  # type: ignore[arg-type]


def convert(paths: list[Path], output: Path) -> int:
    """Write all ``paths`` to one ``.spacy`` file and return the number of words."""
    vocab = spacy.blank("en").vocab
    docs = [to_doc(vocab, piece) for path in paths for piece in pieces(read_sentences(path))]
    output.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, attrs=["ORTH", "SPACY", "LEMMA", "POS", "TAG", "MORPH", "HEAD", "DEP", "SENT_START"]).to_disk(
        output
    )
    return sum(len(doc) for doc in docs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("input", type=Path, nargs="+")
    args = parser.parse_args()
    print(f"{args.output}: {convert(args.input, args.output)} words")


if __name__ == "__main__":
    main()
