"""Tables of decisions, which the program can follow, made of policies that are classes."""
from __future__ import annotations

import csv
import itertools
import json
import os
from collections import Counter
from typing import Any, Callable, Iterable, Mapping, NamedTuple, Sequence, Union

import numpy as np

from mdisim import policies as own
from mdisim.errors import Error
from mdisim.study import Study

Decision = tuple[Any, ...]  # what a row of the table says, as in ("ResNet-50",)
Seen = dict[str, Any]  # the numbers that a policy saw of requests or servers, by their names
Bounds = Mapping[str, Union[int, Iterable[float]]]

OF_REQUESTS = ("budget_ms", "sla_ms", "network_ms", "uplink_ms", "waited_ms", "waiting", "busy")
OF_SERVERS = ("rate_per_s", "waiting", "busy")


class Distilled(NamedTuple):
    """A table that was made of a policy."""

    file: str  # where it was written
    rows: int
    #: The share of decisions that are the policy's, on random numbers that the table has not seen.
    agreement: float
    decisions: int  # of how many decisions that is the share
    #: What stands in a scenario for the policy: {"policy": "table", "file": ...}.
    policy: dict[str, Any]


def distill(policy: Union[own.Select, own.Control], study: Study,
            file: Union[str, os.PathLike[str]], by: Bounds) -> Distilled:
    """Makes a table of decisions of a policy to select or control, for the policy `table`.

    The policy decides in the study, whose policies are not used, and each row of the table gets the
    decision that was the most frequent there; a row without decisions, that of the nearest row.
    Then it decides once more, with the next seed, and these decisions are compared with the
    table's.

    by: for each column of the table the values at which its buckets begin, or their number: then
    each has about as many decisions. Columns are what the policy sees: budget_ms, sla_ms,
    network_ms, uplink_ms, waited_ms, waiting and busy for one to select, and rate_per_s, waiting
    and busy for one to control.
    """
    if not isinstance(policy, (own.Select, own.Control)):
        raise Error(f"{policy!r} is no instance of a class to select or control")
    _check_columns(by, OF_REQUESTS if isinstance(policy, own.Select) else OF_SERVERS)
    seed = json.loads(study.text()).get("seed", 1)
    seen, decided = _recorded(policy, study, by)
    starts = [_starts(name, buckets, seen[name]) for name, buckets in by.items()]
    table = _most_frequent(starts, _buckets(starts, seen.values()), decided)
    _write(file, list(by), starts, table, _columns_of(policy))
    again, wanted = _recorded(policy, study.set("seed", seed + 1), by)
    rows = _buckets(starts, again.values())
    agreed = sum(table[row] == decision for row, decision in zip(rows, wanted))
    choice: dict[str, Any] = {"policy": "table", "file": os.fspath(file)}
    if isinstance(policy, own.Control):
        choice.update(period_ms=policy.period_ms, window=_window_of(policy))
    return Distilled(os.fspath(file), len(table), agreed / len(wanted), len(wanted), choice)


def _check_columns(by: Bounds, known: Sequence[str]) -> None:
    unknown = [name for name in by if name not in known]
    if unknown or not by:
        raise Error(f"a table has columns among {', '.join(known)}"
                    + (f", not {', '.join(unknown)}" if unknown else ""))


def _recorded(policy: Union[own.Select, own.Control], study: Study, names: Iterable[str]
              ) -> tuple[Seen, list[Decision]]:
    """What the policy saw in the study, and what it decided."""
    batches: list[tuple[list[Any], list[Decision]]] = []
    names = list(names)

    def note(seen: Sequence[Any], decided: list[Decision]) -> None:
        batches.append(([np.broadcast_to(np.array(column, float), len(decided))
                         for column in seen], decided))

    noting = (_noting_select(policy, names, note) if isinstance(policy, own.Select)
              else _noting_control(policy, names, note))
    study.policies({"name": "noted", policy._point: noting}).run(jobs=1)
    decided = [decision for batch in batches for decision in batch[1]]
    if not decided:
        raise Error(f"the policy '{own.name_of(type(policy))}' was never asked in this study")
    return {name: np.concatenate([batch[0][i] for batch in batches])
            for i, name in enumerate(names)}, decided


def _noting(policy: own.Policy, body: dict[str, Any]) -> Any:
    """An instance of a class like the policy's, with other functions."""
    cls = type(policy)
    body.update({"name": own.name_of(cls), "version": None, "__doc__": cls.__doc__})
    return type(cls.__name__, (cls,), body)(**policy._given)


def _noting_select(policy: own.Select, names: list[str], note: Callable[..., None]) -> Any:
    cls = type(policy)
    described = own.Described(cls)

    def seen_of(view: Any) -> list[Any]:
        of_queue = {"waiting": view.queue.waiting, "busy": view.queue.busy}
        return [of_queue[name] if name in of_queue else getattr(view, name) for name in names]

    def know(self: Any, models: list[str]) -> None:
        self._names = models
        if described.has("know"):
            cls.know(self, models)

    def choose(self: Any, view: Any) -> Any:
        chosen = cls.choose(self, view)
        note(seen_of(view), [(self._names[chosen],)])
        return chosen

    def choose_all(self: Any, batch: Any) -> Any:
        chosen = cls.choose_all(self, batch)
        note(seen_of(batch), [(self._names[model],) for model in chosen])
        return chosen

    body: dict[str, Any] = {"know": know}
    for form in (choose, choose_all):
        if described.has(form.__name__):
            body[form.__name__] = form
    return _noting(policy, body)


def _noting_control(policy: own.Control, names: list[str], note: Callable[..., None]) -> Any:
    cls = type(policy)
    columns = _columns_of(policy)

    def decide(self: Any, view: Any) -> Any:
        operation = cls.decide(self, view)
        seen = {"rate_per_s": view.rate_per_s(_window_of(policy)),
                "waiting": view.queue.waiting, "busy": view.queue.busy}
        if operation.model is None:
            raise Error("a table needs an active model: this policy offers all models")
        model = view.names[operation.model]
        note([seen[name] for name in names],
             [tuple(model if column == "model" else getattr(operation, column)
                    for column in columns)])
        return operation

    return _noting(policy, {"decide": decide})


def _columns_of(policy: own.Policy) -> list[str]:
    """What the rows of a table decide in place of this policy."""
    if not isinstance(policy, own.Control):
        return ["model"]
    return ["model", "batch"] + (["replicas", "threads"] if policy.rearranges else [])


def _window_of(policy: own.Policy) -> int:
    """The number of arrivals of which the rate is estimated: what the policy calls its window."""
    return int(getattr(policy, "window", 20))


def _starts(name: str, buckets: Union[int, Iterable[float]], values: Any) -> Any:
    """Where the buckets of a column begin."""
    if isinstance(buckets, int):
        if buckets < 1:
            raise Error(f"the column '{name}' needs at least one bucket, not {buckets}")
        return _as_written(np.quantile(values, np.arange(buckets) / buckets))
    starts = _as_written(buckets)
    if not len(starts) or not np.isfinite(starts).all():
        raise Error(f"the column '{name}' needs the values at which its buckets begin, or their "
                    "number")
    return starts


def _as_written(starts: Iterable[float]) -> Any:
    return np.unique([float(f"{start:.6g}") for start in starts])


def _buckets(starts: Sequence[Any], seen: Iterable[Any]) -> list[tuple[int, ...]]:
    """The row of the table for each decision, as the bucket of each column."""
    columns = [np.maximum(np.searchsorted(of_column, values, side="right") - 1, 0)
               for of_column, values in zip(starts, seen)]
    return list(zip(*(column.tolist() for column in columns)))


def _most_frequent(starts: Sequence[Any], rows: Sequence[tuple[int, ...]],
                   decided: Sequence[Decision]) -> dict[tuple[int, ...], Decision]:
    counts: dict[tuple[int, ...], Counter[Decision]] = {}
    for row, decision in zip(rows, decided):
        counts.setdefault(row, Counter())[decision] += 1
    known = {row: max(sorted(of_row), key=of_row.__getitem__) for row, of_row in counts.items()}

    def nearest(row: tuple[int, ...]) -> Decision:
        return known[min(sorted(known), key=lambda k: sum(abs(a - b) for a, b in zip(k, row)))]

    return {row: known[row] if row in known else nearest(row)
            for row in itertools.product(*(range(len(of_column)) for of_column in starts))}


def _write(file: Union[str, os.PathLike[str]], names: Sequence[str], starts: Sequence[Any],
           table: Mapping[tuple[int, ...], Decision], decided: Sequence[str]) -> None:
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*names, *decided])
        for row, decision in table.items():
            bounds = [f"{of_column[bucket]:.6g}" for of_column, bucket in zip(starts, row)]
            writer.writerow([*bounds, *decision])
