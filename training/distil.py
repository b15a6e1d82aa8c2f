"""Write what a small pipeline learns of the shipped one from: its parses of the coded articles, beside the treebanks.

    python -m training.distil --shared ../shared/data --output training/work/student
    python -m spacy train training/student.cfg --output training/work/student/out \\
        --paths.train training/work/student/train.spacy --paths.dev training/work/student/dev.spacy

The treebanks keep their own trees and get the shipped model's entities; the articles are its work altogether.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from demarche.language import load
from training.coded import Passage, passages
from training.treebanks import pieces, read_sentences, to_doc

ARTICLES = Path(__file__).parent / "data/coded"


def parsed(nlp: Language) -> Iterator[Doc]:
    """Yield the coded articles as ``nlp`` reads them."""
    for path in sorted(ARTICLES.glob("*.txt")):
        for passage in passages(path):
            doc = nlp(text_of(passage))
            doc.user_data.clear()
            yield doc


def text_of(passage: Passage) -> str:
    """Return the running text of an article, its paragraphs apart."""
    text = ""
    for sentence, begins in zip(passage.sentences, passage.begins, strict=True):
        text += ("\n\n" if begins else " ") * bool(text) + sentence
    return text


def named(nlp: Language, paths: Iterable[Path]) -> Iterator[Doc]:
    """Yield the treebanks' own trees with the entities that ``nlp`` finds in their text."""
    for path in paths:
        for piece in pieces(read_sentences(path)):
            doc = to_doc(nlp.vocab, piece)
            found = (doc.char_span(e.start_char, e.end_char, e.label_) for e in nlp(doc.text).ents)
            doc.set_ents(filter_spans([e for e in found if e is not None]))
            yield doc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with ud/")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    nlp = load()
    args.output.mkdir(parents=True, exist_ok=True)
    treebanks = {
        part: [args.shared / f"ud/en_{name}-{part}.conllu" for name in ("ewt", "gum")] for part in ("train", "dev")
    }
    DocBin(docs=[*parsed(nlp), *named(nlp, treebanks["train"])]).to_disk(args.output / "train.spacy")
    DocBin(docs=list(named(nlp, treebanks["dev"]))).to_disk(args.output / "dev.spacy")


if __name__ == "__main__":
    main()
