"""Where the instructions of a request go, by part of the program: a table that adds up."""

import re
import subprocess
import tempfile

# The first that matches has it; what is inlined counts where it was inlined.
PARTS = [
    ("draws: Philox, quantiles, the tape's digest",
     r"::uniforms[(<]|_quantiles|score_column|Tape::"),
    ("requests made of them: times, network",
     r"Derivation::|Arrivals::|ReadyLink::|ReadyRate::|Sampler::|portable_|round_to_integer"
     r"|plain_execution"),
    ("the bound", r"Bound::"),
    ("places and models chosen", r"::choose|::ask<|Deciders::|Service<\w+>::select|Eligible"
     r"|MDInferenceSets"),
    ("settled and tallied", r"Tally::|Histogram::|Settlement::|CellRun::finish|Sum::"),
    ("fingerprint", r"digest_of"),
    ("events and lines", r"EventRun|Service<|RequestsInFlight|EventQueue|KeyHeap|Incoming::|Lines::"
     r"|WaitingLine"),
    ("a loop over the batch", r"ColumnsRun|ColumnsBatch"),
]
BENCHMARKS = {"mdinference": 1_000_000, "static_greedy": 1_000_000,
              "markov_queue/servers:1": 200_000}


def of_functions(program, name):
    """Instructions by function of one run of a benchmark, what is inlined included."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out",
                        program, f"--benchmark_filter=^{re.escape(name)}$",
                        "--benchmark_min_time=1e-9"], check=True, capture_output=True)
        said = subprocess.run(["callgrind_annotate", "--threshold=100", "--auto=no",
                               f"{folder}/out"], check=True, capture_output=True, text=True).stdout
    counts = {}
    for line in said.splitlines():
        found = re.match(r"\s*([\d,]+) \([^)]*\)\s+[^:]*:(.*?)(?: \[.*)?$", line)
        if found:
            function = found.group(2)
            counts[function] = counts.get(function, 0) + int(found.group(1).replace(",", ""))
    return counts


def show(program):
    for name, requests in BENCHMARKS.items():
        counts = of_functions(program, name)
        whole = sum(counts.values())
        parts = dict.fromkeys([part for part, _ in PARTS] + ["the rest"], 0)
        for function, count in counts.items():
            part = next((p for p, words in PARTS if re.search(words, function)), "the rest")
            parts[part] += count
        print(f"\n{name}: instructions a request")
        for part, count in parts.items():
            if count:
                print(f"  {part:46}{count / requests:>8.1f}{count / whole:>7.1%}")
        print(f"  {'together':46}{whole / requests:>8.1f}{1:>7.1%}")
