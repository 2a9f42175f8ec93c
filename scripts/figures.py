#!/usr/bin/python3
"""Draws the figures that results folders declare, as SVG, PDF and PNG: the same bytes every time.
usage: scripts/figures.py RESULTS_FOLDER...

Reads figures/NAME.json, which 'mdisim run' writes, and nothing else; writes figures/NAME.svg, .pdf
and .png. Figures that are there, of the same numbers and by the same code, are left as they are:
loading matplotlib and drawing take longer than finding that out."""
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


def files_in(folder, *forms):
    return sorted(path for path in folder.glob("figures/*") if path.suffix in forms)


def digest(folder):
    """Of all that figures are made of, and of the figures. Their folders do not matter."""
    code = sorted(pathlib.Path(__file__).parent.glob("figure*.py"))
    whole = hashlib.sha256(f"{sys.version} {version('matplotlib')} {version('numpy')}".encode())
    for path in code + files_in(folder, ".json") + files_in(folder, *FORMS):
        content = path.read_bytes()
        whole.update(f"\n{path.name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def mark_of(folder):
    """The file with the digest of all figures and, line by line, the names of what was drawn."""
    return folder / "figures" / ".drawn"


def is_drawn(folder):
    mark = mark_of(folder)
    return mark.is_file() and mark.read_text(errors="replace").split("\n")[0] == digest(folder)


def drawn_earlier(folder):
    mark = mark_of(folder)
    return mark.read_text(errors="replace").split("\n")[1:] if mark.is_file() else []


def draw_all(folders):
    """Each figure by itself, on all cores; one that fails keeps no other from being drawn."""
    from figure_pages import draw
    bare = [folder for folder in folders if not files_in(folder, ".json")]
    gc.freeze()  # what is loaded now stays, here and in the processes to come
    failed = {}
    figures = [path for folder in folders for path in figures_of(folder)]
    cores = max(1, min(len(figures), len(os.sched_getaffinity(0))))
    with ProcessPoolExecutor(cores, get_context("fork")) as pool:
        for path, drawn in zip(figures, [pool.submit(draw, path) for path in figures]):
            if drawn.exception():
                failed[path] = drawn.exception()
    broken = {path.parent for path in failed}
    for folder in folders:
        if folder not in bare and folder / "figures" not in broken:
            names = [path.name for path in files_in(folder, *FORMS) if is_of_figure(path)]
            mark_of(folder).write_text("\n".join([digest(folder), *names]))
    for path, error in failed.items():
        print(f"{path} is not drawn: {type(error).__name__}: {error}".replace("\n", " "),
              file=sys.stderr)
    for folder in bare:
        print(f"{folder}: there is no figures/NAME.json; 'mdisim run' writes one for each figure "
              "of a scenario", file=sys.stderr)
    if failed or bare:
        sys.exit(2 if bare else 1)


def is_of_figure(path):
    return path.with_suffix(".json").is_file()


def figures_of(folder):
    """What is to be drawn. What an earlier run drew of other figures goes; files of others stay."""
    earlier = drawn_earlier(folder)
    for path in files_in(folder, *FORMS):
        if path.name in earlier and not is_of_figure(path):
            path.unlink()
    return files_in(folder, ".json")


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
