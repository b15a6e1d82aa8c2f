"""Average the weights of networks that were trained from one start on different articles.

    python -m training.average training/work/net-told-first training/work/net-told-all --output training/work/net-told

Two trainings of the branch that begin at the same weights end near each other, and between them lies a network that
reads unseen articles better than either (Wortsman et al. 2022, "Model soups"), at the price of one.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

CARRIED = ("sizes.json", "vocabulary.json")
"""What says how the network is built and for which classes; the same for all."""


def mean(weights: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each tensor.

    Raises:
        ValueError: the networks have not the same tensors.
    """
    first, *others = weights
    if any(w.keys() != first.keys() or any(w[k].shape != first[k].shape for k in first) for w in others):
        raise ValueError("expected networks of one build, got others; train them from the same start")
    return {name: torch.stack([w[name].double() for w in weights]).mean(0).to(first[name].dtype) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="+", type=Path, help="folders of networks that training.tell wrote")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    for name in CARRIED:
        if len({(folder / name).read_bytes() for folder in args.networks}) > 1:
            parser.error(f"the networks differ in {name}; train them from the same start")
    args.output.mkdir(parents=True, exist_ok=True)
    for name in CARRIED:
        shutil.copy(args.networks[0] / name, args.output)
    averaged = mean([torch.load(folder / "weights.pt", weights_only=True) for folder in args.networks])
    torch.save(averaged, args.output / "weights.pt")


if __name__ == "__main__":
    main()
