"""Fit the confidence of mentions on gold articles and write extraction/confidence.toml.

    python -m evaluation.calibrate GOLD_DIR:ARTICLES_DIR [...] [--write]

Each mention that extraction finds is right when it matches a gold event (required or optional, type and parties); a
logistic regression learns from the signs how likely that is. Cross-validation by article tells what it is worth on
articles that it has not seen; the threshold is the middle of those with the best F1 there.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from demarche.articles import read_articles
from demarche.events import merge
from demarche.extraction import confidence as confidence_module
from demarche.extraction.confidence import signs_of
from demarche.extraction.extractor import Extractor, to_mention
from demarche.language import load
from demarche.models import Article
from evaluation.scoring import load_gold, matches

PENALTY = 2.0
"""Strength of the L2 penalty; chosen by cross-validation among 0.5, 1, 2, 4, 8."""
STEPS = 50
"""Newton steps at most; a penalised fit of some dozens of signs settles within ten."""
SETTLED = 1e-8
"""A step in which no weight moves more than this is the last."""
FLAT = 0.004
"""Differences in F1 below this are chance: a handful of events among a thousand."""
OUTPUT = Path(confidence_module.__file__).with_name("confidence.toml")


def rows(gold_dir: Path, articles: Path) -> list[dict[str, Any]]:
    """Return a row a mention: article, signs, whether it is right, and the required gold events that it finds."""
    extractor = Extractor(load())
    out = []
    for gold in load_gold(gold_dir).values():
        files = sorted(articles.glob(f"{gold.article}.*"))
        read = [a for f in files for a in read_articles(f.read_bytes(), name=f.name) if isinstance(a, Article)]
        if not read:
            continue
        reading = extractor.read(read[0])
        required = [e for e in gold.events if e.required]
        out.append({"article": gold.article, "required": len(required), "signs": None})
        for draft in extractor.drafts(reading):
            (event,) = merge([to_mention(reading, draft)])
            said = {**event.model_dump(mode="json", exclude={"mentions"}), "evidence": list(event.evidence)}
            out.append({
                "article": gold.article,
                "event": event.event_id,
                "signs": signs_of(draft.proto, background=draft.background),
                "right": any(matches(g, said, "type") for g in gold.events),
                "finds": [i for i, g in enumerate(required) if matches(g, said, "type")],
            })  # fmt: skip
    return out


def fit(data: list[dict[str, Any]], names: list[str]) -> np.ndarray:
    """Return the weights (bias first) of the penalised logistic regression."""
    return fit_logistic(matrix(data, names), np.array([float(r["right"]) for r in data]))


def fit_logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights that make ``y`` (0 or 1 a row) likeliest under the L2 penalty, which spares the first column.

    Newton's method: the penalised loss is convex, and the damping halves a step that would overshoot.
    """
    ridge = np.diag([0.0, *[PENALTY] * (x.shape[1] - 1)])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = sigmoid(x @ w)
        gradient = x.T @ (p - y) + ridge @ w
        curvature = x.T @ (x * (p * (1.0 - p))[:, None]) + ridge
        # The bias alone has no penalty: a trace of one keeps the system solvable where all rows have one answer.
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(w)), gradient)
        size = 1.0
        while size > SETTLED and loss(x, y, ridge, w - size * step) > loss(x, y, ridge, w):
            size /= 2
        w = w - size * step
        if np.abs(size * step).max() < SETTLED:
            break
    return w


def loss(x: np.ndarray, y: np.ndarray, ridge: np.ndarray, w: np.ndarray) -> float:
    """Return the negative log likelihood with its penalty."""
    z = x @ w
    return float((np.logaddexp(0.0, z) - y * z).sum() + 0.5 * w @ ridge @ w)


def sigmoid(z: np.ndarray) -> np.ndarray:
    answer: np.ndarray = 1.0 / (1.0 + np.exp(-z))
    return answer


def matrix(data: list[dict[str, Any]], names: list[str]) -> np.ndarray:
    return np.array([[1.0, *(float(n in r["signs"]) for n in names)] for r in data])


def cross_validated(data: list[dict[str, Any]], names: list[str], folds: int = 8) -> np.ndarray:
    """Return each mention's probability by a model that has not seen its article."""
    articles = sorted({r["article"] for r in data})
    fold = {a: i % folds for i, a in enumerate(articles)}
    out = np.zeros(len(data))
    for k in range(folds):
        held = [i for i, r in enumerate(data) if fold[r["article"]] == k]
        w = fit([r for r in data if fold[r["article"]] != k], names)
        out[held] = sigmoid(matrix([data[i] for i in held], names) @ w)
    return out


def f1_at(data: list[dict[str, Any]], p: np.ndarray, wanted: int, threshold: float) -> tuple[float, float, float]:
    kept: dict[tuple[str, str], bool] = {}
    for r, q in zip(data, p, strict=True):
        if q >= threshold:
            key = (r["article"], r["event"])
            kept[key] = kept.get(key, False) or r["right"]
    found = {(r["article"], i) for r, q in zip(data, p, strict=True) if q >= threshold for i in r["finds"]}
    precision, recall = sum(kept.values()) / max(1, len(kept)), len(found) / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best_threshold(data: list[dict[str, Any]], p: np.ndarray, wanted: int) -> float:
    """Return the middle one of the thresholds whose F1 is that of the best, but for what chance makes of it.

    The curve is flat on top: on other articles its middle is less likely to lie beside it than either end.
    """
    scores = {float(t): f1_at(data, p, wanted, t)[2] for t in np.arange(0.0, 0.8, 0.02)}
    flat = [t for t, f1 in sorted(scores.items()) if f1 >= max(scores.values()) - FLAT]
    return flat[len(flat) // 2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="GOLD_DIR:ARTICLES_DIR")
    parser.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    args = parser.parse_args()
    table = [r for pair in args.sets for r in rows(*map(Path, pair.split(":")))]
    wanted = sum(r["required"] for r in table if r["signs"] is None)
    data = [r for r in table if r["signs"] is not None]
    counts: dict[str, int] = {}
    for r in data:
        for n in r["signs"]:
            counts[n] = counts.get(n, 0) + 1
    names = sorted(n for n, k in counts.items() if k >= 5)
    p = cross_validated(data, names)
    print(f"{len(data)} mentions, {sum(r['right'] for r in data)} right, {wanted} required events")
    print("reliability (cross-validated): of mentions with confidence in a band, the share that is right")
    for low in np.arange(0.0, 1.0, 0.1):
        band = [r["right"] for r, q in zip(data, p, strict=True) if low <= q < low + 0.1]
        if band:
            print(f"  {low:.1f}-{low + 0.1:.1f}  {np.mean(band):.2f}  ({len(band)})")
    best = best_threshold(data, p, wanted)
    for t in (0.0, 0.2, 0.3, 0.4, 0.5, best):
        precision, recall, f1 = f1_at(data, p, wanted, t)
        print(f"threshold {t:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    weights = fit(data, names)
    if args.write:
        lines = [
            "# Weights of the signs of a mention (see confidence.py); fitted by evaluation/calibrate.py.",
            f"threshold = {best:.2f}",
            "",
            "[weights]",
            f"bias = {weights[0]:.4f}",
        ]
        lines += [f'"{n}" = {w:.4f}' for n, w in zip(names, weights[1:], strict=True)]
        OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {OUTPUT.name}")


if __name__ == "__main__":
    main()
