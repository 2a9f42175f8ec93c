#!/usr/bin/python3
"""Fits the loadings of models (sim/world/correctness.hpp) to how often pairs of them are right.
usage: scripts/loadings.py [PAIRS.csv RIGHT.csv PROFILE.json]

Chooses one loading for each model so that the sum over pairs of (phi - measured phi)^2 is least,
where phi follows from the rule of correctness. Prints each model's accuracy and loading, then how
well they describe the pairs (phi), and the number of models that are right at once (a law that was
not fitted). The files by default are profiles/agreement/imagenet_*.csv and the profile
profiles/models/imagenet14.json. Ends with 1 if the profile has other numbers."""
import csv
import json
import math
import pathlib
import statistics
import sys

sys.dont_write_bytecode = True
PROFILES = pathlib.Path(__file__).resolve().parent.parent / "profiles"
DEFAULTS = [
    PROFILES / "agreement/imagenet_pairs.csv",
    PROFILES / "agreement/imagenet_right.csv",
    PROFILES / "models/imagenet14.json",
]
STEP = 0.1  # between difficulties, in standard deviations
DIFFICULTIES = [STEP * i for i in range(-80, 81)]
WEIGHTS = [STEP * math.exp(-d * d / 2) / math.sqrt(2 * math.pi) for d in DIFFICULTIES]
NORMAL = statistics.NormalDist()
GOLDEN = (math.sqrt(5) - 1) / 2


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def chances(accuracy, loading):
    """The chance that the model is right, at each difficulty."""
    quantile = NORMAL.inv_cdf(accuracy)
    own = math.sqrt(2 * (1 - loading * loading))
    return [0.5 * math.erfc((loading * d - quantile) / own) for d in DIFFICULTIES]


class Fit:
    def __init__(self, pairs):
        self.accuracy = {}
        self.phi = {}
        for row in pairs:
            a, b = row["model_a"], row["model_b"]
            self.accuracy |= {a: float(row["accuracy_a"]), b: float(row["accuracy_b"])}
            self.phi[a, b] = self.phi[b, a] = float(row["phi"])
        self.loading = dict.fromkeys(self.accuracy, 0.9)
        self.chances = {m: chances(a, self.loading[m]) for m, a in self.accuracy.items()}

    def phi_of(self, of_a, a, b):
        both = sum(w * x * y for w, x, y in zip(WEIGHTS, of_a, self.chances[b]))
        p, q = self.accuracy[a], self.accuracy[b]
        return (both - p * q) / math.sqrt(p * (1 - p) * q * (1 - q))

    def error(self, model, loading):
        of_model = chances(self.accuracy[model], loading)
        others = (m for m in self.accuracy if m != model)
        return sum((self.phi_of(of_model, model, m) - self.phi[model, m]) ** 2 for m in others)

    def set_loading(self, model):
        """Sets the model's best loading, given the others', by golden section."""
        low, high = 0.5, 0.9999
        while high - low > 1e-6:
            left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
            if self.error(model, left) < self.error(model, right):
                high = right
            else:
                low = left
        step = abs((low + high) / 2 - self.loading[model])
        self.loading[model] = (low + high) / 2
        self.chances[model] = chances(self.accuracy[model], self.loading[model])
        return step

    def run(self):
        while max(self.set_loading(m) for m in self.accuracy) > 1e-5:
            pass

    def misses(self):
        pairs = [(a, b) for a, b in self.phi if a < b]
        return [abs(self.phi_of(self.chances[a], a, b) - self.phi[a, b]) for a, b in pairs]

    def shares_right(self):
        """The share of images at which exactly k models are right."""
        shares = [0.0] * (len(self.accuracy) + 1)
        for i, weight in enumerate(WEIGHTS):
            law = [weight]
            for of_model in self.chances.values():
                chance = of_model[i]
                law = [x * (1 - chance) + y * chance for x, y in zip(law + [0], [0] + law)]
            shares = [x + y for x, y in zip(shares, law)]
        return shares


def main(arguments):
    pairs, right, profile = arguments if arguments else DEFAULTS
    fit = Fit(rows_of(pairs))
    fit.run()
    for model, accuracy in fit.accuracy.items():
        print(f"{model:32}{accuracy:9.5f}{fit.loading[model]:7.3f}")
    misses = fit.misses()
    near = sum(m <= 0.05 for m in misses)
    print(f"mean loading {statistics.mean(fit.loading.values()):.3f}")
    print(f"phi within 0.05: {near} of {len(misses)} pairs, farthest {max(misses):.3f}")
    measured = [float(row["share"]) for row in rows_of(right)]
    off = max(abs(x - y) for x, y in zip(fit.shares_right(), measured))
    print(f"number of models right: each share within {off:.4f}")
    with open(profile, encoding="utf-8") as file:
        listed = json.load(file)["models"]["list"]
    known = {m["name"]: (m["accuracy"], m["loading"]) for m in listed}
    if known != {m: (a, round(fit.loading[m], 3)) for m, a in fit.accuracy.items()}:
        print(f"{profile} has other numbers", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
