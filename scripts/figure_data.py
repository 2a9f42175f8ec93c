"""What figures are made of: a results folder, read, and one figure of it with its series."""
import collections
import csv
import json
import math

import matplotlib
import numpy as np

MARKERS = "os^Dv<>P"
TIME = "time_s"  # the x of figures that are drawn from series.csv
OF_EVERY_CELL = "attainment"  # a metric that all cells have
STACKS = ("usage", "active")  # y of areas: the shares of all models
DASHES = {"solid": "-", "dashed": (0, (5, 1.6)), "dashdot": (0, (6, 1.6, 1.2, 1.6)),
          "long": (0, (9, 2.4)), "dotted": (0, (1.1, 1.5))}
AXIS_COLOURS = "viridis"  # of the values of an axis: dark to light, in order
LIGHTEST = 0.59  # place on it of the last colour that has a contrast of 3 to white

Look = collections.namedtuple("Look", "label colour line marker bound")
Cell = collections.namedtuple("Cell", "at policy")  # at: its label on each axis
Group = collections.namedtuple("Group", "look fixed")  # fixed: {"policy" or axis: label}


def number(text):
    """The number a label is, or nothing."""
    try:
        return float(text)
    except ValueError:
        return None


def same_label(one, other):
    return one == other or (number(one) is not None and number(one) == number(other))


def are_numbers(labels):
    return None not in map(number, labels)


def read_table(path, metrics=None):
    """The rows of a CSV file, or those of some metrics; lines that begin with # say where it is
    from."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        names = next(rows, ["metric"])
        at = names.index("metric") if metrics is not None else None
        for row in filter(None, rows):
            if at is None or row[at] in metrics:
                yield dict(zip(names, row))


class Results:
    """A results folder, read once."""

    def __init__(self, folder):
        self.folder = folder
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.axes = {name: [str(label) if isinstance(label, str) else json.dumps(label)
                            for label in labels] for name, labels in manifest["sweep"].items()}
        declared = manifest.get("figures", {"list": [], "policies": {}})
        self.figures = declared["list"]
        self.looks = {name: Look(**look) for name, look in declared["policies"].items()}
        self.models = dict(zip(declared.get("models", []), declared.get("model_colours", []), strict=True))
        self.captions = declared.get("captions", {})
        self.words = declared.get("labels", {})  # axis -> what its values are called
        self.stages = declared.get("stages", [])  # of requests, in their order
        self.metrics = collections.defaultdict(dict)  # cell -> metric -> (mean, low, high)
        self.distributions = collections.defaultdict(list)  # (cell, quantity) -> [(value, level, low, high)]
        self.series = collections.defaultdict(list)  # (cell, metric) -> [(from, until, mean, low, high)]
        self.requests = collections.defaultdict(list)  # cell -> rows of requests.csv
        if self.figures:
            self.read_metrics()
            self.read_distributions()
            self.read_series()
        if self.stages:
            for row in read_table(folder / "requests.csv"):
                self.requests[self.cell(row)].append(row)

    def cell(self, row):
        return Cell(tuple(row[axis] for axis in self.axes), row["policy"])

    def wanted(self, over_time):
        """The metrics that figures name, those over time or the others."""
        names = {name for figure in self.figures if (figure["x"] == TIME) == over_time
                 for name in [figure["x"], *figure["y"]]}
        return names | {f"{stack}.{model}" for stack in names.intersection(STACKS)
                        for model in self.models}

    def read_metrics(self):
        wanted = self.wanted(over_time=False)
        for row in read_table(self.folder / "metrics.csv", wanted | {OF_EVERY_CELL}):
            metrics = self.metrics[self.cell(row)]
            if row["metric"] in wanted:
                metrics[row["metric"]] = tuple(float(row[key]) for key in ("mean", "low", "high"))

    def read_distributions(self):
        path = self.folder / "distributions.csv"
        for row in read_table(path) if path.exists() else []:
            levels = self.distributions[self.cell(row), row["quantity"]]
            levels.append([float(row[key]) for key in ("value", "level", "low", "high")])

    def read_series(self):
        wanted, path = self.wanted(over_time=True), self.folder / "series.csv"
        for row in read_table(path, wanted) if wanted and path.exists() else []:
            keys = ("from_s", "until_s", "mean", "low", "high")
            windows = self.series[self.cell(row), row["metric"]]
            windows.append([float(row[key]) for key in keys])

    def label(self, cell, name):
        """Of a cell: its policy, or what it is called on an axis."""
        return cell.policy if name == "policy" else cell.at[list(self.axes).index(name)]

    def caption(self, name):
        return self.captions[name]["label"]

    def worded(self, axis, labels):
        """What figures call these values of an axis."""
        words = self.words.get(axis, {})
        return [words.get(label, label) for label in labels]

    def scale(self, name):
        return self.captions[name]["scale"]


class Job:
    """One figure on its way: what it declares, beside what there is."""

    def __init__(self, results, figure):
        self.results = results
        self.figure = figure
        self.panels = self.groups(figure["panels"]) if figure["panels"] else [Group(None, {})]
        self.series = self.groups(figure["series"])

    def __getitem__(self, key):
        return self.figure[key]

    def shows(self, name, label):
        if name == "policy":
            return not self["policies"] or label in self["policies"]
        return all(any(same_label(label, wanted) for wanted in pick["labels"])
                   for pick in self["where"] if pick["axis"] == name)

    def groups(self, name):
        """The values of "policy" or an axis that are shown, with their looks."""
        if name == "policy":
            return [Group(look, {name: policy}) for policy, look in self.results.looks.items()
                    if self.shows(name, policy)]
        labels = self.labels_on(name)
        if are_numbers(labels):
            labels.sort(key=number)
        colours, words = sampled(len(labels)), self.results.worded(name, labels)
        dashes = ["solid", "dashed", "dashdot", "long"]
        return [Group(Look(words[i], colours[i], dashes[i % 4], i % len(MARKERS), False),
                      {name: label}) for i, label in enumerate(labels)]

    def labels_on(self, axis):
        return [label for label in self.results.axes[axis] if self.shows(axis, label)]

    def words_on_x(self):
        return self.results.worded(self["x"], self.labels_on(self["x"]))

    def cells(self, *groups):
        fixed = {name: label for group in groups for name, label in group.fixed.items()}
        return [cell for cell in self.results.metrics
                if self.shows("policy", cell.policy)
                and all(self.shows(axis, label)
                        for axis, label in zip(self.results.axes, cell.at))
                and all(self.results.label(cell, name) == label
                        for name, label in fixed.items())]

    def shown_policies(self):
        return [policy for policy in self.results.looks if self.shows("policy", policy)]

    def x_places(self):
        """Where each label on x stands: at its number, or one after the other."""
        labels = self.labels_on(self["x"])
        at = map(number, labels) if are_numbers(labels) else range(len(labels))
        return dict(zip(labels, at))

    def windows_shown(self):
        """Where the windows of time begin and end that any curve shows."""
        cells = set(self.cells())
        return [edge for (cell, _), windows in self.results.series.items() if cell in cells
                for edge in (windows[0][0], windows[-1][1])]

    def over_time(self):
        return self["x"] == TIME

    def x_is_continuous(self):
        return self.over_time() or are_numbers(self.labels_on(self["x"]))

    def values(self, cells, metric):
        """Mean, low and high, one row each, as shown."""
        missing = (math.nan,) * 3
        found = [self.results.metrics[cell].get(metric, missing) for cell in cells]
        return np.array(found, dtype=float).reshape(-1, 3).T * self.scale(metric)

    def scale(self, metric):
        named = metric in self.results.captions  # else it is a part of a stack
        return self.results.scale(metric if named else metric.split(".", 1)[0])

    def along_x(self, metric, *groups):
        """x and (mean, low, high) of a curve, in the order of x; over time, at the start of each
        window and once more where the last ends."""
        if self.over_time():
            cells = self.cells(*groups)
            windows = self.results.series.get((cells[0], metric), []) if cells else []
            start, end, *values = np.array(windows, dtype=float).reshape(-1, 5).T
            values = np.array([np.append(value, value[-1:]) for value in values])
            return np.append(start, end[-1:]), values * self.scale(metric)
        at = self.x_places()
        cells = {at[self.results.label(cell, self["x"])]: cell for cell in self.cells(*groups)}
        x = sorted(cells)
        return np.array(x, dtype=float), self.values([cells[place] for place in x], metric)

    def caption_of(self, name):
        """Of a panel or a legend: "policy" needs none."""
        return "" if name in ("", "policy") else self.results.caption(name)

    def x_caption(self):
        if self["x_label"]:
            return self["x_label"]
        return self.results.caption(self["x"]) if self["x"] else ""

    def y_caption(self, nth):
        return self["y_labels"][nth] if self["y_labels"] else self.results.caption(self["y"][nth])


def sampled(count):
    """So many colours from dark to light, none too pale for a line."""
    colours = matplotlib.colormaps[AXIS_COLOURS](np.linspace(0, LIGHTEST, max(count, 1)))
    return [matplotlib.colors.to_hex(colour) for colour in colours]
