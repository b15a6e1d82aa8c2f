"""What the network has got wrong in a batch, one loss a task."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch.nn import functional

from demarche.language.lemmas import rule_for
from demarche.language.triggers import NO_EVENT, STATUSES
from demarche.language.wordpieces import Pieces
from training.batches import Vocabulary
from training.examples import EVERYTHING, Example
from training.net import SIDES, Network

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
    "told": 5.0,
    "told_status": 0.2,
    "told_sides": 0.2,
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


def told_losses(
    out: dict[str, torch.Tensor], examples: Sequence[Example], index: dict[str, int]
) -> dict[str, torch.Tensor]:
    """Losses of the events told: type of each word, status and sides of the words that tell one."""
    types = torch.full(out["told"].shape[:2], -100)
    statuses = types.clone()
    rows: list[tuple[int, int]] = []
    sides: dict[str, list[torch.Tensor]] = {name: [] for name in SIDES}
    for i, e in enumerate(examples):
        types[i, : len(e.words)] = index[NO_EVENT] if e.told_all else -100
        for event in sorted(e.told or (), key=lambda t: t.required):
            span = range(*event.trigger)
            types[i, span] = index[event.type] if event.required else -100
            if not event.required:
                continue
            statuses[i, span] = STATUSES.index(event.status) if event.status else -100
            rows += [(i, j) for j in span]
            for name in SIDES:
                wanted = torch.zeros(out["told"].shape[1])
                for start, end in getattr(event, name):
                    wanted[start:end] = 1.0
                sides[name] += [wanted] * len(span)
    losses = {"told": cross_entropy(out["told"], types), "told_status": cross_entropy(out["told_status"], statuses)}
    if not rows:
        return losses | {"told_sides": (out["told_source"].sum() + out["told_target"].sum()) * 0.0}
    at, word = torch.tensor(rows).T
    lengths = torch.tensor([len(examples[i].words) for i, _ in rows])
    inside = torch.arange(out["told"].shape[1])[None, :] < lengths[:, None]
    total = sum(
        functional.binary_cross_entropy_with_logits(
            out[f"told_{name}"][at, word].float(), torch.stack(sides[name]), reduction="none"
        )[inside].sum()
        for name in SIDES
    )
    return losses | {"told_sides": total / len(rows)}


def classes(rows: Sequence[Sequence[str] | None], index: dict[str, int], width: int) -> torch.Tensor:
    out = torch.full((len(rows), width), -100)
    for i, row in enumerate(rows):
        if row is not None:
            out[i, : len(row)] = torch.tensor([index.get(c, -100) for c in row])
    return out


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
