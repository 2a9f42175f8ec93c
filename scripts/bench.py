"""Runs the benchmarks that scripts/bench has built and says how far each is from goal and floor."""

import argparse
import collections
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import bench_forms
import bench_parts
import bench_replay
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
              f"{mark}".rstrip())


Process = collections.namedtuple("Process", "seconds worked megabytes")  # worked: all processors


def whole(command, **options):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(map(str, command))} ended with {status}")
    return Process(time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                   usage.ru_maxrss / 1024)


def two_jobs(folder):
    """One job against two: each turn has one on either processor, before and after two on both.
    All turns count: to choose by calm would give one of the two more of it."""
    fig3 = [os.path.abspath(MDISIM), "run", "scenarios/mdinference/fig3.json", "--set",
            "requests=50000", "--no-figures", "--out"]
    either = sorted(os.sched_getaffinity(0))[:2]
    ratios, busy = [], []
    for turn in range(9):
        def jobs(name, *processors):
            return whole(bench_turns.pinned([*fig3, f"{folder}/jobs/{turn}-{name}", "--jobs",
                                             str(len(processors))], *processors))
        before, both, after = jobs("a", either[0]), jobs("b", *either), jobs("c", either[-1])
        ratios.append(statistics.harmonic_mean([before.seconds, after.seconds]) / both.seconds)
        busy.append(both.worked / both.seconds / 2)
    return statistics.median(ratios), (f"(of {min(ratios):.2f} to {max(ratios):.2f}; "
                                       f"both busy {statistics.median(busy):.1%})")


def memory(folder):
    """Megabytes at the most, of all scenarios."""
    most, where = max((whole([MDISIM, "run", scenario, "--no-figures", "--out",
                              f"{folder}/memory/{scenario}"]).megabytes, scenario)
                      for scenario in scenarios())
    return most, f"({where})"


def reproduction(folder):
    """Seconds of all scenarios with their figures, in a root that has no results."""
    def turn(number):
        root = f"{folder}/all{number}"
        os.makedirs(root)
        for name in ("scenarios", "profiles", "scripts", "build"):
            os.symlink(os.path.abspath(name), f"{root}/{name}")
        return whole([os.path.abspath(MDISIM), "run", *scenarios()], cwd=root).seconds

    turns = sorted(turn(number) for number in range(3))
    return turns[1], f"(of {', '.join(f'{seconds:.1f}' for seconds in turns)})"


def clean_build(folder):
    """Seconds from the sources to the program."""
    build = f"{folder}/build"
    whole(["cmake", "--preset", "release", "-B", build])
    return whole(["cmake", "--build", build, "--target", "mdisim"]).seconds, ""


def changed_policy(folder):
    """Seconds until the program runs with it, after clean_build."""
    build = pathlib.Path(folder, "build")
    [made] = build.rglob("modipick.cpp.o")
    made.unlink()
    seconds = whole(["cmake", "--build", build, "--target", "mdisim"]).seconds
    return seconds + whole([build / "mdisim", "version"]).seconds, ""


def scenarios():
    return sorted(str(path) for path in pathlib.Path("scenarios").glob("*/*.json"))


def whole_processes(series):
    with tempfile.TemporaryDirectory() as folder:
        for name, work, unit, goal in (
                ("two jobs against one, fig3 x 5", two_jobs, "x", 1.9),
                ("memory at the most", memory, "MB", 64),
                ("all scenarios with figures", reproduction, "s", 120),
                ("clean build of the program", clean_build, "s", 90),
                ("one policy changed, to running", changed_policy, "s", 5)):
            value, more = work(folder)
            good = value >= goal if unit == "x" else value <= goal
            print(f"{name:34}{short(value):>7} {unit:2} goal {goal:>3}  "
                  f"{'ok' if good else 'MISSED'} {more}".rstrip(), flush=True)
            series.append({"name": name, "unit": unit, "value": value})


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--whole", action="store_true")
    reader.add_argument("--count", action="store_true")
    reader.add_argument("--parts", action="store_true")
    reader.add_argument("--forms", action="store_true")
    reader.add_argument("--replay", action="store_true")
    reader.add_argument("--quick", action="store_true")
    reader.add_argument("--filter", default=".")
    asked = reader.parse_args()
    if asked.parts:
        return bench_parts.show(PROGRAM)
    if asked.replay:
        return bench_replay.show("build/bench/mdisim")
    if asked.forms:
        return bench_forms.show("build/bench/mdisim")

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
