"""Results as NumPy arrays."""
from __future__ import annotations

import difflib
import json
import math
from typing import TYPE_CHECKING, Any, Mapping, Optional, Protocol, Sequence, Union

import numpy as np

from mdisim.errors import Error

if TYPE_CHECKING:
    from mdisim import _core, policies

Label = tuple[str, str, float]  # axis, label, and the label as a number or NaN
Metric = tuple[str, float, float, float, list[float]]  # unit, mean, low, high, replications


class Cell(Protocol):
    """The results of a point of the sweep under one policy."""

    @property
    def at(self) -> tuple[Label, ...]: ...
    @property
    def policy(self) -> str: ...
    @property
    def metrics(self) -> list[str]: ...
    @property
    def requests(self) -> int: ...
    @property
    def replications(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    def metric(self, name: str, /) -> Metric: ...


class Results:
    """The results of a run. Tables are structured arrays of NumPy with a column for each axis of
    the sweep, of numbers where all of its labels are numbers, and one for the policy; of them
    pandas.DataFrame(table) makes frames."""

    scenario: str  # the name of the scenario
    fingerprint: str  # a digest of all that happened
    warnings: list[str]  # what to know before the results are believed

    def __init__(self, cells: Sequence[Cell], scenario: str, fingerprint: str,
                 warnings: Sequence[str], folder: str = "") -> None:
        self.scenario = scenario
        self.fingerprint = fingerprint
        self.warnings = list(warnings)
        self._cells = list(cells)
        self._folder = folder
        self._core: Optional[_core.Results] = None
        self._classes: frozenset[type[policies.Policy]] = frozenset()

    @classmethod
    def of_run(cls, core: _core.Results, classes: frozenset[type[policies.Policy]]) -> Results:
        """The results that a run has returned."""
        results = cls(core.rows, core.scenario, core.fingerprint, core.warnings)
        results._core = core
        results._classes = classes
        return results

    @property
    def policies(self) -> list[str]:
        """The names of the policies, in the order of the scenario."""
        return list(dict.fromkeys(cell.policy for cell in self._cells))

    @property
    def axes(self) -> list[str]:
        """The names of the axes of the sweep."""
        return [label[0] for label in self._cells[0].at] if self._cells else []

    @property
    def metrics(self) -> list[str]:
        """The names of all metrics."""
        return list(dict.fromkeys(name for cell in self._cells for name in cell.metrics))

    def unit(self, metric: str) -> str:
        """The unit of a metric: "ms", "j", ...; empty for shares."""
        return self._having(metric)[0].metric(metric)[0]

    def metric(self, name: str) -> np.ndarray:
        """A row for each cell that has the metric: its mean over replications, and `low` and `high`
        of its 95 % interval."""
        cells = self._having(name)
        values = [cell.metric(name) for cell in cells]
        return table({**self._labels(cells), "mean": [value[1] for value in values],
                      "low": [value[2] for value in values],
                      "high": [value[3] for value in values]})

    def replications(self, name: str) -> np.ndarray:
        """A row for each replication of each cell: the value of a metric."""
        cells = self._having(name)
        values = [cell.metric(name)[4] for cell in cells]
        if cells and not any(values):
            raise Error("the files of a results folder do not have single replications; "
                        "run() into the folder gives them")
        counts = [len(of_cell) for of_cell in values]
        labels = {key: np.repeat(np.asarray(column), counts)
                  for key, column in self._labels(cells).items()}
        return table({**labels, "replication": [r for count in counts for r in range(count)],
                      "value": [value for of_cell in values for value in of_cell]})

    def frame(self) -> Any:
        """A row for each cell, with the mean, `_low` and `_high` of every metric: a
        pandas.DataFrame where pandas is installed, else a structured array. NaN: not measured."""
        columns: dict[str, Any] = {**self._labels(self._cells),
                                   "replications": [cell.replications for cell in self._cells],
                                   "requests": [cell.requests for cell in self._cells]}
        for name in self.metrics:
            nothing: Metric = ("", math.nan, math.nan, math.nan, [])
            values = [cell.metric(name) if name in cell.metrics else nothing
                      for cell in self._cells]
            for ending, part in (("", 1), ("_low", 2), ("_high", 3)):
                columns[name + ending] = [value[part] for value in values]
        try:
            import pandas
        except ImportError:
            return table(columns)
        return pandas.DataFrame({name: array_of(column) for name, column in columns.items()})

    def compare(self, before: str, after: str, metric: str) -> np.ndarray:
        """The differences that another policy makes to a metric, a row for each point of the sweep.

        `mean`, `low` and `high` are of the differences after - before of paired replications, `p`
        is two-sided and corrected for the number of points, `verdict` is "better", "worse" or
        "different", "not distinguishable", "the same" or "insufficient data".
        """
        found = self._of_core("compare").compare(before, after, metric)
        columns: list[Any] = list(zip(*found)) if found else [[]] * 8
        names = ("before", "after", "mean", "low", "high", "p", "verdict")
        return table({**labels_of(columns[0], self.axes), **dict(zip(names, columns[1:]))})

    def figure(self, metric: Union[str, Sequence[str]], *, x: str = "", kind: str = "lines",
               **more: Any) -> Any:
        """A figure of metrics, as the program draws it: a matplotlib.figure.Figure, with savefig().

        x: an axis of the sweep; by default the first. kind: "lines", "bars", "scatter" or "areas".
        more: what else figures of scenarios have, such as panels="network.cv" or y_scale="log"
        ('mdisim explain figure').
        """
        from mdisim.figures import draw
        from mdisim.policies import in_use
        names = [metric] if isinstance(metric, str) else list(metric)
        wanted = {"name": "figure", "kind": kind, "x": x or "".join(self.axes[:1]), "y": names,
                  **more}
        core = self._of_core("figure")
        with in_use(self._classes):
            return draw(core.figure(json.dumps(wanted)))

    def requests(self, policy: str, *, first: int = 0, count: int = 1000, replication: int = 0,
                 at: Optional[Mapping[str, Any]] = None, **more: Any) -> np.ndarray:
        """What happened to requests of one cell, a row for each, from number `first` on.

        at, more: labels of the cell, as in sla_ms=250; an axis that is not named has its first. No
        results keep single requests, so the replication is run again.
        """
        from mdisim.policies import in_use
        core = self._of_core("requests")
        row = core.rows[self._find(policy, {**(at or {}), **more})]
        with in_use(self._classes):
            return table(core.requests(row, first, count, replication))

    def explain(self, request: int, *, at: Optional[Mapping[str, Any]] = None,
                **more: Any) -> str:
        """What each policy was shown, wrote down by note() and chose for a request of replication
        0, as text. at, more: labels of the point, as for requests(); an axis that is not named has
        the scenario's own value, or else its first."""
        from mdisim.policies import in_use
        labels = [(axis, json.dumps(value)) for axis, value in {**(at or {}), **more}.items()]
        with in_use(self._classes):
            return self._of_core("explain").explain(request, labels)

    def _of_core(self, what: str) -> _core.Results:
        if self._core is None:
            from mdisim import _core as core
            self._core = core.Results.read(self._folder)
            if len(self._core.rows) != len(self._cells):
                raise Error(f"{self._folder}: the store lacks runs that {what}() needs")
        return self._core

    def _having(self, metric: str) -> list[Cell]:
        cells = [cell for cell in self._cells if metric in cell.metrics]
        if not cells:
            near = difflib.get_close_matches(metric, self.metrics, 1)
            raise Error(f"there is no metric '{metric}' in these results."
                        + (f" Did you mean '{near[0]}'?" if near else ""))
        return cells

    def _labels(self, cells: Sequence[Cell]) -> dict[str, Any]:
        return {**labels_of([cell.at for cell in cells], self.axes),
                "policy": [cell.policy for cell in cells]}

    def _find(self, policy: str, at: Mapping[str, Any]) -> int:
        for axis in at:
            if axis not in self.axes:
                raise Error(f"'{axis}' is no axis of the sweep; these are {self.axes}")
        for index, cell in enumerate(self._cells):
            if cell.policy == policy and all(_is_label(label, at[label[0]]) for label in cell.at
                                             if label[0] in at):
                return index
        raise Error(f"there is no cell of the policy '{policy}' at {dict(at)}; "
                    f"policies are {self.policies}")


def _is_label(label: Label, wanted: Any) -> bool:
    return label[1] == str(wanted) or (not isinstance(wanted, str) and label[2] == wanted)


def labels_of(cells: Sequence[Sequence[Label]], axes: Sequence[str]) -> dict[str, Any]:
    """A column for each axis: of numbers, or of texts if a label is none."""
    columns: dict[str, Any] = {}
    for a, axis in enumerate(axes):
        numbers = [at[a][2] for at in cells]
        columns[axis] = [at[a][1] for at in cells] if any(map(math.isnan, numbers)) else numbers
    return columns


def array_of(column: Any) -> np.ndarray:
    return np.asarray(column, dtype=None if len(column) else float)


def table(columns: Mapping[str, Any]) -> np.ndarray:
    """Columns as a structured array."""
    arrays = {name: array_of(column) for name, column in columns.items()}
    size = len(next(iter(arrays.values()), ()))
    made = np.empty(size, dtype=[(name, array.dtype) for name, array in arrays.items()])
    for name, array in arrays.items():
        made[name] = array
    return made
