"""Train the branch of the network that reads events, above a network whose other heads are trained.

    python -m training.tell --shared ../shared/data --start training/work/net --output training/work/net-told-all

Only the branch and its head learn, so that sentences, tags, trees and entities stay as they are. Seeds are fixed, and
the run resumes after the last whole epoch. About 50 minutes for 9 epochs on two cores with AVX-512 BF16, 30 with one
``--lot`` of the articles alone; ``training.average`` makes one network of several.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import torch

from demarche.language.wordpieces import WordPieces
from training.batches import Batcher, Vocabulary, batches
from training.coded import Passage, of_treebank, passages
from training.examples import Example, Names, Tokens, coded, written
from training.losses import told_losses
from training.measure import told_scores
from training.net import Network
from training.run import Run
from training.train import HELD_OUT, HERE, SEED, encoder_folder

PIECES_OF_A_BATCH = 1000
WRITTEN_PAIRS = 0.5
"""Share of the coded pairs, which mark one event of a sentence, that an epoch draws beside the coded articles."""


FIRST_LOT = 14
"""The files of this many writers are the first lot of articles, those of the later ones the second."""


def lot(path: Path) -> str:
    """Return the lot to which a file of written articles belongs, ``first`` or ``second``."""
    writer = int(path.stem.split("-")[0].removeprefix("w"))
    return "first" if writer <= FIRST_LOT else "second"


def articles(shared: Path, *, held_out: bool, only: str | None = None) -> Iterator[Passage]:
    """Yield the articles whose events are coded, every tenth held out; of the written ones ``only`` those of a lot."""
    paths = [p for p in sorted((HERE / "data/coded").glob("*.txt")) if only in (None, lot(p))]
    own = (p for path in paths for p in passages(path))
    treebanks = [shared / f"ud/en_{name}.conllu" for name in ("ewt-train", "ewt-dev", "gum-train", "gum-dev")]
    real = of_treebank(HERE / "data/coded/treebanks.tsv", treebanks)
    yield from (p for source in (own, real) for i, p in enumerate(source) if (i % HELD_OUT == 7) == held_out)


def corpus(shared: Path, tokens: Tokens, rng: random.Random, *, only: str | None) -> list[Example]:
    """Return the windows of one epoch: those of the coded articles, and coded pairs."""
    found = list(coded(articles(shared, held_out=False, only=only), tokens, rng))
    own = sorted((HERE / "data").glob("events-*.txt"))
    names = Names(own, rng)
    for path in own:
        found += [e for e in written(path, tokens, names) if e.told and rng.random() < WRITTEN_PAIRS]
    return found


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    args.output.mkdir(parents=True, exist_ok=True)
    shutil.copy(args.start / "vocabulary.json", args.output)
    vocabulary = Vocabulary(json.loads((args.start / "vocabulary.json").read_text()))
    batcher = Batcher(WordPieces((encoder_folder() / "tokenizer.json").read_text()), vocabulary)
    tokens = Tokens()
    dev = list(coded(articles(args.shared, held_out=True, only=args.lot), tokens))
    net = Network.load_trunk(args.start)
    net.requires_grad_(False)
    for part in (net.branch, net.telling):
        part.requires_grad_(True)
    groups = [
        {"params": list(net.branch.parameters()), "lr": args.rate},
        {"params": list(net.telling.parameters()), "lr": args.head_rate},
    ]
    run = Run(net, groups, args.output, args.epochs)
    while run.epoch < args.epochs:
        rng = random.Random(SEED + run.epoch)
        drawn = list(batches(batcher.windows(corpus(args.shared, tokens, rng, only=args.lot)), PIECES_OF_A_BATCH, rng))
        run.begin_epoch()
        net.train()
        net.encoder.eval()
        for number, batch in enumerate(drawn):
            noisy = list(batcher.windows([batcher.noisy(e, rng) for e, _ in batch]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = net.tell(**batcher.inputs(noisy))
            run.learn(told_losses(out, [e for e, _ in noisy], vocabulary.index["event"]), number, len(drawn))
        run.end_epoch()
        scores = {"epoch": run.epoch, **told_scores(run.averaged.module, batcher, dev)}
        print(json.dumps({**scores, "seconds": run.seconds}), flush=True)
        with (args.output / "history.jsonl").open("a") as history:
            history.write(json.dumps(scores) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with ud/")
    parser.add_argument("--start", type=Path, required=True, help="folder of the network of training.train")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--lot", choices=("first", "second"), help="learn from one lot of the written articles only")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate of the branch")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="peak learning rate of the head")
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
