"""What reading a log and replaying it costs, beside the same requests drawn: instructions, memory."""

import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile

# Requests of 50 phones to four servers.
DRAWN = {"version": 1, "sla_ms": 250, "replications": 1, "phones": 50,
         "workload": {"kind": "poisson", "rate_per_s": 30},
         "models": {"profile": "models/cloud_p2", "only": ["@table2"]},
         "network": {"profile": "networks/residential"}, "servers": {"replicas": 4},
         "policies": ["mdinference"]}
COLUMNS = {"created": "created_ms", "phone": "phone", "size": "size_B", "uplink": "uplink_ms",
           "downlink": "downlink_ms"}
COUNTED, LONG = 100_000, 2_000_000


def write(folder, name, scenario):
    file = folder / f"{name}.json"
    file.write_text(json.dumps(scenario))
    return file


def make(program, folder, requests):
    """The scenario that draws, and the one that replays five columns of its log."""
    drawn = write(folder, f"drawn{requests}", DRAWN | {"requests": requests})
    whole, log = folder / "whole.csv", folder / f"log{requests}.csv"
    subprocess.run([program, "run", drawn, "--log", whole], check=True, capture_output=True)
    with open(whole, newline="") as source, open(log, "w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(COLUMNS.values())
        for row in csv.DictReader(source):
            rows.writerow(row[name] for name in COLUMNS.values())
    replayed = {k: v for k, v in DRAWN.items() if k not in ("workload", "phones")}
    replayed["log"] = {"file": log.name, "from_zero": True, **COLUMNS}
    return drawn, write(folder, f"replayed{requests}", replayed)


def command(program, folder, scenario):
    return [program, "run", scenario, "--no-figures", "--jobs", "1", "--out",
            folder / "out" / scenario.stem]


def instructions(program, folder, scenario):
    said = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                           *command(program, folder, scenario)],
                          check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", said).group(1))


def megabytes(program, folder, scenario):
    child = subprocess.Popen(command(program, folder, scenario), stdout=subprocess.DEVNULL)
    return os.wait4(child.pid, 0)[2].ru_maxrss / 1024


def show(program):
    with tempfile.TemporaryDirectory(dir="build") as name:
        folder = pathlib.Path(name)
        os.environ["MDISIM_PROFILES"] = str(pathlib.Path("profiles").resolve())
        drawn, replayed = make(program, folder, COUNTED)
        counts = [instructions(program, folder, scenario) for scenario in (drawn, replayed)]
        print(f"{'instructions a request':34}{'drawn':>9}{'read and replayed':>20}{'ratio':>8}")
        print(f"{'four servers, five columns':34}{counts[0] / COUNTED:>9.0f}"
              f"{counts[1] / COUNTED:>20.0f}{counts[1] / counts[0]:>8.2f}")
        _, long = make(program, folder, LONG)
        print(f"\n{'megabytes':34}{f'{COUNTED:,} rows':>16}{f'{LONG:,} rows':>18}")
        print(f"{'replayed':34}{megabytes(program, folder, replayed):>16.1f}"
              f"{megabytes(program, folder, long):>18.1f}")
