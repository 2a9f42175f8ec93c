"""Figures of a results folder, each a page. What is drawn, in which colours and under which names
is in the manifest: nothing is decided here but where ink goes."""
import collections
import functools
import math
import os
import textwrap

import fontTools.subset
import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter
from matplotlib.transforms import ScaledTranslation

from figure_data import Job, Results, are_numbers
from figure_kinds import KINDS, widen_hidden

COLUMN_IN, TEXT_IN = 3.5, 7.0  # widths of a paper's column and of its text
DPI = 300
LETTERS_PER_IN = 16  # of a label
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
    "figure.dpi": DPI, "pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "mdisim",
}
# A canvas for each form, asked to print without a date; a PNG rather soon than small.
FORMS = {"svg": (FigureCanvasSVG, "print_svg", {"metadata": {"Date": None}}),
         "pdf": (FigureCanvasPdf, "print_pdf", {"metadata": {"CreationDate": None}}),
         "png": (FigureCanvasAgg, "print_png", {"metadata": {"Software": None},
                                                "pil_kwargs": {"compress_level": 2}})}
DISTRIBUTIONS = {"tails": "P({} > t)", "cdf": "P({} \u2264 t)"}


class Lean(fontTools.subset.Options):
    """Of a font that a PDF embeds nothing is needed that places letters: they all are."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.drop_tables = [*self.drop_tables, "GDEF", "GPOS", "GSUB"]


fontTools.subset.Options = Lean  # else cutting down the font takes longer than the drawing
os.environ["SOURCE_DATE_EPOCH"] = "0"
matplotlib.rcdefaults()
matplotlib.rcParams.update(STYLE)


def grid_of(job):
    """(rows, columns): a row for each y; the panels of a single y may take several rows."""
    panels, rows = len(job.panels), len(job["y"])
    if rows > 1 or panels <= WIDEST_ROW:
        return rows, panels
    columns = min(WIDEST_ROW, math.ceil(panels / math.ceil(panels / WIDEST_ROW)))
    return math.ceil(panels / columns), columns


def spots_of(job, columns):
    """Where each panel of each y stands: (row, column, index of y, panel)."""
    if len(job["y"]) > 1:
        return [(row, column, row, panel) for row in range(len(job["y"]))
                for column, panel in enumerate(job.panels)]
    return [(*divmod(i, columns), 0, panel) for i, panel in enumerate(job.panels)]


def size_of(rows, columns):
    width = COLUMN_IN if columns == 1 else TEXT_IN
    tall = {1: 2.3, 2: 1.75}.get(rows, 1.6)
    return width, rows * tall


def finish_axes(ax, job, nth, panel, first, last):
    """Names, scales and ranges of the nth y; `first` of its row, `last` of its column."""
    name = job["y"][nth]
    if job["kind"] in DISTRIBUTIONS:
        title = job.results.caption(name).rsplit(" (", 1)[0]
        y_label = job["y_labels"][nth] if job["y_labels"] else \
            DISTRIBUTIONS[job["kind"]].format(title)
        x_label = job["x_label"] or "t (ms)"
    else:
        y_label, x_label = job.y_caption(nth), job.x_caption()
    if first:
        ax.set_ylabel(y_label)
    if last:
        ax.set_xlabel(x_label)
    fold_labels(ax)
    if panel.fixed and nth == 0:
        ax.set_title(title_of(job, panel))
    if job["y_scale"] == "log" and np.isfinite(ax.dataLim.minposy):
        ax.set_yscale("log")
    if not np.isfinite(ax.dataLim.intervaly).all():
        ax.text(0.5, 0.5, "nothing measured", transform=ax.transAxes, ha="center", color="#777777")
    if job["kind"] == "lines":
        forget_unseen(ax, job)
    set_ranges(ax, job, name)
    tidy_ticks(ax)


def title_of(job, panel):
    """What it is says a word by itself, a number only with its axis."""
    if job["panels"] == "policy" or not are_numbers([panel.look.label]):
        return panel.look.label
    return f"{job.results.caption(job['panels'])}: {panel.look.label}"


def forget_unseen(ax, job):
    """What lies outside the range of x stretches no axis."""
    if not job["x_range"] or job["y_range"] or not ax.lines:
        return
    low, high = job["x_range"]
    seen = [y[(x >= low) & (x <= high) & np.isfinite(y)] for x, y in
            (np.array(line.get_data(), dtype=float) for line in ax.lines)]
    seen = np.concatenate(seen)
    if len(seen):
        ax.dataLim.intervaly = seen.min(), seen.max()
        ax.autoscale_view(scalex=False)


def set_ranges(ax, job, name):
    scatter = job["kind"] == "scatter"
    if job["x_range"]:
        scale = job.results.scale(job["x"]) if scatter else 1
        ax.set_xlim(*(scale * bound for bound in job["x_range"]))
    if job["y_range"]:
        scale = 1 if job["kind"] in DISTRIBUTIONS else job.results.scale(name)
        ax.set_ylim(*(scale * bound for bound in job["y_range"]))


def tidy_ticks(ax):
    low, high = ax.get_ylim()
    if ax.get_yscale() == "log" and high < 100 * low:  # too few powers of ten
        ax.yaxis.set_major_locator(LogLocator(subs=[1, 2, 3, 5]))
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter(NullFormatter())
    elif ax.get_yscale() == "linear":
        ax.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))


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


def draw_page(job):
    rows, columns = grid_of(job)
    fig = Figure(figsize=size_of(rows, columns), layout="constrained")
    FigureCanvasAgg(fig)
    fig.get_layout_engine().set(**LAYOUT)
    share_y = job["kind"] != "scatter"
    grid = fig.subplots(rows, columns, squeeze=False, sharex=bool(job["x"]) or "col",
                        sharey="row" if share_y and len(job["y"]) > 1 else share_y)
    spots = {spot[:2]: spot for spot in spots_of(job, columns)}
    for (row, column), ax in np.ndenumerate(grid):
        if (row, column) not in spots:
            ax.set_visible(False)
            continue
        nth, panel = spots[row, column][2:]
        KINDS[job["kind"]](ax, job, panel, job["y"][nth])
        finish_axes(ax, job, nth, panel, column == 0, row + 1 == rows)
        ax.tick_params(labelbottom=(row + 1, column) not in spots)
    used = [grid[place] for place in spots]
    if job["title"]:
        fig.suptitle(textwrap.fill(job["title"], 58 if columns == 1 else 110))
    add_legend(fig, job, used, columns)
    lay_out(fig, used)
    if job["kind"] == "lines":
        for ax in used:
            widen_hidden(ax)
    return fig


def legend_entries(used):
    entries = {}
    for ax in used:
        for handle, label in zip(*ax.get_legend_handles_labels()):
            entries.setdefault(label, handle)
    last = [label for label in ("published", "Pareto front") if label in entries]
    labels = [label for label in entries if label not in last] + last
    return [entries[label] for label in labels], labels


def add_legend(fig, job, used, columns):
    """Outside the axes: below them, or right of several areas, in the order of the stack."""
    handles, labels = legend_entries(used)
    if not handles or (job["kind"] == "bars" and not job["x"]):
        return
    if labels == [job.series[0].look.label] and job["series"] == "policy":
        return  # there is nothing to tell apart
    title = job.caption_of(job["series"]) if job["kind"] != "areas" else ""
    if job["kind"] == "areas" and columns > 1:
        legend = fig.legend(handles[::-1], labels[::-1], loc="center right",
                            bbox_to_anchor=(1, 0.5), handlelength=1.2, borderaxespad=0.2)
        width = legend.get_window_extent().width / fig.bbox.width
        fig.get_layout_engine().set(rect=(0, 0, 1 - width - 0.01, 1))
        return
    legend = widest_legend(fig, handles, labels, title)
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


def save(fig, folder, name):
    """All or nothing: written beside its place, then moved there."""
    for form, (canvas, write, settings) in FORMS.items():
        path = folder / f"{name}.{form}"
        beside = folder / f"{name}.{form}.part"
        fig.set_dpi(DPI)  # printing a vector form leaves another
        getattr(canvas(fig), write)(beside, **settings)
        os.replace(beside, path)


def begin(folder):
    """Makes room for the figures of a results folder; their names."""
    results = results_of(folder)
    out = folder / "figures"
    out.mkdir(exist_ok=True)
    names = [figure["name"] for figure in results.figures]
    for path in out.iterdir():  # of an earlier run that declared others
        if path.suffix[1:] in FORMS and path.stem not in names:
            path.unlink()
    return names


def draw(folder, name):
    results = results_of(folder)
    figure = next(figure for figure in results.figures if figure["name"] == name)
    save(draw_page(Job(results, figure)), folder / "figures", name)


@functools.lru_cache(maxsize=1)
def results_of(folder):
    return Results(folder)
