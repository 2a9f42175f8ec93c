#!/usr/bin/python3
"""Draws the figures that results folders declare, as SVG, PDF and PNG: the same bytes every time.
usage: scripts/figures.py RESULTS_FOLDER...

Reads manifest.json, metrics.csv, distributions.csv and published curves; writes figures/NAME.*.
Figures that are there, of the same numbers and by the same code, are left as they are: loading
matplotlib and drawing take longer than finding that out."""
import gc
import hashlib
import os
import pathlib
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context

sys.dont_write_bytecode = True
FORMS = (".svg", ".pdf", ".png")


def digest(folder):
    """Of all that figures are made of, and of the figures. Where the folders are does not matter."""
    code = sorted(pathlib.Path(__file__).parent.glob("figure*.py"))
    made_of = code + sorted([*folder.glob("manifest.json"), *folder.rglob("*.csv")])
    drawn = [path for path in folder.glob("figures/*") if path.suffix in FORMS]
    whole = hashlib.sha256(f"{sys.version} {version('matplotlib')} {version('numpy')}".encode())
    for path in made_of + sorted(drawn):
        content = path.read_bytes()
        whole.update(f"\n{path.name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def is_drawn(folder):
    mark = folder / "figures" / ".drawn"
    return mark.is_file() and mark.read_text() == digest(folder)


def draw_all(folders):
    """Each figure by itself, on all cores; one that fails keeps no other from being drawn."""
    from figure_pages import begin, draw
    gc.freeze()  # what is loaded now stays, here and in the processes to come
    failed = {}
    jobs = []
    for folder in folders:
        try:
            jobs += [(folder, name) for name in begin(folder)]
        except OSError as error:
            failed[folder] = error
    cores = min(len(jobs), len(os.sched_getaffinity(0)))
    with ProcessPoolExecutor(max(cores, 1), get_context("fork")) as pool:
        for (folder, _), drawn in zip(jobs, [pool.submit(draw, *job) for job in jobs]):
            if drawn.exception():
                failed.setdefault(folder, drawn.exception())
    for folder in folders:
        if folder not in failed:
            (folder / "figures" / ".drawn").write_text(digest(folder))
    for error in failed.values():
        raise error


def main(folders):
    if not folders:
        sys.exit(__doc__.splitlines()[1])
    try:
        folders = [folder for folder in map(pathlib.Path, folders) if not is_drawn(folder)]
        if folders:
            draw_all(folders)
    except ImportError as error:
        print(f"figures need python3-matplotlib and python3-numpy ({error})", file=sys.stderr)
        sys.exit(69)


if __name__ == "__main__":
    main(sys.argv[1:])
