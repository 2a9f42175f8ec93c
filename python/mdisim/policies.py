"""Policies as classes of Python."""
from __future__ import annotations

import contextlib
import difflib
import inspect
import linecache
import os
import re
import sys
from typing import Any, ClassVar, Iterable, Iterator, Mapping, Optional, Sequence, Union

import numpy as np

from mdisim import _core
from mdisim.errors import Error


class Option:
    """An option of a policy's class, made by option()."""

    def __init__(self, default: Any, meaning: str, low: Optional[float], high: Optional[float],
                 choices: Optional[Sequence[str]]) -> None:
        if not isinstance(default, (bool, int, float, str)):
            raise TypeError("an option is a number, a truth value or text, not "
                            f"{type(default).__name__}: {default!r}")
        if choices is not None and default not in choices:
            raise ValueError(f"the default {default!r} is not among {list(choices)}")
        self.name = ""
        self.default = default
        self.meaning = meaning
        self.low = low
        self.high = high
        self.choices = None if choices is None else list(choices)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name


def option(default: Any, meaning: str, *, low: Optional[float] = None,
           high: Optional[float] = None, choices: Optional[Sequence[str]] = None) -> Any:
    """An option of a policy: its default, what it means, and its range or its choices.

    Scenarios, their errors, their schema and explanations know it as they know the settings of
    built-in policies. In an instance it is the value.
    """
    return Option(default, meaning, low, high, choices)


class Policy:
    """What the policies of all decision points have.

    An instance that is given to a study says which options are meant. Each run has instances of its
    own, made from these options, so what a policy learns stays in its run.
    """

    #: The name in scenarios and results. By default that of the class: "halfway" for Halfway.
    name: ClassVar[str]
    #: The name in figures and tables. By default the name, without underscores.
    title: ClassVar[str]
    #: Runs are stored only if there is a version. It stands for all that the policy uses beside its
    #: module: helpers, arrays, files.
    version: ClassVar[Optional[str]] = None

    _point: ClassVar[str] = ""
    _parts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **options: Any) -> None:
        known = options_of(type(self))
        for name, value in options.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                raise Error(f"the policy '{name_of(type(self))}' has no option '{name}'."
                            + (f" Did you mean '{near[0]}'?" if near else ""))
            setattr(self, name, value)
        for name, described in known.items():
            if name not in options:
                setattr(self, name, described.default)
        self._given = options

    def __repr__(self) -> str:
        options = ", ".join(f"{name}={value!r}" for name, value in self._given.items())
        return f"{type(self).__name__}({options})"


class Select(Policy):
    """Which model answers? A class has choose_all or choose, or both, which then answer alike."""

    _point = "select"
    _parts = ("choose", "choose_all", "learn", "know")

    def know(self, models: list[str]) -> None:
        """Called before all else with the names of the models, by their numbers, if the class has
        it."""
        raise NotImplementedError

    def choose_all(self, batch: _core.SelectBatch) -> Any:
        """The number of a model for each request of the batch, as an array of whole numbers."""
        raise NotImplementedError

    def choose(self, view: _core.SelectView) -> int:
        """The number of a model."""
        raise NotImplementedError

    def learn(self, measured: _core.Measured) -> None:
        """Called for each execution when it ends, if the class has it."""
        raise NotImplementedError


class Place(Policy):
    """Where does a request go?"""

    _point = "place"
    _parts = ("choose", "remember", "learn", "late_copies")

    #: Whether the class lets copies on the phone begin later than their requests.
    late_copies: ClassVar[bool] = False

    def choose(self, view: _core.PlaceView) -> Union[str, _core.Placement]:
        """"cloud", "phone" or "both", with the phone's usual model, or a Placement."""
        raise NotImplementedError

    def remember(self, view: _core.PlaceView, placement: _core.Placement) -> None:
        """Called with each answer, before the phone's next request, if the class has it."""
        raise NotImplementedError

    def learn(self, heard: _core.Heard) -> None:
        """Called when an answer from the cloud reaches the phone, if the class has it. Then each
        phone has an instance of its own."""
        raise NotImplementedError


class Route(Policy):
    """To which site does a request go? Asked in scenarios with sites."""

    _point = "route"
    _parts = ("choose", "learn")

    def choose(self, view: _core.RouteView) -> Union[int, str]:
        """The number or the name of a site."""
        raise NotImplementedError

    def learn(self, heard: _core.HeardFrom) -> None:
        """Called when an answer reaches the phone, if the class has it. Then each phone has an
        instance of its own."""
        raise NotImplementedError


class Preprocess(Policy):
    """Where is a picture shrunk?"""

    _point = "preprocess"
    _parts = ("choose", "train", "learn")

    def choose(self, view: _core.PictureView) -> str:
        """"phone" or "cloud"."""
        raise NotImplementedError

    def train(self, measured: list[_core.PictureMeasured]) -> None:
        """Called once, before the first request, if the class has it. Each phone has a deep copy of
        what was trained."""
        raise NotImplementedError

    def learn(self, measured: _core.PictureMeasured) -> None:
        """Called when an answer reaches the phone, if the class has it."""
        raise NotImplementedError


class Control(Policy):
    """What do the servers run while the load changes?"""

    _point = "control"
    _parts = ("consult", "decide", "learn", "rearranges")

    #: Time between two decisions; 0: there is one, when the run begins. It may be an option.
    period_ms: Any = 0
    #: Whether the class may ask for other arrangements of the cores.
    rearranges: ClassVar[bool] = False

    def decide(self, view: _core.ControlView) -> _core.Operation:
        """What the servers run until the next decision."""
        raise NotImplementedError

    def learn(self, served: _core.Served) -> bool:
        """Called for each batch that was served, if the class has it. If it returns True, decide is
        called at once."""
        raise NotImplementedError

    def consult(self, tables: _core.Characterisation) -> None:
        """Called once, with trials of the servers made before the run, if the class has it."""
        raise NotImplementedError


def options_of(cls: type[Policy]) -> dict[str, Option]:
    """The options of a class and of those it is derived from, by name."""
    found: dict[str, Option] = {}
    for base in reversed(cls.__mro__):
        found.update((name, value) for name, value in vars(base).items()
                     if isinstance(value, Option))
    return found


def name_of(cls: type[Policy]) -> str:
    """The name of a class in scenarios."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__)
    return getattr(cls, "name", words.lower())


class Described:
    """A class as the registry of policies is told it."""

    def __init__(self, cls: type[Policy]) -> None:
        self._cls = cls
        self.point = cls._point
        if not self.point:
            raise TypeError(f"{cls.__name__} is derived from no decision point, such as md.Select")
        self.name = name_of(cls)
        self.title = getattr(cls, "title", self.name.replace("_", " "))
        self.doc = inspect.cleandoc(cls.__doc__ or "")
        self.options = list(options_of(cls).values())
        self.stated = statement_of(cls)
        needed = {"select": ("choose", "choose_all"), "control": ("decide",)}
        names = needed.get(self.point, ("choose",))
        if not any(map(self.has, names)):
            raise TypeError(f"{cls.__name__} needs {' or '.join(names)}()")

    def has(self, part: str) -> bool:
        """Whether the class has a function, or says so of itself."""
        if part not in self._cls._parts:
            return False
        base = next(c for c in self._cls.__mro__ if "_parts" in vars(c))
        own = getattr(self._cls, part)
        return own is not getattr(base, part) and bool(own)


def statement_of(cls: type[Policy]) -> Optional[str]:
    """What the policy decides by, as text under which its runs are stored; None: they are not."""
    if cls.version is None:
        return None
    text = [f"version {cls.version}", f"numpy {np.__version__}",
            "python {}.{}".format(*sys.version_info)]
    for base in cls.__mro__:
        module = sys.modules.get(base.__module__)
        if issubclass(base, Policy) and not base.__module__.startswith("mdisim."):
            text.append(f"{base.__qualname__}\n{source_around(base, module)}")
    return "\n".join(text)


def source_around(cls: type, module: Any) -> str:
    """The source of the module of a class, or of the class where its module is typed in."""
    linecache.checkcache()
    try:
        return inspect.getsource(module if getattr(module, "__file__", None) else cls)
    except (OSError, TypeError) as error:
        raise Error(f"the class {cls.__name__} has a version, so its runs would be stored, but its "
                    "source is not found; write it into a file, or leave the version out"
                    ) from error


_known: dict[type[Policy], _core.Policy] = {}


def known_to_core(cls: type[Policy]) -> _core.Policy:
    """The class as the registry knows it."""
    if cls not in _known:
        _known[cls] = _core.Policy(cls, Described(cls))
    return _known[cls]


@contextlib.contextmanager
def in_use(classes: Iterable[type[Policy]]) -> Iterator[None]:
    """While scenarios may name these classes."""
    with _core.PoliciesInUse([known_to_core(cls) for cls in classes]):
        yield


def explain(policy: Union[type[Policy], Policy]) -> str:
    """What 'mdisim explain' would say of a class."""
    cls = policy if isinstance(policy, type) else type(policy)
    return known_to_core(cls).explain()


def _end_child() -> None:
    """A child that a policy forked has no part in the run."""
    if _core.in_policy():
        os._exit(1)


os.register_at_fork(after_in_child=_end_child, after_in_parent=_core.note_fork)


def as_choice(policy: Policy) -> Mapping[str, Any]:
    """A policy with its options, as a scenario writes it."""
    return {"policy": name_of(type(policy)), **policy._given}
