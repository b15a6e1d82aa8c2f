"""Score a pipeline on the treebanks and the written sentences.

    python -m training.score MODEL --shared ../shared/data [--output scores.json]

The text is read raw: tokens and sentences are the pipeline's own, aligned to the treebank's by spaCy.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as Pair

import demarche.language.syntax  # noqa: F401
from training.examples import LABELS, Example, Tokens, iob, iob_spans, treebank, written
from training.train import HELD_OUT, HERE
from training.treebanks import Sentence, pieces, raw_text, read_sentences, to_doc

FINE = ("PERSON", "GPE", "ORG", "NORP")


def treebank_scores(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, float]:
    """Return LAS, UAS, sentence F, tag and lemma accuracy, punctuation left out of LAS and UAS.

    The pipeline gets the running text, with the treebank's paragraphs as paragraphs.
    """
    pairs = [Pair(nlp.make_doc(raw_text(p)), to_doc(nlp.vocab, p)) for p in pieces(iter(sentences))]
    began = time.perf_counter()
    scores = nlp.evaluate(pairs, batch_size=32)
    names = {
        "dep_las": "las",
        "dep_uas": "uas",
        "sents_f": "sentence_f",
        "tag_acc": "tag",
        "pos_acc": "pos",
        "morph_acc": "morph",
        "lemma_acc": "lemma",
    }
    words = sum(len(p.reference) for p in pairs)
    return {v: round(float(scores[k]), 4) for k, v in names.items() if scores.get(k) is not None} | {
        "words_per_second": round(words / (time.perf_counter() - began))
    }


def genre_of(sentence: Sentence) -> str:
    """Return the genre of a GUM sentence: ``news`` of ``GUM_news_nasa-3``."""
    return sentence.id.split("_")[1]


def entity_scores(nlp: Language, examples: list[Example]) -> dict[str, float]:
    """Return the F1 of each label on fully marked sentences, given their words."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for example in examples:
        doc = nlp(Doc(nlp.vocab, words=example.words))
        gold = {(s, e, k) for s, e, k in gold_spans(example)}
        said = {(e.start, e.end, e.label_) for e in doc.ents}
        for label in LABELS:
            g, p = {x for x in gold if x[2] == label}, {x for x in said if x[2] == label}
            for key in (label, "all", *(["main"] if label in FINE else [])):
                counts[key][0] += len(g & p)
                counts[key][1] += len(p)
                counts[key][2] += len(g)
    return {k: round(2 * r / max(1, s + g), 4) for k, (r, s, g) in sorted(counts.items())}


def gold_spans(example: Example) -> list[tuple[int, int, str]]:
    from demarche.language.decoding import spans

    return spans([next(iter(t)) for t in example.entities or []])


def coarse_scores(nlp: Language, path: Path) -> float:
    """Return the F1 of PER, ORG and LOC on a Universal NER file, our labels folded to its three."""
    fold = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG", "MIL": "ORG"}
    right = said = gold = 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip() and not line.startswith("# ")]
        if not rows:
            continue
        doc = nlp(Doc(nlp.vocab, words=[r[0] for r in rows]))
        mine = {(e.start, e.end, fold[e.label_]) for e in doc.ents if e.label_ in fold}
        theirs = set(iob_spans([r[1] for r in rows]))
        right, said, gold = right + len(mine & theirs), said + len(mine), gold + len(theirs)
    return round(2 * right / max(1, said + gold), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    tokens = Tokens()
    held_out = [
        e for p in sorted((HERE / "data").glob("*.txt")) for i, e in enumerate(written(p, tokens)) if i % HELD_OUT == 7
    ]
    gum = list(read_sentences(args.shared / "ud/en_gum-test.conllu"))
    scores = {
        "ewt-test": treebank_scores(nlp, read_sentences(args.shared / "ud/en_ewt-test.conllu")),
        "gum-test": treebank_scores(nlp, gum),
        "gum-test-by-genre": {
            genre: treebank_scores(nlp, [s for s in gum if genre_of(s) == genre])
            for genre in sorted({genre_of(s) for s in gum})
        },
        "written-entities": entity_scores(nlp, held_out)
        if "ner" in nlp.pipe_names or "syntax" in nlp.pipe_names
        else {},
        "uner-ewt-test": coarse_scores(nlp, args.shared / "ner/uner_ewt-test.iob2"),
    }
    text = json.dumps(scores, indent=1)
    print(text)
    if args.output:
        args.output.write_text(text + "\n")


if __name__ == "__main__":
    main()


__all__ = ["coarse_scores", "entity_scores", "iob", "treebank", "treebank_scores"]
