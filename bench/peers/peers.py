"""M/M/1 and M/M/16 at a load of 0.9 in other simulators, one after the other in one run with ours.

Each is a program of ours in this folder for the simulator that Debian packages. Its mean sojourn is
held against theory by its own twenty batch means, so that nobody is fast at something else.
"""

import math
import os
import statistics
import subprocess

CUSTOMERS = {"SimPy": 100_000, "ns-3": 1_000_000, "SimGrid": 300_000}
SERVICE_S = 0.010
LOAD = 0.9
ROUNDS = 3


def sojourn_by_theory(servers):
    """Erlang's C formula."""
    offered = LOAD * servers
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    waits = blocked / (1 - LOAD * (1 - blocked))
    return SERVICE_S * (1 + waits / (servers * (1 - LOAD)))


def build():
    os.makedirs("build/peers", exist_ok=True)
    # ns-3's headers are of C++17.
    for name, standard, library in (("ns3_queue", "c++17", "-lns3-core"),
                                    ("simgrid_queue", "c++20", "-lsimgrid")):
        subprocess.run(["g++", "-O3", f"-std={standard}", f"bench/peers/{name}.cpp", "-o",
                        f"build/peers/{name}", library], check=True)
    return {"SimPy": ["/usr/bin/python3", "bench/peers/simpy_queue.py"],
            "ns-3": ["build/peers/ns3_queue"], "SimGrid": ["build/peers/simgrid_queue"]}


def run(command, servers, customers, seed):
    out = subprocess.run([*command, str(servers), str(customers), str(seed)], check=True,
                         capture_output=True, text=True).stdout
    lines = [line.split() for line in out.splitlines()]
    seconds = next(float(value) for word, value in lines if word == "seconds")
    return seconds / customers * 1e9, [float(value) for word, value in lines if word == "batch"]


def side_by_side(ours):
    """ours(name): the median nanoseconds of one of our benchmarks, now."""
    programs = build()
    series = []
    print(f"{'customers through a queue, ns each':38}{'M/M/1':>10}{'M/M/16':>10}   mean sojourn, z")
    times = {(name, c): [] for name in ("mdisim", *programs) for c in (1, 16)}
    batches = {key: [] for key in times}
    for turn in range(ROUNDS):
        for servers in (1, 16):
            times["mdisim", servers].append(ours(f"markov_queue/servers:{servers}"))
            for name, command in programs.items():
                ns, means = run(command, servers, CUSTOMERS[name], turn + 1)
                times[name, servers].append(ns)
                batches[name, servers] += means[1:]  # the first starts with an empty system
    for name in ("mdisim", *programs):
        ns = {c: statistics.median(times[name, c]) for c in (1, 16)}
        z = [(statistics.mean(b) - sojourn_by_theory(c)) * math.sqrt(len(b)) / statistics.stdev(b)
             for c in (1, 16) if (b := batches[name, c])]
        if any(abs(one) > 4 for one in z):
            raise SystemExit(f"{name}: its mean sojourn is not what theory says")
        told = " ".join(f"{one:+.1f}" for one in z) or "tests/validation"
        print(f"{name:38}{ns[1]:>10.0f}{ns[16]:>10.0f}   {told}")
        series += [{"name": f"{name}, M/M/{c}", "unit": "ns/customer", "value": ns[c]}
                   for c in (1, 16)]
    return series
