"""Turns that neighbours disturbed least.

On a shared machine another's work on the same core takes half of it, for milliseconds or for
hours. So a yardstick, which always is the same work, is laid on before and after each turn, and of
all turns the sixth counts in which the yardstick was quickest. What the turn itself took has no
say."""

import os
import subprocess

YARDSTICK = "build/bench/bench/mdisim_yardstick"
TAKEN_FOR_ONE = 6


def pinned(command, *processors):
    return ["taskset", "--cpu-list", ",".join(map(str, processors)), *command]


def look(processor):
    """Nanoseconds of the yardstick there."""
    return float(subprocess.run(pinned([YARDSTICK], processor), check=True, capture_output=True,
                                text=True).stdout)


def taken(work):
    """What it gave on the processor that seems quieter, and the yardstick."""
    before, processor = min((look(one), one) for one in os.sched_getaffinity(0))
    value = work(processor)
    return max(before, look(processor)), value


def quietest(works, wanted):
    """So many values of each of these functions, which are told on which processor to run. They
    take turns, so that an hour which is noisy is so for all of them."""
    turns = [[] for _ in works]
    for _ in range(TAKEN_FOR_ONE * wanted):
        for work, those in zip(works, turns):
            those.append(taken(work))
    return [[value for _, value in sorted(those, key=lambda turn: turn[0])[:wanted]]
            for those in turns]
