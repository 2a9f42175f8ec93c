"""Runs the benchmarks that scripts/bench has built and says how far each is from goal and floor."""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import bench_parts
import bench_turns

PROGRAM = "build/bench/bench/mdisim_bench"
MDISIM = "build/bench/mdisim"
REPETITIONS = 7


def labelled(text):
    return dict(re.findall(r"(\w+)=(\S*)", text))


def timed(filter_, quick):
    """Nanoseconds for a unit of work, by benchmark: the median, the least, and what they are
    measured against; in the order of the sources."""
    names = subprocess.run([PROGRAM, "--benchmark_list_tests", f"--benchmark_filter={filter_}"],
                           check=True, capture_output=True, text=True).stdout.split()
    labels = {}

    def turn(name):
        def work(processor):
            command = [PROGRAM, "--benchmark_format=json",
                       f"--benchmark_filter=^{re.escape(name)}$",
                       f"--benchmark_min_time={0.05 if quick else 0.1}"]
            said = subprocess.run(bench_turns.pinned(command, processor), check=True,
                                  capture_output=True, text=True).stdout
            one = json.loads(said)["benchmarks"][0]
            labels[name] = labelled(one["label"])
            return one["s_per_unit"] * 1e9
        return work

    times = bench_turns.quietest([turn(name) for name in names], 3 if quick else REPETITIONS)
    return {name: (statistics.median(each), min(each), labels[name])
            for name, each in zip(names, times)}


def instructions(name):
    """Of one benchmark, all of the process: what the machine's load cannot change."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", PROGRAM,
                   f"--benchmark_filter=^{re.escape(name)}$", "--benchmark_min_time=1e-9"]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        return int(re.search(r"Collected : (\d+)", said.stderr).group(1))


def short(x):
    return "-" if x is None else f"{x:.3g}" if x < 1000 else f"{x:.0f}"


def ratio(a, b):
    return f"{a / b:.2f}" if b else "-"


def table(measured):
    print(f"{'':34}{'ns':>7}{'least':>7}{'floor':>7}{'goal':>7}{'/floor':>8}{'/goal':>7}")
    for name, (ns, least, said) in measured.items():
        floor = measured.get(said["floor"], (None,))[0]
        goal = float(said["goal"])
        stretch = float(said["stretch"])
        mark = ("" if not goal else "stretch" if stretch and ns <= stretch
                else "ok" if ns <= goal else "MISSED")
        print(f"{name[:34]:34}{short(ns):>7}{short(least):>7}{short(floor):>7}"
              f"{short(goal or None):>7}{ratio(ns, floor):>8}{ratio(ns, goal):>7}  "
              f"{mark} {said['claim']}".rstrip())


def whole(command, **options):
    """Seconds, and megabytes at the most, of a whole process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def fresh_root(folder):
    """Where the program finds all it reads, and no results."""
    os.makedirs(folder)
    for name in ("scenarios", "profiles", "scripts", "build"):
        os.symlink(os.path.abspath(name), f"{folder}/{name}")
    return folder


def whole_processes(series):
    with tempfile.TemporaryDirectory() as folder:
        fig3 = [MDISIM, "run", "scenarios/mdinference/fig3.json", "--set", "requests=50000",
                "--no-figures", "--out"]

        # In pairs, each as it comes: to choose by calm would give one of the two more of it.
        ratios = []
        for turn in range(9):
            seconds = {jobs: whole(fig3 + [f"{folder}/{turn}-{jobs}", "--jobs", str(jobs)])[0]
                       for jobs in ((1, 2) if turn % 2 == 0 else (2, 1))}
            ratios.append(seconds[1] / seconds[2])
        speedup = statistics.median(ratios)
        print(f"{'two jobs against one, fig3 x 5':34}{speedup:>7.2f}  goal 1.9"
              f" (of {min(ratios):.2f} to {max(ratios):.2f})", flush=True)
        series.append({"name": "one job / two jobs", "unit": "x", "value": speedup})

        most, where = 0, ""
        every = sorted(str(p) for p in pathlib.Path("scenarios").glob("*/*.json"))
        for scenario in every:
            memory = whole([MDISIM, "run", scenario, "--no-figures", "--out",
                            f"{folder}/memory/{scenario}"])[1]
            most, where = max((most, where), (memory, scenario))
        print(f"{'memory at the most, MB':34}{most:>7.1f}  goal 64 ({where})")
        series.append({"name": "memory", "unit": "MB", "value": most})

        turns = [whole([os.path.abspath(MDISIM), "run", *every],
                       cwd=fresh_root(f"{folder}/all{turn}"))[0] for turn in range(3)]
        seconds = statistics.median(turns)
        print(f"{'all scenarios, figures too, s':34}{seconds:>7.1f}  goal 120"
              f" (of {', '.join(f'{turn:.1f}' for turn in sorted(turns))})")
        series.append({"name": "all scenarios", "unit": "s", "value": seconds})


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--whole", action="store_true")
    reader.add_argument("--count", action="store_true")
    reader.add_argument("--parts", action="store_true")
    reader.add_argument("--quick", action="store_true")
    reader.add_argument("--filter", default=".")
    asked = reader.parse_args()
    if asked.parts:
        return bench_parts.show(PROGRAM)

    measured = timed(asked.filter, asked.quick)
    table(measured)
    sys.stdout.flush()
    series = [{"name": name, "unit": f"ns/{said['unit']}", "value": ns}
              for name, (ns, _, said) in measured.items()]
    if asked.count:
        print()
        for name in measured:
            count = instructions(name)
            print(f"{name[:34]:34}{count:>14} instructions")
            series.append({"name": f"{name}, counted", "unit": "instructions", "value": count})
    if asked.whole:
        print()
        whole_processes(series)
    if asked.peers:
        print()
        sys.path.insert(0, "bench/peers")
        import peers
        series += peers.side_by_side(lambda name: timed(f"^{name}$", True)[name][0])
    os.makedirs("results", exist_ok=True)
    with open("results/bench.json", "w", encoding="utf-8") as out:
        json.dump(series, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
