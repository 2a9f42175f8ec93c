"""The best of many settings."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mdisim import _core

Setting = dict[str, Any]  # values by path
Interval = tuple[float, float, float]  # mean, low, high; NaN if nothing was measured


class Found:
    """What a search has found. As text, str(found), it is what `mdisim find` prints."""

    meets: bool  # whether a setting meets the targets, as far as means tell
    best: Setting  # or what comes closest to the targets; of two goals, the first of the front
    metrics: dict[str, Interval]  # of the best, by replications that the search has not seen
    where: list[Setting]  # the settings among which the best is, 95 times in a hundred at least
    front: list[tuple[Setting, dict[str, Interval]]]  # of two goals, else empty; with metrics
    requests: int  # that were looked at
    document: dict[str, Any]  # all of it, as `mdisim find --json` prints it

    def __init__(self, core: _core.Found) -> None:
        self._text = core.text
        self.document = json.loads(core.document)
        self.meets = core.meets
        self.requests = self.document["requests"]["looked_at"]
        self.front = [(one["at"], _intervals(one["metrics"]))
                      for one in self.document.get("front", [])]
        if self.front:
            self.best, self.metrics = self.front[0]
            perhaps = self.document["perhaps_on_the_front"]
            self.where = [at for at, _ in self.front] + [one["at"] for one in perhaps]
        else:
            self.best = self.document["best" if self.meets else "closest"]
            self.metrics = _intervals(self.document["metrics"])
            self.where = self.document["where"]

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Found {self.document['question']!r}: {self.best}>"


def _intervals(metrics: dict[str, Any]) -> dict[str, Interval]:
    def number(value: Any) -> float:
        return float("nan") if value is None else float(value)
    return {name: (number(ends["mean"]), number(ends["low"]), number(ends["high"]))
            for name, ends in metrics.items()}
