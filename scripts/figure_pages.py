"""A figure as a page. What is drawn, in which colours and under which names is in
figures/NAME.json; decided here are margins, sizes and line breaks."""
import collections
import json
import math
import os
import textwrap
from types import SimpleNamespace

import fontTools.subset
import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter
from matplotlib.transforms import ScaledTranslation

from figure_kinds import (KINDS, add_point_names, draw_deadlines, draw_thresholds, draw_ticks,
                          draw_x_lines, names_points, widen_hidden)

COLUMN_IN, TEXT_IN = 3.5, 7.0  # widths of a paper's column and of its text
ROW_IN = {1: 2.3, 2: 1.75}  # heights of the only row and of two, else 1.6
DPI = 300
LETTERS_PER_IN = 16  # of a label
LETTERS_PER_IN_OF_TICKS = 18
LETTERS_SLANTING = 23  # of a name, in a line
WIDEST_ROW = 4  # panels beside each other
LAYOUT = {"w_pad": 0.04, "h_pad": 0.04, "wspace": 0.05, "hspace": 0.03}
STYLE = {
    "font.family": "DejaVu Sans", "font.size": 8, "axes.titlesize": 8, "axes.labelsize": 8,
    "figure.titlesize": 9, "legend.fontsize": 7.5, "xtick.labelsize": 7.5, "ytick.labelsize": 7.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.7,
    "axes.grid": True, "axes.axisbelow": True, "grid.color": "#e4e4e4", "grid.linewidth": 0.6,
    "lines.linewidth": 1.3, "lines.markersize": 3.6, "hatch.linewidth": 0.6,
    "xtick.major.width": 0.7, "ytick.major.width": 0.7, "legend.frameon": False,
    "legend.handlelength": 2.4, "legend.columnspacing": 1.4, "legend.labelspacing": 0.35,
    "text.parse_math": False, "figure.dpi": DPI, "pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "mdisim",
}
# A canvas for each form, asked to print without a date; a PNG rather soon than small.
FORMS = {"svg": (FigureCanvasSVG, "print_svg", {"metadata": {"Date": None}}),
         "pdf": (FigureCanvasPdf, "print_pdf", {"metadata": {"CreationDate": None}}),
         "png": (FigureCanvasAgg, "print_png", {"metadata": {"Software": None},
                                                "pil_kwargs": {"compress_level": 2}})}
MARGINS = {"lines": 0.02, "areas": 0}  # left and right of what is seen, as a share of it


class Lean(fontTools.subset.Options):
    """Of a font that a PDF embeds nothing is needed that places letters: they all are."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.drop_tables = [*self.drop_tables, "GDEF", "GPOS", "GSUB"]


fontTools.subset.Options = Lean  # else cutting down the font takes longer than the drawing
os.environ["SOURCE_DATE_EPOCH"] = "0"
matplotlib.rcdefaults()
matplotlib.rcParams.update(STYLE)


def read(path):
    """A figure as attributes, its numbers as arrays."""
    figure = json.loads(path.read_text(encoding="utf-8"),
                        object_hook=lambda members: SimpleNamespace(**members))
    for look in figure.series:
        look.label = shown(look.label)
    figure.legend.labels = [shown(label) for label in figure.legend.labels]
    for plot in figure.plots:
        for columns in [*plot.marks, *plot.published, plot.ticks, plot.front,
                        plot.deadline_along, plot.threshold_marks]:
            for name, values in vars(columns).items():
                if isinstance(values, list):  # null is not a number
                    setattr(columns, name, np.array(values, dtype=float))
    return figure


def shown(label):
    """A label that matplotlib does not take for one to be hidden, as it does those with _ first."""
    return "\u200b" + label if label.startswith("_") else label


def spots_of(figure):
    """{(row, column): plot}: a row for each y; the panels of a single y may take several rows.
    Across: a column for each y."""
    rows = len(figure.y)
    if figure.across:
        return {divmod(i, rows): plot for i, plot in enumerate(figure.plots)}
    panels = len(figure.plots) // rows
    if rows > 1 or panels <= WIDEST_ROW:
        return {(i % rows, i // rows): plot for i, plot in enumerate(figure.plots)}
    columns = min(WIDEST_ROW, math.ceil(panels / math.ceil(panels / WIDEST_ROW)))
    return {divmod(i, columns): plot for i, plot in enumerate(figure.plots)}


def finish_axes(ax, figure, plot, first, last):
    """Names, scales and ranges; `first` of its row, `last` of its column."""
    y = figure.y[plot.y]
    if first:
        ax.set_ylabel(y.label)
    if last:
        ax.set_xlabel(figure.x.label)
    fold_labels(ax)
    if plot.panel and plot.y == 0:
        ax.set_title(plot.panel, **({"loc": "left", "fontweight": "bold"} if figure.across else {}))
    if figure.x.words:
        name_ticks(ax, figure.x.words)
    if y.log:
        ax.set_yscale("log")
    if not plot.marks and not plot.published:
        ax.text(0.5, 0.5, "nothing measured", transform=ax.transAxes, ha="center", color="#777777")
    set_ranges(ax, figure, y)
    tidy_ticks(ax)
    if not figure.x.words and ax.get_xscale() == "linear":
        thin_out_ticks(ax.xaxis)


def name_ticks(ax, names):
    """Names along x, level where their words are short enough for it."""
    width_in = ax.get_window_extent().width / ax.get_figure().dpi
    letters = max(1, int(LETTERS_PER_IN_OF_TICKS * width_in / len(names)))
    slanting = {}
    if max((len(word) for name in names for word in name.split()), default=0) > letters:
        letters = LETTERS_SLANTING
        slanting = {"rotation": 40, "ha": "right", "rotation_mode": "anchor"}
    ax.set_xticks(range(len(names)), [textwrap.fill(name, letters) for name in names], **slanting)


def set_ranges(ax, figure, y):
    """What is to be seen with margins around it, or just what is asked for."""
    if figure.kind == "stages" and figure.x.extent:
        ax.set_xlim(0.3, figure.x.extent[1] + 0.7)
    elif figure.kind == "lines" and figure.x.words:
        ax.set_xlim(-0.5, len(figure.x.words) - 0.5)
    elif figure.x.extent and not figure.x.words:
        ax.set_xmargin(MARGINS.get(figure.kind, 0.05))
        ax.dataLim.intervalx = figure.x.extent
        ax.autoscale_view(scaley=False)
    if figure.kind in ("tails", "cdf"):
        ax.set_xlim(left=0)
    if figure.x.range:
        ax.set_xlim(*figure.x.range)
    if y.extent:
        ax.dataLim.intervaly = y.extent
        ax.autoscale_view(scalex=False)
    if figure.kind == "tails":
        ax.set_ylim(y.extent[0] / 1.5, y.extent[1])
    if y.range:
        ax.set_ylim(*y.range)


def tidy_ticks(ax):
    low, high = ax.get_ylim()
    if ax.get_yscale() == "log":
        if high < 100 * low:  # too few powers of ten
            ax.yaxis.set_major_locator(LogLocator(subs=[1, 2, 3, 5]))
        # Powers of ten are plain numbers, since text is not parsed as mathematics.
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter(NullFormatter())
    elif ax.get_yscale() == "linear":
        ax.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))


def thin_out_ticks(axis):
    """Fewer ticks where their numbers are long, since matplotlib allows for three digits each."""
    shown = axis.get_majorticklocs()
    letters = max((len(text) for text in axis.get_major_formatter().format_ticks(shown)), default=0)
    if letters >= 5:
        axis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))


def fold_labels(ax):
    """Breaks labels into lines that are no longer than their axis, and below it the gap."""
    extent = ax.get_window_extent()
    changed = False
    for axis, long in ((ax.xaxis, 1.15 * extent.width), (ax.yaxis, extent.height)):
        before = axis.get_label_text()
        letters = max(10, int(LETTERS_PER_IN * long / ax.get_figure().dpi))
        axis.set_label_text(textwrap.fill(" ".join(before.split()), letters))
        changed |= axis.get_label_text() != before
    return changed


def lay_out(fig, used):
    """Once, for all formats; a second time where labels then want other room, for only now is it
    known how long axes are. Drawing would lay out, too, but takes as long again."""
    engine = fig.get_layout_engine()
    engine.execute(fig)
    folded = any([fold_labels(ax) for ax in used])
    if align_y_labels(fig, used) or folded:
        engine.execute(fig)
    fig.set_layout_engine("none")


def align_y_labels(fig, used):
    """In a column, as far left as the one furthest left; whether that takes more room. What
    matplotlib offers for this looks at all ticks of a column for each label, again and again."""
    renderer = fig.canvas.get_renderer()
    columns = collections.defaultdict(list)
    for ax in used:
        if ax.get_ylabel():
            ax.yaxis.get_tightbbox(renderer)  # puts the label beside the ticks
            columns[ax.get_subplotspec().colspan.start].append(ax)
    wider = False
    for column in columns.values():
        reach = reach_of(column)
        left = min(ax.yaxis.label.get_position()[0] for ax in column)
        for ax in column:
            beside = ScaledTranslation((left - ax.bbox.x0) / fig.dpi, 0, fig.dpi_scale_trans)
            ax.yaxis.set_label_coords(0, 0.5, ax.transAxes + beside)
        wider |= reach_of(column) < reach - 1
    return wider


def reach_of(column):
    return min(ax.yaxis.label.get_window_extent().x0 for ax in column)


def draw_page(figure):
    spots = spots_of(figure)
    rows, columns = (1 + max(ends) for ends in zip(*spots))
    wide = columns > 1 or figure.across
    size = TEXT_IN if wide else COLUMN_IN, rows * ROW_IN.get(rows, 1.6)
    fig = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(fig)
    fig.get_layout_engine().set(**LAYOUT)
    grid = fig.subplots(rows, columns, squeeze=False, sharex=True,
                        sharey=True if len(figure.y) == 1 else "col" if figure.across else "row")
    for (row, column), ax in np.ndenumerate(grid):
        if (row, column) not in spots:
            ax.set_visible(False)
            continue
        plot = spots[row, column]
        draw_x_lines(ax, figure, plot)
        KINDS[figure.kind](ax, figure, plot)
        draw_ticks(ax, figure, plot.ticks)
        draw_deadlines(ax, plot)
        draw_thresholds(ax, plot)
        finish_axes(ax, figure, plot, column == 0 or figure.across, (row + 1, column) not in spots)
        ax.tick_params(labelbottom=(row + 1, column) not in spots)
    used = [grid[place] for place in spots]
    if figure.title:
        fig.suptitle(textwrap.fill(figure.title, 110 if wide else 58))
    add_legend(fig, figure, used, columns)
    lay_out(fig, used)
    for ax, plot in zip(used, spots.values()):
        if figure.kind == "lines":
            widen_hidden(ax)
        if names_points(figure):
            add_point_names(ax, figure, plot)
    return fig


def add_legend(fig, figure, used, columns):
    """Outside the axes: below them, or right of several areas, in the order of the stack."""
    known = {label: handle for ax in reversed(used)
             for handle, label in zip(*ax.get_legend_handles_labels())}
    labels = [label for label in figure.legend.labels if label in known]
    if names_points(figure):
        named = {look.label for look in figure.series}
        labels = [label for label in labels if label not in named]
    handles = [known[label] for label in labels]
    if not labels:
        return
    if figure.kind == "areas" and columns > 1:
        legend = fig.legend(handles[::-1], labels[::-1], loc="center right",
                            bbox_to_anchor=(1, 0.5), handlelength=1.2, borderaxespad=0.2)
        width = legend.get_window_extent().width / fig.bbox.width
        fig.get_layout_engine().set(rect=(0, 0, 1 - width - 0.01, 1))
        return
    legend = widest_legend(fig, handles, labels, figure.legend.title)
    width, height = fig.get_size_inches()
    tall = legend.get_window_extent().height / fig.dpi + 0.04
    fig.set_size_inches(width, height + tall)
    share = tall / (height + tall)
    fig.get_layout_engine().set(rect=(0, share, 1, 1 - share))


def widest_legend(fig, handles, labels, title):
    """Below the axes, with as many columns as fit and no row nearly empty."""
    for most in range(min(len(labels), 6), 0, -1):
        columns = math.ceil(len(labels) / math.ceil(len(labels) / most))
        legend = fig.legend(handles, labels, loc="lower center", ncol=columns, title=title or None,
                            title_fontsize=7.5, borderaxespad=0.2)
        if legend.get_window_extent().width <= 0.99 * fig.bbox.width or most == 1:
            return legend
        legend.remove()


def draw(path):
    """Beside its data, all or nothing: each form is written beside its place, then moved there."""
    fig = draw_page(read(path))
    for form, (canvas, write, settings) in FORMS.items():
        beside = path.with_suffix(f".{form}.part")
        fig.set_dpi(DPI)  # printing a vector form leaves another
        getattr(canvas(fig), write)(beside, **settings)
        os.replace(beside, path.with_suffix(f".{form}"))
