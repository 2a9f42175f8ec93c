"""Reads results folders. It needs NumPy alone; with the module of C++ it also refuses files that
are not what was written."""
from __future__ import annotations

import csv
import json
import math
import os
import pathlib
from typing import Any, Union

import numpy as np

from mdisim.errors import Error
from mdisim.results import Label, Metric, Results, table

BESIDE_LABELS = ("policy", "metric", "unit", "mean", "low", "high", "replications")


class FolderCell:
    """A cell as metrics.csv and summary.json have it."""

    def __init__(self, at: tuple[Label, ...], policy: str, replications: int) -> None:
        self.at = at
        self.policy = policy
        self.replications = replications
        self.requests = 0
        self.fingerprint = ""
        self.values: dict[str, Metric] = {}

    @property
    def metrics(self) -> list[str]:
        return list(self.values)

    def metric(self, name: str, /) -> Metric:
        return self.values[name]


class FolderResults(Results):
    """The results that a run has left in a folder. compare(), figure() and requests() read its
    store, and need the module of C++."""

    manifest: dict[str, Any]  # what made the results, and the scenario with all defaults

    def __init__(self, folder: pathlib.Path) -> None:
        _refuse_changed(folder)
        summary = json.loads(_read(folder, "summary.json"))
        cells = _cells(folder)
        for cell, told in zip(cells, summary["cells"]):
            cell.requests = told["requests"]
            cell.fingerprint = told["fingerprint"]
        super().__init__(cells, summary["scenario"], summary["fingerprint"],
                         summary.get("warnings", []), str(folder))
        self.manifest = json.loads(_read(folder, "manifest.json"))

    def records(self) -> np.ndarray:
        """requests.csv: the requests that the scenario's `records` has kept, a row for each."""
        rows = list(csv.reader(_read(pathlib.Path(self._folder), "requests.csv").splitlines()))
        return table({name: _column([row[i] for row in rows[1:]])
                      for i, name in enumerate(rows[0])})


def read(folder: Union[str, os.PathLike[str]]) -> FolderResults:
    """The results that a run has left in a folder."""
    return FolderResults(pathlib.Path(folder))


def _refuse_changed(folder: pathlib.Path) -> None:
    try:
        from mdisim import _core
    except ImportError:
        return
    _core.require_as_written(str(folder), ["metrics.csv", "summary.json", "requests.csv"])


def _read(folder: pathlib.Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Error([(str(folder), "", f"holds no results: there is no {name} in it")]) from None


def _cells(folder: pathlib.Path) -> list[FolderCell]:
    rows = list(csv.DictReader(_read(folder, "metrics.csv").splitlines()))
    cells: list[FolderCell] = []
    axes = [name for name in (rows[0] if rows else ()) if name not in BESIDE_LABELS]
    for row in rows:
        at = tuple((axis, row[axis], _number(row[axis])) for axis in axes)
        known = cells and cells[-1].at == at and cells[-1].policy == row["policy"]
        if not known or row["metric"] in cells[-1].values:
            cells.append(FolderCell(at, row["policy"], int(row["replications"])))
        cells[-1].values[row["metric"]] = (row["unit"], _number(row["mean"]), _number(row["low"]),
                                           _number(row["high"]), [])
    return cells


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _column(texts: list[str]) -> Any:
    """Numbers where all texts are numbers or nothing, else the texts."""
    numbers = [_number(text) for text in texts]
    words = any(text and math.isnan(number) for text, number in zip(texts, numbers))
    return texts if words or not any(texts) else numbers
