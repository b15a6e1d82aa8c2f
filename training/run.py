"""What the two trainings share: a network on its way, its optimizer and average, and how it goes on after a stop."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch.optim.swa_utils import AveragedModel

from training.losses import LOSS_WEIGHTS
from training.net import Network

AVERAGED = 0.998
"""Share of the running average of the weights that each step keeps: it looks back about 500 steps."""
STEPS_OF_A_LINE = 50


class Run:
    """A training; ``groups`` are the optimizer's parameter groups with their peak rates."""

    def __init__(self, net: Network, groups: list[dict[str, Any]], folder: Path, epochs: int) -> None:
        self.net = net
        self.folder = folder
        self.epochs = epochs
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.peaks = [g["lr"] for g in self.optimizer.param_groups]
        self.averaged = AveragedModel(net, multi_avg_fn=running_average)
        self.epoch = self.step = 0
        self.began = time.time()
        self.seen: Counter[str] = Counter()
        if self.state_path.exists():
            state = torch.load(self.state_path, weights_only=False)
            for name, part in self.parts().items():
                part.load_state_dict(state[name])
            self.epoch, self.step = state["epoch"], state["step"]

    @property
    def state_path(self) -> Path:
        return self.folder / "state.pt"

    def parts(self) -> dict[str, Any]:
        return {"net": self.net, "averaged": self.averaged, "optimizer": self.optimizer}

    def begin_epoch(self) -> None:
        self.began = time.time()
        self.seen.clear()

    def learn(self, losses: Mapping[str, torch.Tensor], number: int, of: int) -> None:
        """Take a step down the weighted ``losses`` of batch ``number`` of the epoch's ``of``."""
        self.step += 1
        for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
            group["lr"] = peak * learning_rate((self.epoch + number / of) / self.epochs)
        self.optimizer.zero_grad(set_to_none=True)
        sum(LOSS_WEIGHTS[k] * v for k, v in losses.items()).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_([p for p in self.net.parameters() if p.requires_grad], 2.0)
        self.optimizer.step()
        self.averaged.update_parameters(self.net)
        self.seen.update({k: float(v.detach()) for k, v in losses.items()})  # type: ignore[arg-type]
        if self.step % STEPS_OF_A_LINE == 0:
            means = " ".join(f"{k} {v / STEPS_OF_A_LINE:.3f}" for k, v in self.seen.items())
            print(f"  {self.step} {number}/{of} {self.seconds}s {means}", flush=True)
            self.seen.clear()

    @property
    def seconds(self) -> int:
        return round(time.time() - self.began)

    def end_epoch(self) -> None:
        """Save the averaged weights, and the state that a later run goes on from."""
        self.epoch += 1
        self.averaged.module.save(self.folder)
        state = {name: part.state_dict() for name, part in self.parts().items()}
        torch.save(state | {"epoch": self.epoch, "step": self.step}, self.state_path)


def learning_rate(progress: float, warmup: float = 0.06) -> float:
    """Return the share of the peak rate when ``progress`` (0 to 1) of the run is done: up, then a cosine down."""
    if progress < warmup:
        return progress / warmup
    return 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup))) * 0.98 + 0.02


@torch.no_grad()
def running_average(averaged: list[torch.Tensor], current: list[torch.Tensor], steps: torch.Tensor) -> None:
    """Move the averaged weights towards the current ones; sooner in the first steps, so that the start is forgotten."""
    kept = min(AVERAGED, (1 + int(steps)) / (10 + int(steps)))
    torch._foreach_lerp_(averaged, current, 1 - kept)
