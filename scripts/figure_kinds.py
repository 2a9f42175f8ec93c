"""How each kind of figure puts its series on axes: draw(axes, job, panel, name in y)."""
import collections
import math
import textwrap

import numpy as np
from matplotlib.ticker import MaxNLocator

from figure_data import DASHES, MARKERS, Group, read_table

GREY = "#777777"
PUBLISHED = {"color": GREY, "linestyle": (0, (2.2, 0.9)), "linewidth": 2.6, "alpha": 0.55,
             "zorder": 1.5, "label": "published"}
CURVES = 2  # their order from back to front: behind them is what is published, before them bounds
RIM = 1  # points that a curve is wider than the one that hides it
LETTERS_PER_IN = 18  # of an axis, small ones
LETTERS_SLANTING = 23  # of a name, in a line


def line_style(look):
    style = {"color": look.colour, "linestyle": DASHES[look.line], "label": look.label}
    if look.bound:
        return {**style, "zorder": 2.4, "linewidth": 1.5}
    return {**style, "zorder": CURVES, "marker": MARKERS[look.marker], "markeredgewidth": 0}


def marks(count, nth):
    """A dozen markers on a curve, those of one curve beside those of the next."""
    if count <= 12:
        return None
    step = max(3, math.ceil(count / 8))
    return (nth * max(step, 5) // 5 % step, step)


def published_curves(job, panel, metric):
    """(x, y) of each curve that belongs to a policy shown, or to none of the scenario's."""
    if not job["behind"]:
        return
    curves = collections.defaultdict(list)
    for row in read_table(job.results.folder / (job["behind"] + ".csv")):
        if row["metric"] == metric:
            curves[row["series"]].append((float(row["x"]), float(row["y"])))
    here = panel.fixed.get("policy")
    shown = [here] if here else job.shown_policies()
    for series, points in curves.items():
        if series in shown or (series not in job.results.looks and not here):
            yield np.array(sorted(points)).T


def draw_published(ax, curves):
    for x, y in curves:
        ax.plot(x, y, **PUBLISHED)


def draw_lines(ax, job, panel, metric):
    scale = job.results.scale(metric)
    draw_published(ax, ((x, y * scale) for x, y in published_curves(job, panel, metric)))
    for nth, series in enumerate(job.series):
        x, values = job.along_x(metric, panel, series)
        if len(x) and job.x_is_continuous():
            draw_curve(ax, nth, x, values, series.look, "post" if job.over_time() else None)
        elif len(x):
            draw_points(ax, x + 0.5 * ((nth + 0.5) / len(job.series) - 0.5), values, series.look)
    if job.x_is_continuous():
        limit_x(ax, job, 0.02)
    else:
        name_ticks(ax, job.words_on_x())
        ax.set_xlim(-0.5, len(job.labels_on(job["x"])) - 0.5)


def draw_curve(ax, nth, x, values, look, steps=None):
    """What is said of windows of time stays so until the next: in steps."""
    mean, low, high = values
    ax.fill_between(x, low, high, where=np.isfinite(low) & np.isfinite(high), color=look.colour,
                    alpha=0.2, linewidth=0, step=steps)
    ax.plot(x, mean, markevery=marks(len(x), nth), **line_style(look),
            drawstyle=f"steps-{steps}" if steps else "default")


def widen_hidden(ax):
    """Curves of few points that lie under later ones nearly everywhere, and each of their markers
    too, show at both sides of them: of several, the lowest is the widest."""
    curves = [line for line in ax.lines if line.get_zorder() == CURVES
              and line.get_markevery() is None and line.get_linestyle() != "None"]
    paths = [ax.transData.transform(line.get_xydata()).T for line in curves]
    layers = {}
    for i in range(len(curves) - 1, -1, -1):
        width = curves[i].get_linewidth()
        near = 0.6 * width * ax.get_figure().dpi / 72
        x, y = paths[i]
        over = [j for j in range(i + 1, len(curves)) if np.mean(
            np.abs(np.interp(x, *paths[j], left=np.nan, right=np.nan) - y) < near) > 0.8]
        layers[i] = min(3, 1 + max(layers[j] for j in over)) if over else 0
        curves[i].set_linewidth(width + RIM * layers[i])
        curves[i].set_markersize(curves[i].get_markersize() + RIM * layers[i])


def errors_of(values):
    """Below and above the mean; nothing where the interval has no end."""
    return np.nan_to_num(np.abs(values[1:] - values[0]), nan=0, posinf=0, neginf=0)


def draw_points(ax, x, y, look, x_errors=None):
    known = np.isfinite(x) & np.isfinite(y[0])
    marker = {"marker": "*" if look.bound else MARKERS[look.marker],
              "markerfacecolor": "none" if look.bound else look.colour,
              "markeredgecolor": look.colour, "markeredgewidth": 0.8, "markersize": 5.5}
    ax.errorbar(x[known], y[0, known], yerr=errors_of(y[:, known]),
                xerr=None if x_errors is None else x_errors[:, known], linestyle="none",
                ecolor=look.colour, elinewidth=0.8, label=look.label, **marker)


def draw_areas(ax, job, panel, stack):
    curves = {model: job.along_x(f"{stack}.{model}", panel) for model in job.results.models}
    used = [model for model in curves if is_used(job, stack, model)]
    if job.x_is_continuous():
        limit_x(ax, job, 0)
        drawn = [model for model in used if len(curves[model][0])]
        if drawn:
            ax.stackplot(curves[drawn[0]][0], [curves[model][1][0] for model in drawn],
                         labels=drawn, colors=[job.results.models[model] for model in drawn],
                         edgecolor="white", linewidth=0 if job.over_time() else 0.25,
                         step="post" if job.over_time() else None)
    else:
        name_ticks(ax, job.words_on_x())
        below = 0
        for model in used:
            x, values = curves[model]
            ax.bar(x, values[0], 0.8, bottom=below, label=model, color=job.results.models[model],
                   edgecolor="white", linewidth=0.25)
            below = below + values[0]
    ax.grid(False)
    ax.set_ylim(0, 100)


def is_used(job, stack, model):
    """Anywhere in the figure: its panels share a legend."""
    if job.over_time():
        return any(np.nansum(job.along_x(f"{stack}.{model}", panel)[1][0]) > 0
                   for panel in job.panels)
    return np.nansum(job.values(job.cells(), f"{stack}.{model}")[0]) > 0


def bar_style(look):
    if look.bound:
        return {"facecolor": "none", "edgecolor": look.colour, "linestyle": DASHES["dotted"],
                "linewidth": 1.1}
    hatch = {"solid": "", "dashed": "////", "dashdot": "....", "long": "\\\\\\\\"}[look.line]
    return {"facecolor": look.colour, "edgecolor": "white", "linewidth": 0.4, "hatch": hatch}


def draw_bars(ax, job, panel, metric):
    labels = job.labels_on(job["x"]) if job["x"] else [None]
    width = 0.84 / len(job.series) if job["x"] else 0.66
    for nth, series in enumerate(job.series):
        fixed = [Group(None, {job["x"]: label} if job["x"] else {}) for label in labels]
        found = [(i, cells[0]) for i, cells in
                 enumerate(job.cells(panel, series, group) for group in fixed) if cells]
        if not found:
            continue
        shift = (nth - (len(job.series) - 1) / 2) * width if job["x"] else nth
        at = [i + shift for i, _ in found]
        values = job.values([cell for _, cell in found], metric)
        ax.bar(at, values[0], width * (0.86 if series.look.bound else 1), label=series.look.label,
               **bar_style(series.look))
        ax.errorbar(at, values[0], errors_of(values), color="black", linewidth=0.8,
                    linestyle="none", capsize=min(2.5, 10 * width), capthick=0.8)
    name_ticks(ax, job.words_on_x() if job["x"] else [series.look.label for series in job.series])
    ax.tick_params(axis="x", length=0)
    ax.grid(False, axis="x")


def pareto(points, x_better, y_better):
    """The points that no other beats in both, from left to right."""
    def good(value, better):
        return -value if better == "lower" else value
    front, best = [], -math.inf
    for x, y in sorted(points, key=lambda p: (-good(p[0], x_better), -good(p[1], y_better))):
        if good(y, y_better) > best:
            best = good(y, y_better)
            front.append((x, y))
    return sorted(front)


def draw_scatter(ax, job, panel, metric):
    points = []
    for series in job.series:
        cells = job.cells(panel, series)
        if not cells:
            continue
        x, y = job.values(cells, job["x"]), job.values(cells, metric)
        draw_points(ax, x[0], y, series.look, errors_of(x))
        if not series.look.bound:
            points += [(a, b) for a, b in zip(x[0], y[0]) if math.isfinite(a + b)]
    draw_front(ax, points, *(job.results.captions[name]["better"] for name in (job["x"], metric)))


def draw_front(ax, points, x_better, y_better):
    if "neither" in (x_better, y_better) or len(points) < 2:
        return
    x, y = np.array(pareto(points, x_better, y_better)).T
    where = "post" if x_better == "lower" else "pre"
    ax.step(x, y, where=where, color=GREY, linewidth=0.9, zorder=1.5, label="Pareto front")


def distribution(job, panel, series, quantity):
    """Values, and the share of durations up to each with its interval. Of many equal values the
    two ends are left, of zeros the last: nobody waits less than not at all."""
    cells = job.cells(panel, series)
    levels = job.results.distributions.get((cells[0], quantity), []) if cells else []
    value, *shares = np.array(levels, dtype=float).reshape(-1, 4).T
    if len(value) and value[-1] == 0:
        value, shares = value[:0], [share[:0] for share in shares]
    kept = np.ones(len(value), dtype=bool)
    kept[1:-1] = (value[1:-1] != value[:-2]) | (value[1:-1] != value[2:])
    kept[:-1] &= (value[:-1] > 0) | (value[1:] > 0)
    return value[kept], np.array(shares)[:, kept]


def draw_distribution(ax, job, panel, quantity, shown):
    draw_published(ax, ((x, shown(1 - y)) for x, y in published_curves(job, panel, quantity)))
    for nth, series in enumerate(job.series):
        value, (level, low, high) = distribution(job, panel, series, quantity)
        if not len(value):
            continue
        ax.fill_between(value, shown(low), shown(high), color=series.look.colour, alpha=0.2,
                        linewidth=0)
        ax.plot(value, shown(level), markevery=marks(len(value), nth), **line_style(series.look))
    ax.set_xlim(left=0)


def draw_tails(ax, job, panel, quantity):
    draw_distribution(ax, job, panel, quantity, lambda level: 1 - level)
    ax.set_yscale("log", nonpositive="clip")
    lines = [y[y > 0].min() for y in (line.get_ydata() for line in ax.lines) if (y > 0).any()]
    ax.set_ylim(min(lines, default=0.1) / 1.5, 1)


def draw_cdf(ax, job, panel, quantity):
    draw_distribution(ax, job, panel, quantity, lambda level: level)
    ax.set_ylim(0, 1)


def name_ticks(ax, names):
    """Names along x, level where their words are short enough for it."""
    width_in = ax.get_window_extent().width / ax.get_figure().dpi
    letters = max(1, int(LETTERS_PER_IN * width_in / len(names)))
    if max(len(word) for name in names for word in name.split()) <= letters:
        ax.set_xticks(range(len(names)), [textwrap.fill(name, letters) for name in names])
    else:
        folded = [textwrap.fill(name, LETTERS_SLANTING) for name in names]
        ax.set_xticks(range(len(names)), folded, rotation=40, ha="right", rotation_mode="anchor")


def limit_x(ax, job, margin):
    places = job.windows_shown() if job.over_time() else job.x_places().values()
    if not len(places):
        return
    low, high = min(places), max(places)
    if low < high:
        ax.set_xlim(low - margin * (high - low), high + margin * (high - low))


def milliseconds(rows, column):
    return np.array([float(row[column] or 0) for row in rows])


def stage_heights(rows, column):
    """Of each request; what the phone took is a stage only of what was never sent."""
    heights = milliseconds(rows, column)
    if column == "phone_ms":
        heights[[row["model"] != "" for row in rows]] = 0
    return heights


def draw_stages(ax, job, panel, _latency):
    """A bar a request, from its creation at the bottom to the cloud's answer."""
    shown = [row for cell in job.cells() for row in job.results.requests[cell]]
    rows = [row for cell in job.cells(panel) for row in job.results.requests[cell]]
    at = np.arange(1, len(rows) + 1)
    rescued = np.array([row["rescued"] == "1" for row in rows], dtype=bool)
    below = np.zeros(len(rows))
    for stage in job.results.stages:
        if not stage_heights(shown, stage["column"]).any():
            continue
        heights = stage_heights(rows, stage["column"])
        for which, end in ((~rescued, ""), (rescued, "_rescued")):
            ax.bar(at[which], heights[which], 0.82, bottom=below[which], linewidth=0.3,
                   edgecolor="white", color=stage["colour" + end], label=stage["label" + end])
        below = below + heights
    for deadline in set(milliseconds(rows, "deadline_ms")):
        ax.axhline(deadline, color="black", linestyle=(0, (4, 2)), linewidth=0.9, label="deadline")
    ax.set_xlim(0.3, len(rows) + 0.7)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    ax.grid(False, axis="x")


KINDS = {"lines": draw_lines, "areas": draw_areas, "bars": draw_bars, "scatter": draw_scatter,
         "tails": draw_tails, "cdf": draw_cdf, "stages": draw_stages}
