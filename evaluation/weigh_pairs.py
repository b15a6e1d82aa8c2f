"""Fit the weights of the vote in pair coding on the coded articles.

    python -m evaluation.weigh_pairs [--pairs 6000]

Each event of the articles under ``training/data/coded`` whose source and target stand in its sentence is a pair. The
head of the network that codes pairs was not trained on them. Three weights, that of the network's log probabilities
and those of the rules with and without the target, are chosen so that the coded types are likeliest; they are
constants of ``demarche.extraction.pairs``, to be entered there by hand.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from demarche.extraction.pairs import NETWORK, RULE_OF_BOTH, RULE_OF_SOURCE, Pair, PairCoder
from demarche.language import load
from training.coded import CodedEvent, passages

ARTICLES = Path(__file__).parents[1] / "training/data/coded"
LOT = 500
"""Pairs that are read at a time, so that progress shows."""
STEPS = 50
"""Newton steps at most; three weights of a convex loss settle within ten."""
SETTLED = 1e-6


def coded_pairs() -> list[tuple[Pair, str]]:
    """Return the pairs of the coded articles with their types; a meeting to come is an AGREE between a pair."""
    found: list[tuple[Pair, str]] = []
    for path in sorted(ARTICLES.glob("*.txt")):
        for passage in passages(path):
            for event in passage.events:
                kind = type_of(event)
                if kind and in_one_sentence(event):
                    (source, *_), (target, *_) = event.source, event.target
                    text = passage.sentences[event.trigger.sentence]
                    found.append(((text, (source.start, source.end), (target.start, target.end)), kind))
    return found


def type_of(event: CodedEvent) -> str:
    """Return the type of an event as a pair is coded, empty for what is only optional, to come or denied."""
    if not event.required:
        return ""
    if event.status == "planned" and event.type == "CONSULT":
        return "AGREE"
    return event.type if event.status == "actual" else ""


def in_one_sentence(event: CodedEvent) -> bool:
    sides = (event.source[:1], event.target[:1])
    return all(side and side[0].sentence == event.trigger.sentence for side in sides)


def evidence(coder: PairCoder, pairs: list[Pair]) -> np.ndarray:
    """Return (pairs, kept types, 3): what network, rules with both sides and rules with the source alone say."""
    names = coder.syntax.event_types
    kept = [i for i, name in enumerate(names) if name != "NONE"]
    parts = []
    for start in range(0, len(pairs), LOT):
        network, votes = coder.heard(pairs[start : start + LOT])
        table = np.zeros((*network.shape, 3))
        table[..., 0] = network
        for row, found in zip(table, votes, strict=True):
            for kind, both in found.items():
                row[names.index(kind), 1 if both else 2] = 1.0
        parts.append(table[:, kept])
        print(f"read {min(start + LOT, len(pairs))} of {len(pairs)} pairs", flush=True)
    return np.concatenate(parts)


def fit(said: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights (3) under which the types ``right`` (an index a pair) are likeliest, by Newton's method."""
    weights = np.array([NETWORK, RULE_OF_BOTH, RULE_OF_SOURCE])
    for _ in range(STEPS):
        p = probabilities(said, weights)
        mean = np.einsum("nk,nkf->nf", p, said)
        gradient = (mean - said[np.arange(len(right)), right]).sum(0)
        curvature = np.einsum("nk,nkf,nkg->fg", p, said, said) - mean.T @ mean
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < SETTLED:
            break
    return weights


def probabilities(said: np.ndarray, weights: np.ndarray) -> np.ndarray:
    scores = said @ weights
    shares = np.exp(scores - scores.max(1, keepdims=True))
    answer: np.ndarray = shares / shares.sum(1, keepdims=True)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=6000, help="how many pairs to draw, always the same ones")
    args = parser.parse_args()
    found = coded_pairs()
    random.Random(1).shuffle(found)
    pairs, kinds = zip(*found[: args.pairs], strict=True)
    coder = PairCoder(load())
    names = [n for n in coder.syntax.event_types if n != "NONE"]
    said, right = evidence(coder, list(pairs)), np.array([names.index(k) for k in kinds])
    weights = fit(said, right)
    for label, used in (("now", np.array([NETWORK, RULE_OF_BOTH, RULE_OF_SOURCE])), ("fitted", weights)):
        p = probabilities(said, used)
        likelihood = np.log(p[np.arange(len(right)), right]).mean()
        correct = (p.argmax(1) == right).mean()
        print(f"{label}: network {used[0]:.2f}, both {used[1]:.2f}, source {used[2]:.2f};", end=" ")
        print(f"right {correct:.3f}, mean log likelihood {likelihood:.3f}")


if __name__ == "__main__":
    main()
