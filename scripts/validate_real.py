"""A small server of three neural networks, measured under load and beside what is predicted of it.

The networks have different depths and random weights, since times do not depend on weights. All
requests wait in one line for one worker. First each request is sent alone: that gives execution
times and the time that HTTP takes. They make the scenario. Then requests are sent at times that
were drawn before, whatever is still under way, and their answers are timed: that is the log by
which the scenario is judged.
"""
import csv
import http.client
import http.server
import json
import multiprocessing
import pathlib
import queue
import random
import subprocess
import sys
import threading
import time

DEPTHS = {"shallow": 1, "middle": 3, "deep": 8}
ACCURACY = {"shallow": 0.6, "middle": 0.7, "deep": 0.8}  # of no meaning: weights are random
LOAD = 0.55  # of the worker
ALONE = 1000  # requests that are sent alone, of each network
DEADLINE_MS = 25
CLIENTS = 64
SEED = 1


def networks():
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    picture = torch.rand(1, 3, 32, 32)

    def of_depth(depth):
        layers = [torch.nn.Conv2d(3, 48, 3, padding=1), torch.nn.ReLU()]
        for _ in range(depth):
            layers += [torch.nn.Conv2d(48, 48, 3, padding=1), torch.nn.ReLU()]
        return torch.nn.Sequential(*layers).eval()

    made = {name: of_depth(depth) for name, depth in DEPTHS.items()}

    def run(name):
        with torch.no_grad():
            made[name](picture)
    return run


def serve(port_out):
    """The server: threads that talk, and one worker that runs one network at a time."""
    run = networks()
    for name in DEPTHS:
        for _ in range(20):
            run(name)
    line = queue.Queue()

    # What a request takes of the worker begins when it could have begun: with its arrival, or with
    # the end of the one before. So the worker's own time between two requests is in it.
    def work():
        free = 0.0
        while True:
            name, arrived, answer = line.get()
            begun = max(arrived, free)
            run(name)
            free = time.perf_counter()
            answer.put((begun, free))

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            arrived = time.perf_counter()
            answer = queue.SimpleQueue()
            line.put((self.path[1:], arrived, answer))
            begun, ended = answer.get()
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.send_header("Wait-Ms", f"{1e3 * (begun - arrived):.4f}")
            self.send_header("Execution-Ms", f"{1e3 * (ended - begun):.4f}")
            self.end_headers()

        def log_message(self, *words):
            pass

    threading.Thread(target=work, daemon=True).start()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    port_out.put(server.server_address[1])
    server.serve_forever()


class Client:
    """One connection to the server."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(self, name):
        """The execution time and the wait of a request, as the server tells them, in ms."""
        self.connection.request("GET", "/" + name)
        response = self.connection.getresponse()
        response.read()
        return float(response.headers["Execution-Ms"]), float(response.headers["Wait-Ms"])


def measure_alone(port):
    """Rows of (model, execution, the rest of the round trip), each request alone, models in turn."""
    client = Client(port)
    rows = []
    for i in range(ALONE * len(DEPTHS)):
        name = list(DEPTHS)[i % len(DEPTHS)]
        sent = time.perf_counter()
        execution, _ = client.ask(name)
        rows.append((name, execution, 1e3 * (time.perf_counter() - sent) - execution))
    return rows


def measure_under_load(port, plan):
    """Rows of (created in s, model, latency, wait, execution, rest); plan: two of each."""
    jobs, rows = queue.SimpleQueue(), [None] * len(plan)
    begin = time.perf_counter() + 1

    def send():
        client = Client(port)
        while (i := jobs.get()) is not None:
            at, name = plan[i]
            execution, wait = client.ask(name)
            latency = 1e3 * (time.perf_counter() - begin - at)
            rows[i] = (at, name, latency, wait, execution, latency - wait - execution)

    threads = [threading.Thread(target=send) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for i, (at, _) in enumerate(plan):
        left = begin + at - time.perf_counter()
        if left > 0:
            time.sleep(left)
        jobs.put(i)
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    return rows


def write(file, head, rows):
    with open(file, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([f"{x:.6f}" if isinstance(x, float) else x for x in row] for row in rows)


def scenario(times, policy, draws_network=True):
    """What is predicted of these times: one line, one worker, networks chosen by the policy."""
    samples = {"kind": "empirical", "file": times, "column": "execution_ms"}
    models = [{"name": name, "accuracy": ACCURACY[name],
               "law": samples | {"where": {"column": "model", "is": name}}} for name in DEPTHS]
    network = {"kind": "latency", "measures": "round_trip",
               "latency": {"kind": "empirical", "file": times, "column": "http_ms"}}
    return {
        "version": 1, "about": "A server of three networks with one worker, as it was measured.",
        "sla_ms": DEADLINE_MS, "requests": 1000,
        "models": {"list": models},
        **({"network": network} if draws_network else {}),
        "servers": {"replicas": 1},
        "policies": [policy],
    }


def measure(seconds, folder):
    """Writes alone.csv and measured.csv."""
    context = multiprocessing.get_context("spawn")
    ports = context.Queue()
    server = context.Process(target=serve, args=(ports,), daemon=True)
    server.start()
    port = ports.get()
    alone = measure_alone(port)
    write(folder / "alone.csv", ("model", "execution_ms", "http_ms"), alone)
    mean_ms = mean([row[1] for row in alone])
    draw = random.Random(SEED)
    plan, at = [], 0.0
    while at < seconds:
        plan.append((at, draw.choice(list(DEPTHS))))
        at += draw.expovariate(1e3 * LOAD / mean_ms)
    print(f"alone: {mean_ms:.2f} ms on average; under load: {len(plan)} requests in {seconds} s",
          flush=True)
    rows = measure_under_load(port, plan)
    server.terminate()
    write(folder / "measured.csv",
          ("created_s", "model", "latency_ms", "wait_ms", "execution_ms", "http_ms"), rows)


def mean(numbers):
    return sum(numbers) / len(numbers)


def print_means(folder):
    """Mean execution times: alone, under load, and in each quarter of the log."""
    def executions(name):
        with open(folder / name, newline="") as file:
            return [float(row["execution_ms"]) for row in csv.DictReader(file)]
    alone, loaded = executions("alone.csv"), executions("measured.csv")
    cuts = [len(loaded) * q // 4 for q in range(5)]
    quarters = ", ".join(f"{mean(loaded[a:b]):.2f}" for a, b in zip(cuts, cuts[1:]))
    print(f"execution: alone {mean(alone):.2f} ms, under load {mean(loaded):.2f} ms; "
          f"in its quarters {quarters} ms")


def judge(folder, program, name, predicted, *options):
    """Prints the verdict on a scenario by what was measured under load."""
    file = folder / f"{name}.json"
    file.write_text(json.dumps(predicted, indent=1) + "\n")
    print(f"\n{name}.json {' '.join(options)}", flush=True)
    ended = subprocess.run([program, "calibrate", file, "--against", folder / "measured.csv",
                            "--out", folder / name, *options])
    if ended.returncode not in (0, 3):
        raise SystemExit(ended.returncode)


def main(seconds, folder, program):
    folder.mkdir(parents=True, exist_ok=True)
    if seconds > 0:
        measure(seconds, folder)
    print_means(folder)
    judge(folder, program, "alone", scenario("alone.csv", "pure_random"))
    judge(folder, program, "under_load", scenario("measured.csv", "pure_random"),
          "--hold-out", "0.3")
    judge(folder, program, "the_line", scenario("measured.csv", "logged", draws_network=False),
          "--column", "execution=execution_ms", "--column", "uplink=http_ms")


if __name__ == "__main__":
    main(float(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
