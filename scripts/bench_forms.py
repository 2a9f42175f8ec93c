"""What each quicker form of a run buys: instructions a request, beside those of the general form."""

import re
import subprocess
import tempfile

# Scenarios, each of one form, with settings that keep them short.
SCENARIOS = [
    ("hello/hello", []),
    ("modipick/fig6", ["--over", "sla_ms=150"]),
    ("validation/mm1", ["--set", "warm_up_requests=1000"]),
    ("validation/mmc", ["--set", "warm_up_requests=1000"]),
    ("validation/mg1_lognormal", ["--set", "warm_up_requests=1000"]),
]
FEW, MANY = 4_000, 24_000


def instructions(program, scenario, settings, requests, path):
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run",
             f"scenarios/{scenario}.json", *settings, "--set", f"requests={requests}", "--set",
             "replications=2", "--path", path, "--no-figures", "--jobs", "1", "--out", folder],
            check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", said).group(1))


def plan(program, scenario, settings):
    """The number of cells, and the form they are computed in."""
    said = subprocess.run([program, "run", f"scenarios/{scenario}.json", *settings, "--dry-run"],
                          check=True, capture_output=True, text=True).stdout
    cells, form = re.search(r"(\d+) cells? (?:is|are) computed (.*?)(?:;|\n)", said).groups()
    return int(cells), form


def show(program):
    print(f"{'instructions a request':28}{'form':>16}{'quick':>9}{'general':>9}{'saved':>8}")
    for scenario, settings in SCENARIOS:
        cells, form = plan(program, scenario, settings)
        counts = [
            (instructions(program, scenario, settings, MANY, path) -
             instructions(program, scenario, settings, FEW, path)) / (2 * cells * (MANY - FEW))
            for path in ("auto", "events")
        ]
        saved = 1 - counts[0] / counts[1]
        print(f"{scenario:28}{form:>16}{counts[0]:>9.0f}{counts[1]:>9.0f}{saved:>8.0%}",
              flush=True)
