"""Score extracted events against gold articles: ``make evaluate``.

Our own gold is ``tests/golden/*.json`` over the packaged samples. A second gold set, with a scorer of its own, may be
named; its scorer runs as a program of its own, so that its numbers are its own. An article that can't be read counts
as one without events.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from demarche.articles import Article, read_articles
from demarche.cli.extract import as_record
from demarche.events import merge
from demarche.extraction import load_extractor
from evaluation.scoring import LEVELS, Level, Score, attributes, list_errors, load_gold, score

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "golden"
FLOORS = ROOT / "evaluation" / "floors.json"


def predict(files: Iterable[Path]) -> list[dict[str, Any]]:
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


def report(title: str, scores: Mapping[Level, Score], details: Mapping[str, tuple[int, int]]) -> str:
    lines = [
        f"### {title}",
        "",
        "| level | precision | recall | F1 | predicted | required |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {level} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {s.predicted} | {s.required} |"
        for level, s in scores.items()
    ]
    return "\n".join([*lines, "", *(f"- {field}: {right} of {of} right" for field, (right, of) in details.items()), ""])


def below_floors(scores: Mapping[Level, Score]) -> list[str]:
    """Compare the F1 of each level with the floor in ``floors.json``, where there is one."""
    if not FLOORS.is_file():
        return []
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        f"{level}: expected F1 of at least {floors[level]:.3f}, got {s.f1:.3f}"
        for level, s in scores.items()
        if s.f1 < floors.get(level, 0.0)
    ]


def run_other_scorer(scorer: Path, gold: Path, articles: Path, *, errors: bool) -> str:
    """Score a second gold set with its own scorer."""
    named = {p.stem for p in gold.glob("*.json")}
    files = [p for p in sorted(articles.iterdir()) if p.stem in named]
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in predict(files)), encoding="utf-8"
        )
        command = [sys.executable, str(scorer), str(gold), str(predictions), *(["--errors"] if errors else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"### Second gold set: {len(files)} articles\n\n{done.stdout}{done.stderr}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score extracted events against gold articles.")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is wrong")
    parser.add_argument("--scorer", type=Path, help="scorer of the second gold set")
    parser.add_argument("--more-gold", type=Path, help="folder of the second gold set")
    parser.add_argument("--more-articles", type=Path, help="folder of its articles")
    return parser.parse_args()


def main() -> int:
    args = arguments()
    golds = load_gold(GOLD)
    with resources.as_file(resources.files("demarche.samples")) as folder:
        records = predict(sorted(folder / g.file for g in golds.values()))
    predicted = {r["article"]: r["events"] for r in records}
    scores = {level: score(golds, predicted, level) for level in LEVELS}
    print(report(f"Own gold: {len(golds)} articles", scores, attributes(golds, predicted)))
    if args.errors:
        print("\n".join(list_errors(golds, predicted)), "\n")
    if args.scorer and args.more_gold and args.more_articles:
        print(run_other_scorer(args.scorer, args.more_gold, args.more_articles, errors=args.errors))
    failures = below_floors(scores)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
