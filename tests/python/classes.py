"""Policies that the tests ask."""
import numpy as np

import mdisim as md


class Halfway(md.Select):
    """The most accurate model that uses at most a share of the budget."""
    share = md.option(0.5, "of the budget that may be used", low=0, high=1)

    def choose_all(self, batch):
        m = batch.models
        fits = m.mu_ms <= self.share * batch.budget_ms[:, None]
        return np.where(fits.any(1), m.model[fits.argmax(1)], m.fastest)


class HalfwayEach(md.Select):
    """Halfway, request by request."""
    name = "halfway_each"
    share = md.option(0.5, "of the budget that may be used", low=0, high=1)

    def choose(self, view):
        for mu_ms, model in zip(view.models.mu_ms, view.models.model):
            if mu_ms <= self.share * view.budget_ms:
                return model
        return view.models.fastest


class AnyModel(md.Select):
    """Any model on offer, as pure_random would take it."""

    def choose_all(self, batch):
        n = len(batch.models)
        return batch.models.model[np.minimum((batch.uniforms(1)[:, 0] * n).astype(int), n - 1)]


class TrackRecord(md.Select):
    """The fastest model by what was measured."""

    def __init__(self, **options):
        super().__init__(**options)
        self.seen = {}

    def choose(self, view):
        return min((int(m) for m in view.models.model),
                   key=lambda m: self.seen.get(m, (0.0,))[0])

    def learn(self, measured):
        self.seen[measured.model] = (measured.execution_ms,)


class Risky(md.Place):
    """On both where the deadline is short."""
    below_ms = md.option(200.0, "deadlines that are short", low=0)

    def choose(self, view):
        return "both" if view.sla_ms < self.below_ms else "cloud"


class HoldFastest(md.Control):
    """The fastest model, on the cores as they are."""

    def decide(self, view):
        on = view.running
        return md.Operation(view.models.fastest, on.replicas, on.threads, on.batch)


class Nearby(md.Route):
    """The site with the shortest round trip, and on from attempt to attempt."""

    def choose(self, view):
        near = sorted(range(len(view.sites)), key=lambda s: view.sites[s].round_trip_ms)
        return near[view.attempt % len(near)]


class Remotely(md.Preprocess):
    """In the cloud, always."""

    def choose(self, view):
        return "cloud"


def hello(**sets):
    """A study of few requests."""
    study = md.load("hello/hello").set("figures", None)
    for path, value in {"requests": 600, "replications": 3, **sets}.items():
        study = study.set(path, value)
    return study


def loaded():
    """A study whose requests wait for servers."""
    return (hello().set("servers", {"replicas": 2, "choose_at": "start"})
            .set("workload", {"kind": "poisson", "rate_per_s": 40}))
