"""Turns that no neighbour disturbed.

On a shared machine another's work on the same core takes half of it, for seconds or for hours. So
a yardstick, which always is the same work, is laid on before and after each turn. A turn counts if
the yardstick took no more than TOLERANCE times the least it ever took here; what the turn itself took
has no say. Where too few count when patience is at its end, all do, and it is said."""

import math
import os
import pathlib
import subprocess
import time

YARDSTICK = "build/bench/bench/mdisim_yardstick"
TOLERANCE = 1.2


def pinned(command, processor):
    return ["taskset", "--cpu-list", str(processor), *command]


class Processors:
    def __init__(self):
        self.all = sorted(os.sched_getaffinity(0))
        self.kept = pathlib.Path(YARDSTICK + ".least")  # other runs have seen it too
        self.least = float(self.kept.read_text()) if self.kept.exists() else math.inf

    def look(self, one):
        """Nanoseconds of the yardstick there."""
        ns = float(subprocess.run(pinned([YARDSTICK], one), check=True, capture_output=True,
                                  text=True).stdout)
        if ns < self.least:
            self.least = ns
            self.kept.write_text(f"{ns}\n")
        return ns

    def quiet(self, ns):
        return ns <= TOLERANCE * self.least

    def wait(self, until):
        """One that is quiet; whichever, when it is too late."""
        while True:
            for one in self.all:
                ns = self.look(one)
                if self.quiet(ns) or time.monotonic() > until:
                    return one, ns
            time.sleep(0.05)


class Turns:
    """Of one piece of work: a function that is told on which processor, and returns a number."""

    def __init__(self, processors, work):
        self.processors = processors
        self.work = work
        self.taken = []

    def take(self, until):
        one, before = self.processors.wait(until)
        value = self.work(one)
        self.taken.append((value, max(before, self.processors.look(one))))

    def undisturbed(self):
        return [value for value, ns in self.taken if self.processors.quiet(ns)]


def take_turns(turns, wanted, patience):
    """Until each has so many that count, or the seconds are over: the values of each, and whether
    they were undisturbed."""
    until = time.monotonic() + patience
    lacking = turns
    while lacking:
        for each in lacking:
            each.take(until)
        lacking = [each for each in turns if len(each.undisturbed()) < wanted]
        if time.monotonic() > until:
            lacking = [each for each in lacking if len(each.taken) < wanted]
    results = []
    for each in turns:
        good = each.undisturbed()
        calm = len(good) >= wanted
        results.append((good if calm else [value for value, _ in each.taken], calm))
    return results

