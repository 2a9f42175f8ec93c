"""Scenarios that are loaded or built, and run."""
from __future__ import annotations

import json
import os
import sys
from typing import Any, Callable, Iterable, Mapping, Optional, Union

import numpy as np

from mdisim import _core, policies as own
from mdisim.errors import Error
from mdisim.finding import Found
from mdisim.results import Results

Progress = Callable[[int, int], Any]


class Study:
    """A scenario with changes, ready to be run. It does not change: every function that sets
    something returns a new study."""

    def __init__(self, core: _core.Study, classes: frozenset[type[own.Policy]]) -> None:
        self._core = core
        self._classes = classes

    def set(self, path: str, value: Any) -> Study:
        """With another value at a path, as `--set` has it: "network.cv", "models.list.A.mean_ms".

        It replaces an axis of that path. None removes a key.
        """
        text, classes = to_json(value)
        return Study(self._core.set(path, text), self._classes | classes)

    def over(self, axes: Optional[Mapping[str, Any]] = None, /, **more: Any) -> Study:
        """With axes of a sweep, by the paths of their values, as `--over` has them.

        A path with dots goes into a dict: over({"network.cv": [0.5, 1]}, sla_ms=[100, 200]).
        Values are any iterable, or text such as "50:300:25".
        """
        study = self
        for path, values in {**(axes or {}), **more}.items():
            text, classes = (values, frozenset()) if isinstance(values, str) else to_json(values)
            study = Study(study._core.over(path, text), study._classes | classes)
        return study

    def policies(self, *policies: Any, **decisions: Any) -> Study:
        """With these policies: names, instances of classes, or dicts as in a scenario.

        decisions: what else all of them have, by decision point, as in place="both".
        """
        text, classes = to_json([_combination(policy, decisions) for policy in policies])
        return Study(self._core.set("policies", text), classes)

    def check(self) -> None:
        """Raises Error, with all problems, if the scenario cannot be run."""
        with self._in_use():
            self._core.check()

    def warnings(self) -> list[str]:
        """What was read although it looks like a mistake, such as a deadline of 0.25 ms."""
        with self._in_use():
            return self._core.warnings()

    def text(self) -> str:
        """The scenario in JSON, with profiles merged and with what was set."""
        with self._in_use():
            return self._core.text()

    def run(self, *, jobs: int = 0, out: Optional[Union[str, os.PathLike[str]]] = None,
            progress: Union[bool, Progress] = False, shard: str = "1/1",
            path: str = "auto") -> Results:
        """Computes all replications of all cells.

        jobs: threads; 0: all cores. out: the results folder, with what `mdisim run --out` writes;
        runs that its store holds are not computed again, so a run that was interrupted goes on
        where it ended. progress: True for a line on stderr, or a function of the requests done and
        all requests. Other threads of Python run meanwhile. A KeyboardInterrupt is raised when
        what is being computed is finished and stored; a second one ends policies of Python at
        once.

        shard, path: as on the command line. Shards of a folder are put together by merge().
        """
        share, shares = _shard_of(shard)
        if path not in ("auto", "events"):
            raise Error(f"path is 'auto' or 'events', not '{path}'")
        tell = _line_on_stderr if progress is True else progress or None
        with self._in_use():
            core = self._core.run(jobs, "" if out is None else os.fspath(out), _command(), tell,
                                  path == "events", share, shares)
        return Results.of_run(core, self._classes)

    def find(self, vary: Mapping[str, Any], *, most: Union[str, Iterable[str]] = (),
             least: Union[str, Iterable[str]] = (), so_that: Union[str, Iterable[str]] = (),
             policy: str = "", jobs: int = 0,
             out: Optional[Union[str, os.PathLike[str]]] = None,
             progress: Union[bool, Progress] = False) -> Found:
        """Looks for the best of many settings, as `mdisim find` does.

        vary: what may be chosen, by path: any iterable, or text such as "1:64:1". most, least: the
        goal, which is a metric or a path that varies; two goals ask for the front of trade-offs.
        so_that: targets, such as "attainment >= 0.99". policy: whose metrics, if the scenario has
        several. out: a results folder, whose store keeps the runs. The rest is as in run();
        progress is told of runs of settings.
        """
        def words(given: Union[str, Iterable[str]]) -> list[str]:
            return [given] if isinstance(given, str) else list(given)

        ranges, classes = [], self._classes
        for path, values in vary.items():
            text, more = (values, frozenset()) if isinstance(values, str) else to_json(values)
            ranges.append((path, text))
            classes |= more
        tell = _runs_on_stderr if progress is True else progress or None
        with own.in_use(classes):
            core = self._core.find(ranges, words(most), words(least), words(so_that), policy, jobs,
                                   "" if out is None else os.fspath(out), _command(), tell)
        if progress is True:
            print(file=sys.stderr)
        return Found(core)

    def _in_use(self) -> Any:
        return own.in_use(self._classes)


def load(path_or_name: Union[str, os.PathLike[str]]) -> Study:
    """A scenario's file, or one that is found by its name, such as "hello/hello"."""
    return Study(_core.Study.load(os.fspath(path_or_name)), frozenset())


def scenario(document: Mapping[str, Any], *, name: str = "study") -> Study:
    """A scenario that is built here. Files that it names are looked for from the working folder on.

    Locations of problems begin with `name`, and count lines of the scenario written as JSON.
    """
    text, classes = to_json({"version": 1, **document}, indent=1)
    return Study(_core.Study.from_text(text, name), classes)


def merge(*shards: Union[str, os.PathLike[str]], out: Union[str, os.PathLike[str]],
          policies: Iterable[type[own.Policy]] = ()) -> Results:
    """Merges shards of one scenario, which are stores or folders with them, into a results folder.

    policies: the classes that the scenario names. Their runs are in the shards only if they have a
    version.
    """
    classes = frozenset(policies)
    with own.in_use(classes):
        core = _core.Results.merge([os.fspath(shard) for shard in shards], os.fspath(out),
                                   _command())
    return Results.of_run(core, classes)


def schema(*classes: type[own.Policy]) -> dict[str, Any]:
    """The JSON schema of scenarios, with these classes among the policies."""
    with own.in_use(classes):
        return json.loads(_core.schema())


def to_json(value: Any, indent: Optional[int] = None
            ) -> tuple[str, frozenset[type[own.Policy]]]:
    """A value as JSON, with the classes of the policies in it."""
    classes: set[type[own.Policy]] = set()

    def plain(value: Any) -> Any:
        if isinstance(value, own.Policy):
            classes.add(type(value))
            return plain(own.as_choice(value))
        if isinstance(value, Mapping):
            return {str(key): plain(inside) for key, inside in value.items()}
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, os.PathLike):
            return os.fspath(value)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return [plain(inside) for inside in value]
        return value

    try:
        return json.dumps(plain(value), indent=indent, allow_nan=False), frozenset(classes)
    except (TypeError, ValueError) as error:
        raise Error(f"{value!r} cannot be written as JSON: {error}") from error


def _combination(policy: Any, decisions: Mapping[str, Any]) -> Any:
    if isinstance(policy, own.Policy):
        return {"name": own.name_of(type(policy)), policy._point: policy, **decisions}
    if isinstance(policy, str) and decisions:
        return {"name": policy, "select": policy, **decisions}
    if isinstance(policy, Mapping):
        return {**decisions, **policy}
    if isinstance(policy, type) and issubclass(policy, own.Policy):
        raise Error(f"{policy.__name__} is a class: give an instance, {policy.__name__}()")
    return policy


def _shard_of(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal()):
        raise Error(f"a shard is written as '1/4', not '{text}'")
    return int(number), int(of)


def _command() -> str:
    words = [word for word in sys.argv if word]
    return " ".join(["python3", *words]) if words and words != ["-c"] else "a session of Python"


def _runs_on_stderr(done: int, runs: int) -> None:
    print(f"\r{done:6d} of {runs} runs of this step", end="", file=sys.stderr, flush=True)


def _line_on_stderr(done: int, requests: int) -> None:
    end = "\n" if done == requests else ""
    print(f"\r{100 * done // requests:3d} % of {requests:,} requests", end=end, file=sys.stderr,
          flush=True)
