#!/usr/bin/python3
"""PieSlicer, Fig. 4: five regressors of network time on 36 subsets of what a phone measures.
usage: scripts/regressors.py fit TABLE        reads measurements from stdin, writes TABLE
       scripts/regressors.py draw TABLE DIR   draws DIR/fig4.{svg,pdf,png}
where the measurements are: mdisim fit --measurements scenarios/pieslicer/fig4.json

As in the paper (Sec. 4.3): what is below the 5th or above the 95th percentile is left out, features
are mapped to 0..1, a fifth is put aside, settings are chosen by tenfold cross-validation, and the
error is the mean absolute percentage error on what was put aside. The TABLE is a curve as those of
profiles/published, with the digest of the measurements and the version of scikit-learn: a series
for each regressor and for how often lines are about as good as KNN and SVR, which claim ps-9 reads.
To fit takes minutes and scikit-learn; to draw takes neither."""
import csv
import hashlib
import io
import itertools
import os
import pathlib
import sys

os.environ["SOURCE_DATE_EPOCH"] = "0"
sys.dont_write_bytecode = True

PHONES = ["low_end", "mid_end", "high_end"]
NETWORKS = ["residential", "university"]
SETS = ["image-1k", "image-5k"]
FEATURES = ["bytes", "width", "height", "resolution", "sent_bytes"]
AS_GOOD = [1, 5, 10]  # points of error at most over the better one: the paper does not say
IN_BOTH = 5  # pictures of image-5k to one of image-1k where the paper takes both: its image-6k
READINGS = {"raw": "sent as taken", "both": "sent both ways"}  # of which transfers are measured
REGRESSORS = ["linear", "lasso", "k nearest", "forest", "support vectors"]


def candidates():
    """By name: a regressor, and the settings it is tried with."""
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import Lasso, LinearRegression
    from sklearn.neighbors import KNeighborsRegressor
    from sklearn.svm import SVR
    few = [1, 2, 3, 5, 8, 13, 20, 29, 50, 100]  # of the paper's 1..29, 50, 100
    return {
        "linear": (LinearRegression(), {}),
        "lasso": (Lasso(max_iter=100000), {"lasso__alpha": [0.01, 0.1, 1, 10]}),
        "k nearest": (KNeighborsRegressor(), {"kneighborsregressor__n_neighbors": few}),
        "forest": (RandomForestRegressor(max_depth=10, random_state=1),
                   {"randomforestregressor__n_estimators": [1, 2, 4, 8, 16]}),
        "support vectors": (SVR(), {"svr__C": [10, 1000], "svr__epsilon": [1, 10]}),
    }


def read(text):
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        place = row["place"]
        rows.append({
            "phone": next(p for p in PHONES if p in place),
            "network": next(n for n in NETWORKS if n in place),
            "set": next(s for s in SETS if s in place),
            "raw": row["shrunk_on_phone"] == "0",
            "in_both": row["place"].endswith("image-5k") or int(row["picture"]) % IN_BOTH == 0,
            "x": [float(row[f]) for f in FEATURES], "y": float(row["network_ms"])})
    if not rows:
        sys.exit("regressors: no measurements came in")
    return rows


def subsets(rows):
    """Each as (phone, network, set) with None for all, features and times."""
    import numpy as np
    for phone, network, which in itertools.product(PHONES + [None], NETWORKS + [None],
                                                   SETS + [None]):
        kept = [r for r in rows if phone in (None, r["phone"])
                and network in (None, r["network"])
                and (r["in_both"] if which is None else which == r["set"])]
        x = [r["x"] + [float(r["phone"] == p) for p in PHONES[1:] if phone is None]
             + [float(r["network"] == n) for n in NETWORKS[1:] if network is None] for r in kept]
        y = np.array([r["y"] for r in kept])
        low, high = np.percentile(y, [5, 95])
        inside = (y >= low) & (y <= high)
        yield (phone, network, which), np.array(x)[inside], y[inside]


def errors_on(x, y, most=1500):
    """By regressor, on a fifth; of large subsets a part, drawn, since support vectors are slow."""
    import numpy as np
    from sklearn.metrics import mean_absolute_percentage_error
    from sklearn.model_selection import GridSearchCV, train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler
    if len(y) > most:
        part = np.random.default_rng(1).choice(len(y), most, replace=False)
        x, y = x[part], y[part]
    x_in, x_out, y_in, y_out = train_test_split(x, y, test_size=0.2, random_state=1)
    errors = {}
    for name, (regressor, settings) in candidates().items():
        search = GridSearchCV(make_pipeline(MinMaxScaler(), regressor), settings, cv=10,
                              scoring="neg_mean_absolute_percentage_error")
        search.fit(x_in, y_in)
        errors[name] = mean_absolute_percentage_error(y_out, search.predict(x_out))
    return errors


def as_good(table, points):
    """The share of subsets in which lines are within so many points of the better of two."""
    good = [100 * e["linear"] <= 100 * min(e["k nearest"], e["support vectors"]) + points
            for _, e in table]
    return sum(good) / len(table)


def fit(path):
    import sklearn
    text = sys.stdin.read()
    rows = read(text)
    lines = ["# PieSlicer, Fig. 4: errors of five regressors of network time on 36 subsets; x is",
             "# the number of the subset, phone by phone (low, mid, high end, all), in it network",
             "# by network (residential, university, both), in it image-1k, -5k, both. And the",
             "# share of subsets in which lines are within x points of the better of KNN and SVR.",
             f"# Made by scripts/regressors.py with scikit-learn {sklearn.__version__} from",
             "# measurements with the digest", f"# {hashlib.sha256(text.encode()).hexdigest()}",
             "series,metric,x,y"]
    for reading, words in READINGS.items():
        kept = [r for r in rows if r["raw"] or reading == "both"]
        table = [(which, errors_on(x, y)) for which, x, y in subsets(kept)]
        for name in REGRESSORS:
            for number, (_, errors) in enumerate(table, 1):
                lines.append(f"\"{name}, {words}\",error,{number},{errors[name]:.6f}")
        for points in AS_GOOD:
            share = as_good(table, points)
            lines.append(f"\"as good, {words}\",share_of_subsets,{points},{share:.6f}")
            print(f"{words}: lines within {points} points in {share:.0%} of subsets")
    pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def draw(path, folder):
    import matplotlib
    import numpy as np
    matplotlib.use("agg")
    matplotlib.rcParams.update({"svg.hashsalt": "mdisim", "font.size": 8})
    from matplotlib import pyplot
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    figure, axes = pyplot.subplots(1, 2, figsize=(7, 2.6), sharex=True, sharey=True,
                                   constrained_layout=True)
    styles = [("#000000", "-"), ("#999999", "--"), ("#0072B2", "-."), ("#E69F00", ":"),
              ("#009E73", (0, (5, 1, 1, 1)))]
    for ax, words in zip(axes, READINGS.values()):
        for name, (colour, line) in zip(REGRESSORS, styles):
            values = np.sort([100 * float(r["y"]) for r in rows
                              if r["series"] == f"{name}, {words}" and r["metric"] == "error"])
            ax.step(values, np.arange(1, len(values) + 1) / len(values), linestyle=line,
                    color=colour, linewidth=1.8 if name == "linear" else 1.2, label=name,
                    where="post")
        ax.set(xscale="log", xlabel="mean absolute percentage error (%)", ylim=(0, 1.02),
               title=f"transfers {words}")
        ax.set_xticks([10, 20, 50, 100, 200, 500], [10, 20, 50, 100, 200, 500])
        ax.set_xticks([], minor=True)
        ax.grid(color="#e4e4e4")
    axes[0].set_ylabel("share of subsets")
    axes[1].legend(frameon=False)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for kind, about in (("svg", {"Date": None}), ("pdf", {"CreationDate": None}), ("png", {})):
        figure.savefig(folder / f"fig4.{kind}", dpi=300, metadata=about)


def main():
    try:
        if len(sys.argv) == 3 and sys.argv[1] == "fit":
            return fit(sys.argv[2])
        if len(sys.argv) == 4 and sys.argv[1] == "draw":
            return draw(sys.argv[2], sys.argv[3])
    except ImportError as error:
        print(f"regressors need python3-sklearn to fit, python3-matplotlib to draw ({error})",
              file=sys.stderr)
        sys.exit(69)
    sys.exit("\n".join(__doc__.splitlines()[1:4]))


if __name__ == "__main__":
    main()
