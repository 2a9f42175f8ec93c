"""The laws that every policy keeps, tried on a class."""
from __future__ import annotations

from typing import Any, Callable, Mapping, Optional, Type, Union

from mdisim import policies as own
from mdisim.errors import Error
from mdisim.results import Results
from mdisim.study import Study, load, scenario

# A small world for each decision point: one whose requests are decided by columns, one with events.
SMALL: dict[str, Any] = {"requests": 400, "replications": 3}
SERVERS: dict[str, Any] = {"servers": {"replicas": 2, "choose_at": "start"},
           "workload": {"kind": "poisson", "rate_per_s": 40}}
SITES: list[Any] = [
    {"name": "near", "servers": {"replicas": 2}},
    {"name": "far", "round_trip": {"kind": "exponential", "mean_ms": 30}}]


class LawBroken(Error):
    """A policy has broken a law."""


def laws(policy: Union[Type[own.Policy], own.Policy], study: Optional[Study] = None) -> list[str]:
    """Tries the laws of policies on a class, and returns the names of those that hold.

    Raises LawBroken at the first that does not. study: where it is tried, in place of a small world
    without servers and one with.
    """
    instance = policy() if isinstance(policy, type) else policy
    worlds = [study] if study is not None else worlds_of(instance)
    kept: list[str] = []
    for law, holds in _laws_of(instance).items():
        for world in worlds:
            message = holds(world.policies(instance))
            if message:
                raise LawBroken(f"{own.name_of(type(instance))} breaks the law '{law}': {message}")
        kept.append(law)
    return kept


def worlds_of(policy: own.Policy) -> list[Study]:
    """Studies in which the policy is asked."""
    hello = load("hello/hello").set("figures", None)
    for path, value in SMALL.items():
        hello = hello.set(path, value)
    servers = hello
    for path, value in SERVERS.items():
        servers = servers.set(path, value)
    if policy._point == "control":
        return [servers]
    if policy._point == "route":
        return [hello.set("phones", 3).set("sites", SITES),
                hello.set("sites", SITES).set("workload", SERVERS["workload"])]
    if policy._point == "preprocess":
        return [hello.set("pictures", {"profile": "pictures/mid_end"})]
    return [hello, servers]


def _laws_of(policy: own.Policy) -> Mapping[str, Callable[[Study], str]]:
    laws: dict[str, Callable[[Study], str]] = {}
    described = own.Described(type(policy))
    if described.has("choose") and described.has("choose_all"):
        laws["both forms"] = _same(_form(policy, "choose"), _form(policy, "choose_all"))
    laws.update({
        "the same run twice": _same(lambda s: s.run(jobs=1), lambda s: s.run(jobs=1)),
        "one job and two": _same(lambda s: s.run(jobs=1), lambda s: s.run(jobs=2)),
        "columns and events": _same(lambda s: s.run(jobs=1), lambda s: s.run(path="events")),
    })
    return laws


def _same(one: Callable[[Study], Results], other: Callable[[Study], Results]
          ) -> Callable[[Study], str]:
    def differ(study: Study) -> str:
        a, b = one(study), other(study)
        if a.fingerprint == b.fingerprint:
            return ""
        return ("what happened to requests differs. State that instances share would do that, such "
                "as a list of the class; random numbers that are not the request's; an answer that "
                "depends on the other requests of its batch")
    return differ


def _form(policy: own.Policy, kept: str) -> Callable[[Study], Results]:
    """Runs with a class that has one of the two forms alone."""
    dropped = {"choose": "choose_all", "choose_all": "choose"}[kept]
    cls = type(policy)
    body: dict[str, Any] = {"name": own.name_of(cls), "version": None, "__doc__": cls.__doc__,
                            dropped: getattr(own.Select, dropped)}
    single = type(cls.__name__, (cls,), body)
    return lambda study: study.policies(single(**policy._given)).run(jobs=1)
