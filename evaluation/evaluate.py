"""Score events and pair coding against what is annotated: ``make evaluate``.

Two gold sets are our own: ``tests/golden`` over the packaged samples, ``evaluation/gold`` over its articles. A third,
with a scorer of its own, and annotated pairs may be named; their scorers run as programs of their own, so that their
numbers are their own. An article that can't be read counts as one without events.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from demarche.articles import Article, read_articles
from demarche.cli.extract import as_record
from demarche.events import merge
from demarche.extraction import load_extractor, load_pair_coder
from evaluation.scoring import LEVELS, Level, attributes, list_errors, load_gold, score

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "evaluation" / "floors.json"
ATTRIBUTES = ("date", "place", "status")

Record = dict[str, Any]


class Measured(NamedTuple):
    """Precision, recall and F1 by level; (right, of) by attribute of the events that were found."""

    levels: Mapping[str, tuple[float, float, float]]
    attributes: Mapping[str, tuple[int, int]]
    articles: int
    required: int
    errors: Sequence[str] = ()


def predict(files: Iterable[Path]) -> list[Record]:
    """Extract the events of each file that holds one article."""
    extractor = load_extractor()
    records = []
    for file in files:
        for result in read_articles(file.read_bytes(), name=file.name):
            if isinstance(result, Article):
                records.append(as_record(file.stem, result, merge(extractor.mentions(result))))
            else:
                print(f"{file.name}: {result.reason}: {result.detail}", file=sys.stderr)
    return records


def measure_own(gold: Path, articles: Path) -> Measured:
    """Score a gold set in our own format, whose gold names its article files."""
    golds = load_gold(gold)
    predicted = {r["article"]: r["events"] for r in predict(articles / g.file for g in golds.values())}
    scores = {level: score(golds, predicted, level) for level in LEVELS}
    return Measured(
        levels={level: (s.precision, s.recall, s.f1) for level, s in scores.items()},
        attributes=attributes(golds, predicted),
        articles=len(golds),
        required=scores["type"].required,
        errors=list(list_errors(golds, predicted)),
    )


def measure_other(gold: Path, articles: Path, scorer: Path) -> Measured:
    """Score a gold set with its own scorer, which prints JSON."""
    named = {p.stem for p in gold.glob("*.json")}
    files = [p for p in sorted(articles.iterdir()) if p.stem in named]
    with tempfile.TemporaryDirectory() as folder:
        predictions = written(Path(folder) / "predictions.jsonl", predict(files))
        found = json.loads(run(scorer, gold, predictions, "--json"))
        listed = run(scorer, gold, predictions, "--errors").splitlines()
    told = {"place": "location"}
    counts = {name: found["attributes"].get(told.get(name, name), {"right": 0, "of": 0}) for name in ATTRIBUTES}
    return Measured(
        levels={level: tuple(found[level][part] for part in ("precision", "recall", "f1")) for level in LEVELS},
        attributes={name: (count["right"], count["of"]) for name, count in counts.items()},
        articles=len(named),
        required=found["type"]["gold_required"],
        errors=[line for line in listed if line.startswith(("MISSED", "WRONG"))],
    )


def measure_pairs(pairs: Path, scorer: Path, *, errors: bool) -> str:
    """Code annotated pairs, and return what their scorer says of it, as it says it."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = written(Path(folder) / "pairs.jsonl", coded(pairs))
        return run(scorer, pairs, predictions, *(["--confusions", "20"] if errors else []))


def coded(pairs: Path) -> Iterator[Record]:
    """The coding of each line of ``pairs``; a span may be null."""
    rows = [json.loads(line) for line in pairs.read_text(encoding="utf-8").splitlines()]
    spans = [(r["text"], *(tuple(r[k]) if r[k] else None for k in ("source", "target"))) for r in rows]
    for row, coding in zip(rows, load_pair_coder().code(spans), strict=True):
        yield {"id": row["id"], "type": coding.type, "quad_class": coding.quad_class}


def written(path: Path, records: Iterable[Record]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def run(scorer: Path, *arguments: Path | str) -> str:
    command = [sys.executable, str(scorer), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def table(measured: Mapping[str, Measured], pairs: str) -> str:
    """All that was measured, as one table in Markdown."""
    names = list(measured)
    rows = [["", *names], ["---"] * (len(names) + 1)]
    rows.append(["articles / required events", *(f"{m.articles} / {m.required}" for m in measured.values())])
    for level in LEVELS:
        rows.append(
            [f"{level} P / R / F1", *(" / ".join(f"{v:.3f}" for v in m.levels[level]) for m in measured.values())]
        )
    for name in ATTRIBUTES:
        rows.append([f"{name} right", *("{} of {}".format(*m.attributes[name]) for m in measured.values())])
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{text}\n{pair_lines(pairs)}"


def pair_lines(pairs: str) -> str:
    """The summary of the pairs' scorer: its lines up to the scores by type."""
    told = [line for line in pairs.splitlines() if re.match(r"(pairs|type|quad)\b", line)]
    return "\nPair coding: " + "; ".join(re.sub(r"\s+", " ", line) for line in told) + "\n" if told else ""


def below_floors(name: str, measured: Measured) -> list[str]:
    """Compare the F1 of each level with the floor in ``floors.json``, where there is one."""
    if not FLOORS.is_file():
        return []
    floors: dict[str, dict[Level, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        f"{name}, {level}: expected F1 of at least {floor:.3f}, got {measured.levels[level][2]:.3f}"
        for level, floor in floors.get(name, {}).items()
        if measured.levels[level][2] < floor
    ]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score extracted events and coded pairs against what is annotated.")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is wrong")
    parser.add_argument("--scorer", type=Path, help="scorer of the third gold set")
    parser.add_argument("--more-gold", type=Path, help="folder of the third gold set")
    parser.add_argument("--more-articles", type=Path, help="folder of its articles")
    parser.add_argument("--pairs", type=Path, help="JSON Lines of annotated pairs")
    parser.add_argument("--pair-scorer", type=Path, help="scorer of the pairs")
    return parser.parse_args()


def measure_all(args: argparse.Namespace) -> dict[str, Measured]:
    with resources.as_file(resources.files("demarche.samples")) as samples:
        measured = {"samples": measure_own(ROOT / "tests" / "golden", samples)}
    gold = ROOT / "evaluation" / "gold"
    measured["evaluation"] = measure_own(gold, gold / "articles")
    if args.scorer and args.more_gold and args.more_articles:
        measured["third set"] = measure_other(args.more_gold, args.more_articles, args.scorer)
    return measured


def main() -> int:
    args = arguments()
    measured = measure_all(args)
    pairs = ""
    if args.pairs and args.pair_scorer:
        pairs = measure_pairs(args.pairs, args.pair_scorer, errors=args.errors)
    if args.errors:
        for name, result in measured.items():
            print(f"{name}:", *result.errors, "", sep="\n")
        print(pairs)
    print(table(measured, pairs))
    failures = [line for name, result in measured.items() for line in below_floors(name, result)]
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
