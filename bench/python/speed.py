#!/usr/bin/python3
"""What it costs to decide in Python, beside the built-in policy that decides the same: ratios of
processor time in one run, each of the least of several turns.
usage: PYTHONPATH=build/release/python bench/python/speed.py [TURNS]      (default: 7 turns)"""
import sys
import threading
import time

import numpy as np

import mdisim as md

# One rule, written three times; the built-in one is most_accurate_within_budget.


class AtOnce(md.Select):
    """The most accurate model that fits the budget, for many requests at once."""

    def choose_all(self, batch):
        m = batch.models
        fits = m.mu_ms + m.sigma_ms < batch.budget_ms[:, None]
        return np.where(fits.any(1), m.model[fits.argmax(1)], m.fastest)


class OneByOne(md.Select):
    """The same, for one request."""

    def choose(self, view):
        models, budget_ms = view.models, view.budget_ms
        for mu_ms, sigma_ms, model in zip(models.mu_ms, models.sigma_ms, models.model):
            if mu_ms + sigma_ms < budget_ms:
                return model
        return models.fastest


class Holding(md.Control):
    """Holds ResNet-50, and is asked as often as Model-Switching."""
    period_ms = 1000

    def decide(self, view):
        on = view.running
        return md.Operation(view.names.index("ResNet-50"), on.replicas, on.threads, on.batch)


def seconds(run):
    """Processor time of all threads."""
    before = time.process_time()
    run()
    return time.process_time() - before


def ratios(turns, base, others):
    """The least time of each, over the least of the base; in turns, so that a noisy neighbour
    disturbs all alike."""
    least = {}
    for _ in range(turns):
        for name, run in {"": base, **others}.items():
            least[name] = min(least.get(name, float("inf")), seconds(run))
    return {name: least[name] / least[""] for name in others}, least[""]


def mdinference(requests):
    """MDInference's world at one deadline."""
    return (md.load("scenarios/mdinference/fig3.json").set("figures", None)
            .set("requests", requests).set("replications", 1).set("sla_ms", 250))


def main():
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    wide, narrow = mdinference(400_000), mdinference(20_000)
    built_in = "most_accurate_within_budget"

    def run(study, policy):
        study = study.policies({"name": "a", "select": policy})
        return lambda: study.run(jobs=1)
    prints = {run(narrow, policy)().fingerprint for policy in (built_in, AtOnce(), OneByOne())}
    assert len(prints) == 1, "the policies do not decide the same"

    found, base = ratios(turns, run(wide, built_in), {"at once": run(wide, AtOnce())})
    print(f"built in: {1e9 * base / 400_000:.0f} ns a request")
    print(f"4,096 requests at once: {found['at once']:.2f} x (goal: at most 2.5)")
    found, _ = ratios(turns, run(narrow, built_in), {"each": run(narrow, OneByOne())})
    print(f"one by one: {found['each']:.0f} x")

    servers = (md.load("scenarios/model_switching/fig4b.json")
               .set("figures", None).set("replications", 1))
    one = servers.policies({"name": "a", "control": {"policy": "hold", "model": "ResNet-50"}})
    ours = servers.policies({"name": "a", "control": Holding()})
    found, _ = ratios(turns, lambda: one.run(jobs=1), {"control": lambda: ours.run(jobs=1)})
    print(f"a control policy: {found['control']:.3f} x")

    def both():
        threads = [threading.Thread(target=run(wide, built_in)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    walls = []
    for _ in range(turns):
        start = time.perf_counter()
        run(wide, built_in)()
        between = time.perf_counter()
        both()
        walls.append(2 * (between - start) / (time.perf_counter() - between))
    print(f"two threads of Python, each with a run: {max(walls):.2f} x one (goal: over 1.5)")


if __name__ == "__main__":
    main()
