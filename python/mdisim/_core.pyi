"""mdisim as C++ has it; the package mdisim is what to use."""
from typing import Any, Callable, Optional, Sequence

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float64]
_At = tuple[tuple[str, str, float], ...]

class Models:
    """What is believed of models, as columns."""
    def __len__(self) -> int: ...
    @property
    def mu_ms(self) -> _Floats:
        """Mean execution times."""
    @property
    def sigma_ms(self) -> _Floats:
        """Standard deviations of these."""
    @property
    def accuracy(self) -> _Floats:
        """The shares of requests that they answer rightly."""
    @property
    def model(self) -> npt.NDArray[np.uint16]:
        """The numbers by which policies name models."""
    @property
    def fastest(self) -> int:
        """The model with the least mean."""
    @property
    def most_accurate(self) -> int:
        """The most accurate model."""

class QueueView:
    """The queue at the servers."""
    @property
    def replicas(self) -> int:
        """0: as many as requests need."""
    @property
    def busy(self) -> int:
        """Replicas that run requests."""
    @property
    def waiting(self) -> int:
        """Requests that wait."""

class SelectBatch:
    """Requests that need a model, as columns."""
    @property
    def size(self) -> int:
        """The number of requests."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def uplink_ms(self) -> _Floats:
        """The uplink as it was measured, by request."""
    @property
    def network_ms(self) -> _Floats:
        """An estimate of the whole time on the network, by request."""
    @property
    def budget_ms(self) -> _Floats:
        """What the network and the wait so far leave of the deadline, by request."""
    @property
    def waited_ms(self) -> float:
        """The wait so far; not 0 only if models are chosen when requests begin to run."""
    @property
    def queue(self) -> QueueView:
        """The queue at the servers."""
    @property
    def models(self) -> Models:
        """The models on offer, the most accurate first."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for each request: a row for each."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class SelectView:
    """A request that has reached the servers."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def uplink_ms(self) -> float:
        """The uplink as it was measured."""
    @property
    def network_ms(self) -> float:
        """An estimate of the whole time on the network."""
    @property
    def budget_ms(self) -> float:
        """What the network and the wait so far leave of the deadline."""
    @property
    def waited_ms(self) -> float:
        """The wait so far; not 0 only if models are chosen when requests begin to run."""
    @property
    def queue(self) -> QueueView:
        """The queue at the servers."""
    @property
    def models(self) -> Models:
        """The models on offer, the most accurate first."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for the request."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class FrontView:
    """The part of a split model that runs on the phone, or an early exit."""
    @property
    def name(self) -> str:
        """Its name."""
    @property
    def mu_ms(self) -> float:
        """Its mean time."""
    @property
    def exit_share(self) -> float:
        """The share of requests that the front answers itself."""

class PhoneModelCost:
    """What running a phone's model costs now."""
    @property
    def load_ms(self) -> float:
        """Until the model is in memory."""
    @property
    def power_mw(self) -> float:
        """Above idle, while it runs."""
    @property
    def load_mw(self) -> float:
        """Above idle, while it is loaded."""

class PhonePower:
    """The power of a phone, beside its models'."""
    @property
    def idle_mw(self) -> float:
        """When nothing runs."""
    @property
    def online_mw(self) -> float:
        """Above idle, while the cloud is asked."""
    @property
    def sending_j(self) -> float:
        """The energy of sending one request."""

class PlaceView:
    """A request about to leave the phone."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def phone_models(self) -> Models:
        """The phone's models; none if it has no model."""
    @property
    def usual_model(self) -> int:
        """The phone's model that the scenario names."""
    @property
    def fronts(self) -> list[FrontView]:
        """The fronts of the phone."""
    @property
    def cloud_ms(self) -> float:
        """The mean of the fastest model in the cloud."""
    @property
    def overdue_ms(self) -> float:
        """How long the phone's unanswered request with the earliest deadline is past it; set only
        for policies that learn."""
    @property
    def costs(self) -> list[PhoneModelCost]:
        """What running each of the phone's models costs now."""
    @property
    def power(self) -> PhonePower:
        """The power of the phone, beside that of its models."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for the request."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class Placement:
    """Where a request goes."""
    def __init__(self, cloud: bool = True, phone: bool = False, phone_model: int = 0,
                 front: Optional[int] = None, phone_after_ms: Optional[float] = None) -> None: ...
    @property
    def cloud(self) -> bool:
        """Whether it is sent to the cloud."""
    @property
    def phone(self) -> bool:
        """Whether a model of the phone runs it."""
    @property
    def phone_model(self) -> int:
        """Which model of the phone."""
    @property
    def front(self) -> Optional[int]:
        """The front that runs before the request is sent."""
    @property
    def phone_after_ms(self) -> Optional[float]:
        """How much later than the request the copy begins; None: with it."""

class Site:
    """A site to which requests can be sent."""
    @property
    def name(self) -> str:
        """Its name."""
    @property
    def round_trip_ms(self) -> float:
        """Expected, beyond the phone's network."""
    @property
    def replicas(self) -> int:
        """0: as many as requests need."""
    @property
    def models(self) -> Models:
        """The models that are there."""

class RouteView:
    """A request about to be sent to a site."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def elapsed_ms(self) -> float:
        """The time since the request was created."""
    @property
    def sites(self) -> list[Site]:
        """The sites, by number."""
    @property
    def attempt(self) -> int:
        """0 for the first time that the request is sent."""
    @property
    def last(self) -> Optional[int]:
        """The site of the attempt before; None for the first."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for the request."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class PictureView:
    """A picture that goes to the cloud."""
    @property
    def bytes(self) -> int:
        """Its size."""
    @property
    def width(self) -> float:
        """In pixels."""
    @property
    def height(self) -> float:
        """In pixels."""
    @property
    def target_pixels(self) -> int:
        """The side of the pictures that models take."""
    @property
    def preparation_ms(self) -> float:
        """In the cloud, wherever it is shrunk."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for the request."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class Operation:
    """What the servers run."""
    def __init__(self, model: Optional[int], replicas: int, threads: int, batch: int = 1,
                 offers: str = "one") -> None: ...
    @property
    def model(self) -> Optional[int]:
        """The active model; None: all are on offer."""
    @property
    def replicas(self) -> int:
        """The number of replicas."""
    @property
    def threads(self) -> int:
        """The threads of each."""
    @property
    def batch(self) -> int:
        """How many requests a replica may take at once, at most."""
    @property
    def offers(self) -> str:
        """'one': the active model; 'and_faster': also all faster ones."""

class ControlView:
    """The servers, at a decision about them."""
    @property
    def now_ms(self) -> float:
        """The time."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def running(self) -> Operation:
        """The last decision, even if its replicas are still starting."""
    @property
    def cores(self) -> int:
        """The cores of the servers as described."""
    @property
    def most_replicas(self) -> int:
        """The most replicas that may be asked for."""
    @property
    def arrangements(self) -> list[tuple[int, int]]:
        """The possible (replicas, threads) of these cores."""
    @property
    def queue(self) -> QueueView:
        """The queue at the servers."""
    @property
    def models(self) -> Models:
        """What is believed of the models, by their numbers."""
    @property
    def names(self) -> list[str]:
        """The names of the models, by their numbers."""
    def rate_per_s(self, window: int) -> float:
        """The rate between the oldest and the youngest of the last `window` arrivals, of at most
        1,024; zero until there are two."""
    def uniforms(self, k: int) -> _Floats:
        """The first k uniform numbers that the policy draws for the decision."""
    def normals(self, k: int) -> _Floats:
        """The same numbers as standard normal ones."""
    def note(self, what: str, value: float, model: Optional[int] = None) -> None:
        """Writes down what the policy weighed, for Results.explain()."""

class Measured:
    """An execution that has ended."""
    @property
    def model(self) -> int:
        """The model."""
    @property
    def execution_ms(self) -> float:
        """How long it ran."""
    @property
    def uplink_ms(self) -> float:
        """How long its request was on the way."""

class Heard:
    """An answer from the cloud that has reached the phone."""
    @property
    def uplink_ms(self) -> float:
        """The time to the servers."""
    @property
    def downlink_ms(self) -> float:
        """The time back."""
    @property
    def on_time(self) -> bool:
        """Whether the deadline was met."""
    @property
    def latency_ms(self) -> float:
        """From the creation of the request."""

class HeardFrom:
    """An answer from a site that has reached the phone."""
    @property
    def site(self) -> int:
        """The number of the site."""
    @property
    def network_ms(self) -> float:
        """The time on the network, both ways, with the site's round trip."""
    @property
    def waited_ms(self) -> float:
        """The wait for a server."""
    @property
    def execution_ms(self) -> float:
        """How long the model ran."""
    @property
    def on_time(self) -> bool:
        """Whether the deadline was met."""

class PictureMeasured:
    """A picture whose answer has come."""
    @property
    def bytes(self) -> int:
        """Its size."""
    @property
    def width(self) -> float:
        """In pixels."""
    @property
    def height(self) -> float:
        """In pixels."""
    @property
    def on_phone(self) -> bool:
        """Whether it was shrunk there."""
    @property
    def sent_bytes(self) -> int:
        """Less than its size if it was shrunk on the phone."""
    @property
    def phone_ms(self) -> float:
        """The time of shrinking on the phone."""
    @property
    def network_ms(self) -> float:
        """Both ways."""
    @property
    def cloud_ms(self) -> float:
        """The time of shrinking in the cloud what was sent."""

class Served:
    """A batch of requests that was served."""
    @property
    def model(self) -> int:
        """The model."""
    @property
    def batch(self) -> int:
        """The number of requests."""
    @property
    def waited_ms(self) -> float:
        """The longest wait."""
    @property
    def execution_ms(self) -> float:
        """Of the whole batch."""
    @property
    def network_ms(self) -> float:
        """An estimate."""
    @property
    def sla_ms(self) -> float:
        """The deadline."""
    @property
    def latency_ms(self) -> float:
        """All three together."""

class Characterisation:
    """The latencies of models in trials before the run."""
    def p99_ms(self, model: int, replicas: int, threads: int, rate_per_s: float) -> float:
        """The 99th percentile of latency at an arrival rate."""
    def share_within(self, model: int, replicas: int, threads: int, rate_per_s: float,
                     ms: float) -> float:
        """The share of latencies up to `ms` at an arrival rate."""

class Policy:
    """A class of policies as scenarios know it."""
    def __init__(self, type: Any, described: Any) -> None: ...
    def explain(self) -> str: ...

class PoliciesInUse:
    """The classes that scenarios may name within a with-statement."""
    def __init__(self, policies: Sequence[Policy]) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *args: Any) -> None: ...

class Study:
    """A scenario with changes. Texts of values are JSON."""
    @staticmethod
    def load(path_or_name: str) -> Study: ...
    @staticmethod
    def from_text(json: str, name: str) -> Study: ...
    def set(self, path: str, value: str) -> Study: ...
    def over(self, path: str, values: str) -> Study: ...
    def check(self) -> None: ...
    def warnings(self) -> list[str]: ...
    def text(self) -> str: ...
    def run(self, jobs: int, out: str, command: str, progress: Optional[Callable[[int, int], Any]],
            general_form: bool, share: int, shares: int) -> Results: ...
    def find(self, vary: Sequence[tuple[str, str]], most: Sequence[str], least: Sequence[str],
             so_that: Sequence[str], policy: str, jobs: int, out: str, command: str,
             progress: Optional[Callable[[int, int], Any]]) -> Found: ...

class Found:
    """What a search has found."""
    @property
    def meets(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def document(self) -> str: ...

class Row:
    """The results of one cell."""
    @property
    def at(self) -> _At:
        """(axis, label, number) for each axis."""
    @property
    def policy(self) -> str: ...
    @property
    def knows_truth(self) -> bool: ...
    @property
    def replications(self) -> int: ...
    @property
    def requests(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def metrics(self) -> list[str]: ...
    def metric(self, name: str, /) -> tuple[str, float, float, float, list[float]]:
        """Its unit, mean, low, high, and the value of each replication."""

class Results:
    """The results of a run."""
    @staticmethod
    def read(folder: str) -> Results: ...
    @staticmethod
    def merge(shares: Sequence[str], folder: str, command: str) -> Results: ...
    @property
    def scenario(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def rows(self) -> list[Row]: ...
    def compare(self, before: str, after: str, metric: str
                ) -> list[tuple[_At, float, float, float, float, float, float, str]]:
        """(at, before, after, mean, low, high, p, verdict) for each point."""
    def explain(self, request: int, at: Sequence[tuple[str, str]]) -> str:
        """What each policy was shown, noted and chose, as text."""
    def figure(self, figure: str) -> str:
        """A figure as figures/NAME.json has it."""
    def requests(self, row: Row, first: int, count: int, replication: int) -> dict[str, Any]:
        """Columns of what happened to requests."""

def add_data_folder(folder: str) -> None:
    """Makes profiles/ and scenarios/ be looked for in this folder, too."""

def require_as_written(folder: str, names: Sequence[str]) -> None:
    """Raises an error if files of a results folder are not what was written."""

def version() -> str:
    """The version of mdisim."""

def schema() -> str:
    """The JSON schema of scenarios, with the classes in use."""

def in_policy() -> bool:
    """Whether this thread is asking a policy."""

def note_fork() -> None:
    """Notes that a policy has forked the process."""
