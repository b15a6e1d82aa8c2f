"""The network: a BERT encoder with heads for syntax, entities, events told and the type of an event between two actors.

One pass over a window of text gives sentence starts, tags, morphology, lemma rules, entity tags, the biaffine
scores of the dependency tree (Dozat and Manning 2017), and of each word the event that it tells and which other words
name the source and the target. A pass in which the pieces of a source and a target are marked by their role embedding
gives the PLOVER type of what the source does to the target.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

ROLES = 3
"""Role embeddings: no role, source, target."""
SIDES = ("source", "target")
NAMES_NOBODY = -4.0
"""Where the logits of the sides begin: of a hundred words two name a party."""


@dataclass(frozen=True)
class Sizes:
    """The network's dimensions; the encoder's own are those of MiniLM-L6."""

    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    inner: int = 1536
    layers: int = 6
    shared: int = 3
    """Lower layers that the events told share with the rest."""
    heads: int = 12
    cases: int = 7
    arc: int = 256
    relation: int = 96
    sentence: int = 2
    tag: int = 0
    morph: int = 0
    lemma: int = 0
    entity: int = 0
    dependency: int = 0
    event: int = 0
    telling: int = 128
    status: int = 4


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it, without dropout of attention (it costs a tenth of the time)."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.query, self.key, self.value, self.attended = (nn.Linear(sizes.hidden, sizes.hidden) for _ in range(4))
        self.attended_norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.inner = nn.Linear(sizes.hidden, sizes.inner)
        self.outer = nn.Linear(sizes.inner, sizes.hidden)
        self.outer_norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        batch, length, hidden = x.shape
        size = hidden // self.heads

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, self.heads, size).transpose(1, 2)

        weights = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / size**0.5 + bias
        mixed = (weights.softmax(-1) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, hidden)
        x = self.attended_norm(x + self.dropout(self.attended(mixed)))
        return self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


def bias_of(mask: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return what keeps attention from the padding."""
    return (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4


class Encoder(nn.Module):
    """BERT with two further input embeddings: letter case and role."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.cases = nn.Embedding(sizes.cases, sizes.hidden)
        self.roles = nn.Embedding(ROLES, sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.cases.weight)
        nn.init.normal_(self.roles.weight, std=0.02)

    def forward(self, ids: torch.Tensor, case: torch.Tensor, role: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.halves(ids, case, role, mask, len(self.layers))[1]

    def halves(
        self, ids: torch.Tensor, case: torch.Tensor, role: torch.Tensor, mask: torch.Tensor, shared: int
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the piece vectors after ``shared`` layers and after all."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places) + self.cases(case) + self.roles(role)
        x = self.dropout(self.norm(x))
        bias = bias_of(mask, x)
        lower = x
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            if number + 1 == shared:
                lower = x
        return lower, x

    def load_bert(self, weights: dict[str, torch.Tensor]) -> None:
        """Copy the weights of a BERT checkpoint; its single token type goes into the word embeddings."""
        with torch.no_grad():
            kind = weights["embeddings.token_type_embeddings.weight"][0]
            self.words.weight.copy_(weights["embeddings.word_embeddings.weight"] + kind)
            self.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
            copy(self.norm, weights, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                root = f"encoder.layer.{i}."
                copy(layer.query, weights, root + "attention.self.query")
                copy(layer.key, weights, root + "attention.self.key")
                copy(layer.value, weights, root + "attention.self.value")
                copy(layer.attended, weights, root + "attention.output.dense")
                copy(layer.attended_norm, weights, root + "attention.output.LayerNorm")
                copy(layer.inner, weights, root + "intermediate.dense")
                copy(layer.outer, weights, root + "output.dense")
                copy(layer.outer_norm, weights, root + "output.LayerNorm")


def copy(module: nn.Module, weights: dict[str, torch.Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])


class Syntax(nn.Module):
    """Word vectors to the scores of sentences, tags, lemmas, entities and trees."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        wide = 2 * sizes.hidden
        for name in ("sentence", "tag", "morph", "lemma", "entity"):
            setattr(self, name, nn.Linear(wide, getattr(sizes, name)))
        self.root = nn.Parameter(torch.zeros(1, 1, wide))
        self.arc_dependent, self.arc_head = (projection(wide, sizes.arc, dropout) for _ in range(2))
        self.relation_dependent, self.relation_head = (projection(wide, sizes.relation, dropout) for _ in range(2))
        self.arc_weight = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.relation_weight = nn.Parameter(torch.zeros(sizes.dependency, sizes.relation + 1, sizes.relation + 1))
        nn.init.xavier_uniform_(self.arc_weight)
        nn.init.normal_(self.relation_weight, std=0.02)

    def forward(self, words: torch.Tensor) -> dict[str, torch.Tensor]:
        with_root = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)
        dependents = with_one(self.arc_dependent(words))
        return {
            **{name: getattr(self, name)(words) for name in ("sentence", "tag", "morph", "lemma", "entity")},
            "arc": (dependents @ self.arc_weight) @ self.arc_head(with_root).transpose(1, 2),
            "relation_dependent": with_one(self.relation_dependent(words)),
            "relation_head": with_one(self.relation_head(with_root)),
        }


class Telling(nn.Module):
    """Word vectors to the events that words tell: type, status, and which words name who acts and who is acted on."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        wide = 2 * sizes.hidden
        self.inner = projection(wide, 2 * sizes.telling, dropout)
        self.kind = nn.Linear(2 * sizes.telling, sizes.event)
        self.status = nn.Linear(2 * sizes.telling, sizes.status)
        self.trigger = projection(wide, sizes.telling, dropout)
        self.sides = nn.ModuleList(projection(wide, sizes.telling, dropout) for _ in SIDES)
        self.weights = nn.ParameterList(torch.zeros(sizes.telling + 1, sizes.telling + 1) for _ in SIDES)
        for weight in self.weights:
            nn.init.xavier_uniform_(weight)
            with torch.no_grad():
                weight[-1, -1] = NAMES_NOBODY

    def forward(self, words: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return logits: ``told`` [batch, words, types], ``told_status`` [batch, words, statuses] and for each side
        [batch, words, words], that the second word names it for the event that the first word tells."""
        inner, trigger = self.inner(words), with_one(self.trigger(words))
        return {
            "told": self.kind(inner),
            "told_status": self.status(inner),
            **{
                f"told_{name}": (trigger @ weight) @ with_one(side(words)).transpose(1, 2)
                for name, side, weight in zip(SIDES, self.sides, self.weights, strict=True)
            },
        }


def projection(wide: int, narrow: int, dropout: float) -> nn.Module:
    return nn.Sequential(nn.Linear(wide, narrow), nn.GELU(), nn.Dropout(dropout))


def with_one(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def word_vectors(pieces: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    """Return [batch, words, 2 * hidden]: each word's first and last piece side by side."""
    hidden = pieces.shape[-1]

    def pick(index: torch.Tensor) -> torch.Tensor:
        return pieces.gather(1, index[..., None].expand(-1, -1, hidden))

    return torch.cat([pick(first), pick(last)], dim=-1)


class Pair(nn.Module):
    """Piece vectors of a marked sentence to the type of event between source and target.

    It looks at the whole, at the source, at the target, and at the words that tell the event: attention, taught where
    the sentences have them marked.
    """

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.look = nn.Linear(sizes.hidden, 1)
        self.inner = nn.Linear(4 * sizes.hidden, sizes.hidden)
        self.dropout = nn.Dropout(dropout)
        self.outer = nn.Linear(sizes.hidden, sizes.event)

    def forward(
        self, pieces: torch.Tensor, role: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return [batch, types] and the log of the share of attention, [batch, pieces]."""
        scores = self.look(self.dropout(pieces)).squeeze(-1).float() + (1.0 - mask.float()) * -1e4
        share = scores.log_softmax(-1)
        parts = [pieces[:, 0], (share.exp()[:, None, :].to(pieces.dtype) @ pieces).squeeze(1)]
        for index in (1, 2):
            chosen = (role == index).to(pieces.dtype)[..., None]
            parts.append((pieces * chosen).sum(1) / chosen.sum(1).clamp(min=1.0))
        mixed = self.inner(self.dropout(torch.cat(parts, dim=-1)))
        return self.outer(self.dropout(functional.gelu(mixed))), share


class Network(nn.Module):
    """Encoder and heads together.

    The lower layers serve all; above them the events told have layers of their own, trained after the rest, so that
    what they learn leaves the trees as they are.
    """

    def __init__(
        self, sizes: Sizes, dropout: float = 0.1, head_dropout: float = 0.25, *, with_branch: bool = False
    ) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes, dropout)
        self.syntax = Syntax(sizes, head_dropout)
        if with_branch:
            self.branch = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers - sizes.shared))
            self.telling = Telling(sizes, head_dropout)
        self.pair = Pair(sizes, head_dropout)
        self.dropout = nn.Dropout(head_dropout)

    def forward(self, ids, case, mask, first, last):  # type: ignore[no-untyped-def]
        pieces = self.encoder(ids, case, torch.zeros_like(ids), mask)
        return self.syntax(self.dropout(word_vectors(pieces, first, last)))

    def tell(self, ids, case, mask, first, last):  # type: ignore[no-untyped-def]
        """Return the events told; nothing below the branch learns from them."""
        with torch.no_grad():
            lower, _ = self.encoder.halves(ids, case, torch.zeros_like(ids), mask, self.sizes.shared)
        return self.telling(self.dropout(word_vectors(self.branched(lower, mask), first, last)))

    def branched(self, lower: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the piece vectors of the branch for those of the shared layers."""
        bias = bias_of(mask, lower)
        for layer in self.branch:
            lower = layer(lower, bias)
        return lower

    def begin_branch(self) -> None:
        """Copy the trained upper layers into the branch, from where it learns on."""
        for own, upper in zip(self.branch, self.encoder.layers[self.sizes.shared :], strict=True):
            own.load_state_dict(upper.state_dict())

    def code(self, ids, case, role, mask):  # type: ignore[no-untyped-def]
        return self.pair(self.encoder(ids, case, role, mask), role, mask)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sizes.json").write_text(json.dumps(asdict(self.sizes)))
        torch.save(self.state_dict(), folder / "weights.pt")

    @classmethod
    def load(cls, folder: Path) -> Network:
        """Load a network as it was saved."""
        weights = torch.load(folder / "weights.pt", weights_only=True)
        net = cls(saved_sizes(folder), with_branch=any(name.startswith("telling.") for name in weights))
        net.load_state_dict(weights)
        return net

    @classmethod
    def load_trunk(cls, folder: Path) -> Network:
        """Load a network without a branch and give it one, to be trained."""
        net = cls(saved_sizes(folder), with_branch=True)
        net.load_state_dict(torch.load(folder / "weights.pt", weights_only=True), strict=False)
        net.begin_branch()
        return net


def saved_sizes(folder: Path) -> Sizes:
    return Sizes(**json.loads((folder / "sizes.json").read_text()))
