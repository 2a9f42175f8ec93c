"""How each kind of figure puts its marks on axes: draw(ax, figure, plot)."""
import math

import numpy as np
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

MARKERS = "os^Dv<>P"
HATCHES = {"solid": "", "dashed": "////", "dashdot": "....", "long": "\\\\\\\\", "dotted": ""}  # of bars
MORE_HATCHES = ("xxxx", "||||", "----", "oooo", "++++", "****")  # if two of a figure have one line
GREY = "#777777"
PUBLISHED = {"color": GREY, "linestyle": (0, (2.2, 0.9)), "linewidth": 2.6, "alpha": 0.55,
             "zorder": 1.5, "label": "published"}
# From back to front: what is published, policies that know the truth, the others, the bound.
KNOWING, CURVES, BOUND = 1.8, 2, 2.4
RIM = 1  # points that a curve is wider than the one that hides it


def dashes_of(look):
    return (0, look.dashes) if look.dashes else "-"


def line_style(look):
    style = {"color": look.colour, "linestyle": dashes_of(look), "label": look.label}
    if look.bound:
        return {**style, "zorder": BOUND, "linewidth": 1.5}
    return {**style, "zorder": CURVES if look.competes else KNOWING,
            "marker": MARKERS[look.marker], "markeredgewidth": 0}


def some_of(count, nth):
    """A dozen markers on a curve, those of one curve beside those of the next."""
    if count <= 12:
        return None
    step = max(3, math.ceil(count / 8))
    return (nth * max(step, 5) // 5 % step, step)


def draw_lines(ax, figure, plot):
    """Curves, or points where x is words."""
    for curve in plot.published:
        ax.plot(curve.x, curve.y, **PUBLISHED)
    for marks in plot.marks:
        if figure.x.words:
            look = figure.series[marks.series]
            if len(figure.x.words) == 2:  # as in a plot of interactions, whether they are parallel
                ax.plot(marks.x, marks.y, color=look.colour, linestyle=dashes_of(look), linewidth=0.9)
            draw_points(ax, marks, look)
        else:
            draw_curve(ax, marks, figure.series[marks.series], "post" if figure.steps else None)


def draw_curve(ax, marks, look, steps):
    """What is said of windows of time stays so until the next: in steps."""
    known = np.isfinite(marks.low) & np.isfinite(marks.high)
    ax.fill_between(marks.x, marks.low, marks.high, where=known, color=look.colour, alpha=0.2,
                    linewidth=0, step=steps)
    alone = known & ~neighbours(known)
    ax.errorbar(marks.x[alone], marks.y[alone], linestyle="none", ecolor=look.colour, elinewidth=0.8,
                yerr=errors_of(marks.y, marks.low, marks.high)[:, alone])
    ax.plot(marks.x, marks.y, markevery=some_of(len(marks.x), marks.series), **line_style(look),
            drawstyle=f"steps-{steps}" if steps else "default")


def neighbours(known):
    """Whether a point has a known one beside it, so that a band reaches from one to the other."""
    beside = np.zeros(len(known), dtype=bool)
    beside[1:] |= known[:-1]
    beside[:-1] |= known[1:]
    return beside


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


def errors_of(middle, low, high):
    """Below and above the middle; nothing where the interval has no end."""
    return np.nan_to_num(np.abs(np.array([low, high]) - middle))


def draw_points(ax, marks, look, x_errors=None):
    marker = {"marker": "*" if look.bound else MARKERS[look.marker],
              "markerfacecolor": "none" if look.bound else look.colour,
              "markeredgecolor": look.colour, "markeredgewidth": 0.8, "markersize": 5.5}
    ax.errorbar(marks.x, marks.y, yerr=errors_of(marks.y, marks.low, marks.high), xerr=x_errors,
                linestyle="none", ecolor=look.colour, elinewidth=0.8, label=look.label, **marker)


def draw_areas(ax, figure, plot):
    """Stacks: areas, or bars where x is words."""
    for marks in plot.marks:
        look = figure.series[marks.series]
        if figure.x.words or len(marks.x) == 1:  # an area of one point has no width
            ax.bar(marks.x, marks.y, figure.bar_width, bottom=marks.foot, label=look.label,
                   color=look.colour, edgecolor="white", linewidth=0.25)
        else:
            steps = {"step": "post", "linewidth": 0} if figure.steps else {"linewidth": 0.25}
            ax.fill_between(marks.x, marks.foot, marks.foot + marks.y, facecolor=look.colour,
                            label=look.label, edgecolor="white", **steps)
    ax.grid(False)


def hatches_of(lines):
    """A hatch for each series of a figure, by its line style; no two are the same as far as there
    are enough."""
    hatches = []
    for line in lines:
        free = [hatch for hatch in (HATCHES[line], *MORE_HATCHES) if hatch not in hatches]
        hatches.append((free or [HATCHES[line]])[0])
    return hatches


def draw_bars(ax, figure, plot):
    width = figure.bar_width
    hatches = hatches_of([look.line for look in figure.series])
    for marks in plot.marks:
        look = figure.series[marks.series]
        if look.bound:
            ax.bar(marks.x, marks.y, 0.86 * width, label=look.label, facecolor="none",
                   edgecolor=look.colour, linestyle=dashes_of(look), linewidth=1.1)
        else:
            ax.bar(marks.x, marks.y, width, label=look.label, facecolor=look.colour,
                   edgecolor="white", linewidth=0.4, hatch=hatches[marks.series] if figure.legend.labels else
                   HATCHES[look.line])
        ax.errorbar(marks.x, marks.y, errors_of(marks.y, marks.low, marks.high), color="black",
                    linewidth=0.8, linestyle="none", capsize=min(2.5, 10 * width), capthick=0.8)
    ax.tick_params(axis="x", length=0)
    ax.grid(False, axis="x")


def draw_ticks(ax, figure, ticks):
    """Single published numbers: as wide as their bars, or short beside curves."""
    if not len(ticks.x):
        return
    style = {"color": GREY, "zorder": 3, "label": "published"}
    if figure.kind == "bars":
        reach = figure.bar_width / 2
        ax.hlines(ticks.y, ticks.x - reach, ticks.x + reach, linewidth=1.6, **style)
    else:
        ax.plot(ticks.x, ticks.y, linestyle="none", marker="_", markersize=9, markeredgewidth=2,
                **style)


def draw_x_lines(ax, figure, plot):
    """Lines across all plots; their names are beside them in the first of a column."""
    for line in figure.x.lines:
        ax.axvline(line.x, color=GREY, linestyle=(0, (1.5, 1.5)), linewidth=0.9, zorder=1.4)
        if plot.y == 0:
            ax.annotate(line.label, (line.x, 1), xycoords=("data", "axes fraction"),
                        xytext=(-1.5, -2), textcoords="offset points", rotation=90, ha="right",
                        va="top", fontsize=6.5, color=GREY, annotation_clip=True)


def draw_deadlines(ax, plot):
    """Across the plot, or along the deadlines on the x axis; what is seen stays what it was."""
    style = {"color": "black", "linestyle": (0, (4, 2)), "linewidth": 0.9, "label": "deadline"}
    for deadline in plot.deadlines:
        ax.axhline(deadline, **style)
    if len(plot.deadline_along.x):
        ax.plot(plot.deadline_along.x, plot.deadline_along.y, zorder=1.6, **style)


def draw_thresholds(ax, plot):
    """What thresholds of the scenario ask: lines across, or marks where they ask at one position."""
    style = {"color": "#c0504a", "zorder": 2.6, "label": "threshold"}
    for threshold in plot.thresholds:
        ax.axhline(threshold, linestyle=(0, (1.5, 1.5)), linewidth=1, **style)
    if len(plot.threshold_marks.x):
        ax.plot(plot.threshold_marks.x, plot.threshold_marks.y, linestyle="none", marker="_",
                markersize=9, markeredgewidth=2, **style)


def names_points(figure):
    """Whether points have their names beside them, and not in the legend: if no series has two."""
    return figure.kind == "scatter" and 5 <= len(figure.series) <= 14 and all(
        len(marks.x) == 1 for plot in figure.plots for marks in plot.marks)


# Where a name may be: to the right and left of its point, above and below, and further away.
AROUND = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]


def add_point_names(ax, figure, plot):
    """Names beside points, each where it hides least of points and of other names."""
    scale = ax.get_figure().dpi / 72
    points = {marks.series: (marks.x[0], marks.y[0]) for marks in plot.marks}
    where = {series: ax.transData.transform(point) for series, point in points.items()}
    taken = [(x - 4 * scale, y - 4 * scale, x + 4 * scale, y + 4 * scale)
             for x, y in where.values()]
    for ends in segments_of(figure, plot):
        (x0, y0), (x1, y1) = ax.transData.transform(ends)
        taken.append((min(x0, x1) - scale, min(y0, y1) - scale, max(x0, x1) + scale,
                      max(y0, y1) + scale))
    frame = ax.get_window_extent()
    for series, (x, y) in sorted(where.items(), key=lambda item: -item[1][1]):
        name = figure.series[series].label
        width, height = 3.6 * len(name) * scale, 7 * scale
        best = None
        for far in (5, 9, 14):
            for right, up in AROUND:
                left = x + right * far * scale - (0.5 - 0.5 * right) * width
                foot = y + up * far * scale - (0.5 - 0.5 * up) * height
                box = left, foot, left + width, foot + height
                cost = far / 100 + sum(overlap(box, other) for other in taken)
                cost += outside(box, frame)
                if best is None or cost < best[0]:
                    best = cost, box, right, up, far
        _, box, right, up, far = best
        taken.append(box)
        ax.annotate(name, points[series], xytext=(right * far, up * far),
                    textcoords="offset points", fontsize=6.5, color="#333333", zorder=4,
                    path_effects=[withStroke(linewidth=1.5, foreground="white")],
                    ha={1: "left", 0: "center", -1: "right"}[right],
                    va={1: "bottom", 0: "center", -1: "top"}[up])


def segments_of(figure, plot):
    """The ends of whiskers and of the steps of a front, whose two coordinates are level."""
    for marks in plot.marks:
        for x, y, low, high in zip(marks.x, marks.y, marks.x_low, marks.x_high):
            if np.isfinite(low + high):
                yield (low, y), (high, y)
        for x, low, high in zip(marks.x, marks.low, marks.high):
            if np.isfinite(low + high):
                yield (x, low), (x, high)
    steps = list(zip(plot.front.x, plot.front.y))
    for one, other in zip(steps, steps[1:]):
        corner = (other[0], one[1]) if figure.front_steps == "after" else (one[0], other[1])
        yield one, corner
        yield corner, other


def overlap(one, other):
    """The area that two boxes share, in tenths of a typical name."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall / 100 if wide > 0 and tall > 0 else 0


def outside(box, frame):
    return 10 * sum(max(0, by) for by in (frame.x0 - box[0], box[2] - frame.x1, frame.y0 - box[1],
                                          box[3] - frame.y1))


def draw_scatter(ax, figure, plot):
    for marks in plot.marks:
        draw_points(ax, marks, figure.series[marks.series],
                    errors_of(marks.x, marks.x_low, marks.x_high))
    if len(plot.front.x):
        where = {"after": "post", "before": "pre"}[figure.front_steps]
        ax.step(plot.front.x, plot.front.y, where=where, color=GREY, linewidth=0.9, zorder=1.5,
                label="Pareto front")


def draw_stages(ax, figure, plot):
    """A bar a request, from its creation at the bottom to the cloud's answer."""
    for marks in plot.marks:
        look = figure.series[marks.series]
        ax.bar(marks.x, marks.y, figure.bar_width, bottom=marks.foot, linewidth=0.3,
               edgecolor="white", color=look.colour, label=look.label)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    ax.grid(False, axis="x")


KINDS = {"lines": draw_lines, "areas": draw_areas, "bars": draw_bars, "scatter": draw_scatter,
         "tails": draw_lines, "cdf": draw_lines, "stages": draw_stages}
