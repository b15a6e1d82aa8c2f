"""What the network is worth on the development examples, measured after each epoch."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch

from demarche.language.decoding import best_tags, bilou_transitions, spans
from demarche.language.lemmas import rule_for
from demarche.language.triggers import NO_EVENT, STATUSES
from training.batches import Batcher, Vocabulary, batches
from training.examples import Example
from training.net import SIDES, Network


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


@torch.no_grad()
def told_scores(net: Network, batcher: Batcher, examples: list[Example]) -> dict[str, float]:
    """Return F1 of triggers (place and type), F1 of the words that name sides, and the share of statuses right."""
    net.eval()
    hits: Counter[str] = Counter()
    kinds = batcher.vocabulary.classes["event"]
    for batch in batches(batcher.windows(examples), 4000, random.Random(0)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net.tell(**batcher.inputs(batch))
        for i, (e, _) in enumerate(batch):
            chances = out["told"][i, : len(e.words)].float().softmax(-1)
            said = [kinds[k] for k in chances.argmax(-1).tolist()]
            hits += told_hits(e, said)
            for t in (t for t in e.told or () if t.required):
                at = t.trigger[0]
                for name in SIDES:
                    mine = set((out[f"told_{name}"][i, at, : len(e.words)] > 0).nonzero().flatten().tolist())
                    theirs = {j for s in getattr(t, name) for j in range(*s)}
                    hits.update(side_right=len(mine & theirs), side_said=len(mine), side_gold=len(theirs))
                hits.update(status=STATUSES[int(out["told_status"][i, at].argmax())] == t.status, statuses=1)
    net.train()
    return {
        "triggers": round(2 * hits["right"] / max(1, hits["said"] + hits["gold"]), 4),
        "sides": round(2 * hits["side_right"] / max(1, hits["side_said"] + hits["side_gold"]), 4),
        "status": round(hits["status"] / max(1, hits["statuses"]), 4),
    }


def told_hits(example: Example, said: Sequence[str]) -> Counter[str]:
    """Count triggers found: a run of words of one type is right where it touches a required trigger of that type."""
    events = example.told or ()
    gold = [(t.type, set(range(*t.trigger))) for t in events if t.required]
    left_out = {j for t in events if not t.required for j in range(*t.trigger)}
    runs: list[tuple[str, set[int]]] = []
    for j, kind in enumerate(said):
        if kind != NO_EVENT and runs and runs[-1][0] == kind and j - 1 in runs[-1][1]:
            runs[-1][1].add(j)
        elif kind != NO_EVENT:
            runs.append((kind, {j}))
    runs = [r for r in runs if not r[1] & left_out]
    found = [any(k == kind and words & run for kind, run in runs) for k, words in gold]
    right = [any(k == kind and words & run for k, words in gold) for kind, run in runs]
    return Counter(right=(sum(found) + sum(right)) / 2, said=len(runs), gold=len(gold))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    labels = {g for g, _ in pairs}
    total = 0.0
    for label in labels:
        hit = sum(g == p == label for g, p in pairs)
        total += 2 * hit / max(1, sum(g == label for g, _ in pairs) + sum(p == label for _, p in pairs))
    return total / max(1, len(labels))
