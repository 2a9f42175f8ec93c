"""What reading a log and replaying it costs, beside the same requests drawn: instructions, memory."""

import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

# Requests of 50 phones to four servers.
DRAWN = {"version": 1, "sla_ms": 250, "replications": 1, "phones": 50,
         "workload": {"kind": "poisson", "rate_per_s": 30},
         "models": {"profile": "models/cloud_p2", "only": ["@table2"]},
         "network": {"profile": "networks/residential"}, "servers": {"replicas": 4},
         "policies": ["mdinference"]}
COLUMNS = {"created": "created_ms", "phone": "phone", "size": "size_B", "uplink": "uplink_ms",
           "downlink": "downlink_ms"}
COUNTED, LONG = 100_000, 10_000_000


def write(folder, name, scenario):
    file = folder / f"{name}.json"
    file.write_text(json.dumps(scenario))
    return file


def replaying(folder, log):
    scenario = {k: v for k, v in DRAWN.items() if k not in ("workload", "phones")}
    scenario["log"] = {"file": log.name, "from_zero": True, **COLUMNS}
    return write(folder, f"replayed_{log.stem}", scenario)


def short_log(program, folder, drawn):
    """Five columns of the log of a scenario."""
    whole, log = folder / "whole.csv", folder / "short.csv"
    subprocess.run([program, "run", drawn, "--log", whole], check=True, capture_output=True)
    with open(whole, newline="") as source, open(log, "w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(COLUMNS.values())
        for row in csv.DictReader(source):
            rows.writerow(row[name] for name in COLUMNS.values())
    return log


def long_log(folder, short):
    """The rows of a log over and over, one time behind the other."""
    log = folder / "long.csv"
    head, *lines = short.read_text().splitlines()
    rows = [line.split(",", 1) for line in lines]
    lap = float(rows[-1][0])
    with open(log, "w") as out:
        out.write(head + "\n")
        for n in range(LONG // len(rows)):
            out.writelines(f"{float(at) + n * lap:.6f},{rest}\n" for at, rest in rows)
    return log


def command(program, folder, scenario):
    return [program, "run", scenario, "--no-figures", "--jobs", "1", "--out",
            folder / "out" / scenario.stem]


def instructions(program, folder, scenario):
    said = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                           *command(program, folder, scenario)],
                          check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", said).group(1))


def megabytes(program, folder, scenario):
    """The most memory that the program had, looked at every other millisecond. What wait() tells is
    at least what Python has, since the child begins as a copy of it."""
    most = 0
    with subprocess.Popen(command(program, folder, scenario),
                          stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
            peak = re.search(r"VmHWM:\s*(\d+) kB", status)
            if peak and status.startswith("Name:\tmdisim"):
                most = max(most, int(peak.group(1)))
            time.sleep(0.002)
    if child.returncode:
        raise SystemExit(f"{scenario}: exit status {child.returncode}")
    return most / 1024


def show(program):
    os.environ["MDISIM_PROFILES"] = str(pathlib.Path("profiles").resolve())
    program = str(pathlib.Path(program).resolve())
    with tempfile.TemporaryDirectory(dir="build") as name:
        folder = pathlib.Path(name)
        drawn = write(folder, "drawn", DRAWN | {"requests": COUNTED})
        short = short_log(program, folder, drawn)
        counts = [instructions(program, folder, scenario) / COUNTED
                  for scenario in (drawn, replaying(folder, short))]
        print(f"{'instructions a request':28}{'drawn':>8}{'read and replayed':>20}{'ratio':>8}")
        print(f"{f'{COUNTED:,} requests':28}{counts[0]:>8.0f}{counts[1]:>20.0f}"
              f"{counts[1] / counts[0]:>8.2f}")
        print(f"\n{'memory, replayed':28}{'MB':>8}")
        for log in (short, long_log(folder, short)):
            rows = COUNTED if log == short else LONG
            print(f"{f'{rows:,} rows':28}"
                  f"{megabytes(program, folder, replaying(folder, log)):>8.1f}", flush=True)
