"""mdisim: a laboratory for inference under a deadline.

    import mdisim as md
    study = md.load("hello/hello").over(sla_ms=range(150, 301, 50))
    results = study.policies("mdinference", "static_greedy").run()
    results.compare("static_greedy", "mdinference", "effective_accuracy")

Results folders are read with NumPy alone: md.read("results/hello/hello").
"""
from mdisim.errors import Error, PolicyError, Problem
from mdisim.folder import FolderResults, read
from mdisim.results import Results

__all__ = ["Error", "FolderResults", "PolicyError", "Problem", "Results", "read"]

try:
    from mdisim import _core
except ModuleNotFoundError as missing:
    if missing.name != "mdisim._core":
        raise
else:
    import pathlib as _pathlib

    from mdisim._core import (Characterisation, ControlView, FrontView, Heard, HeardFrom,
                              Measured, Models, Operation, PhoneModelCost, PhonePower,
                              PictureMeasured, PictureView, Placement, PlaceView, QueueView,
                              RouteView, SelectBatch, SelectView, Served, Site)
    from mdisim.policies import (Control, Place, Policy, Preprocess, Route, Select, explain,
                                 option)
    from mdisim.distill import Distilled, distill
    from mdisim.finding import Found
    from mdisim.laws import laws
    from mdisim.study import Study, load, merge, scenario, schema

    _core.add_data_folder(str(_pathlib.Path(__file__).parent / "data"))
    __version__ = _core.version()
    __all__ += ["Characterisation", "Control", "ControlView", "Distilled", "Found", "FrontView",
                "Heard", "HeardFrom", "Measured", "Models", "Operation", "PhoneModelCost",
                "PhonePower", "PictureMeasured", "PictureView", "Place", "PlaceView", "Placement",
                "Policy", "Preprocess", "QueueView", "Route", "RouteView", "Select", "SelectBatch",
                "SelectView", "Served", "Site", "Study", "distill", "explain", "laws", "load",
                "merge", "option", "scenario", "schema"]
