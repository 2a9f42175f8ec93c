"""Figures by the scripts that draw those of the program."""
from __future__ import annotations

import importlib
import os
import pathlib
import sys
import tempfile
from typing import Any

SCRIPTS = pathlib.Path(__file__).parent / "data" / "scripts"


def draw(document: str) -> Any:
    """Draws a figure that is described as figures/NAME.json is."""
    import matplotlib
    path = list(sys.path)
    around = dict(os.environ)
    with matplotlib.rc_context():  # the scripts set what they need for all figures
        try:
            sys.path.insert(0, str(SCRIPTS))
            pages = importlib.import_module("figure_pages")
        finally:
            sys.path[:] = path
            os.environ.clear()
            os.environ.update(around)
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(pages.STYLE)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "figure.json"
            file.write_text(document, encoding="utf-8")
            return pages.draw_page(pages.read(file))
