"""One policy in C++ and in Python: halfway.cpp and python/halfway.py of docs/examples/."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import mdisim as md

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/examples/python"
sys.path.append(str(EXAMPLES))
from halfway import Halfway  # noqa: E402

PROGRAM = os.environ.get("MDISIM_WITH_EXAMPLES", "")
SETS = {"requests": 5000, "replications": 3, "network.cv": 0.7}
SERVERS = {"servers": '{"replicas": 2, "choose_at": "start"}',
           "workload": '{"kind": "poisson", "rate_per_s": 40}'}


class Stored(Halfway):
    """Halfway, whose runs are stored."""
    name = "halfway"
    version = "1"


def in_cpp(folder, sets, *more):
    """The fingerprint of the policy of C++, by the command line."""
    policy = ('[{"name": "halfway", "place": "cloud", '
              '"select": {"policy": "halfway", "share": 0.4}}]')
    words = [f"--set={path}={value}" for path, value in {**sets, "policies": policy}.items()]
    ended = subprocess.run([PROGRAM, "run", "hello/hello", *words, "--over", "sla_ms=150:250:50",
                            "--no-figures", "--out", os.path.join(folder, "cpp"), *more],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           cwd=EXAMPLES)
    found = re.search(r"^fingerprint (\w+)$", ended.stdout, re.M)
    if not found:
        raise AssertionError(ended.stdout + ended.stderr)
    return found[1]


def in_python(sets, policy):
    study = md.load("hello/hello").set("figures", None).over(sla_ms=range(150, 251, 50))
    for path, value in sets.items():
        study = study.set(path, json.loads(str(value)))
    return study.policies(policy, place="cloud")


@unittest.skipUnless(PROGRAM, "the program with the examples is built with Release alone")
class HalfwayTest(unittest.TestCase):
    def test_one_fingerprint_on_both_paths_with_any_jobs(self):
        for sets in (SETS, {**SETS, "requests": 600, **SERVERS}):
            with tempfile.TemporaryDirectory() as folder:
                expected = in_cpp(folder, sets)
                self.assertEqual(in_cpp(folder, sets, "--path", "events"), expected)
            study = in_python(sets, Halfway(share=0.4))
            for how in ({"jobs": 1}, {"jobs": 2}, {"path": "events"}):
                self.assertEqual(study.run(**how).fingerprint, expected, how)
            self.assertNotEqual(in_python(sets, Halfway(share=0.9)).run().fingerprint, expected)

    def test_one_fingerprint_after_shards_are_merged(self):
        study = in_python(SETS, Stored(share=0.4))
        with tempfile.TemporaryDirectory() as folder:
            expected = in_cpp(folder, SETS)
            shards = [os.path.join(folder, str(i)) for i in (1, 2, 3)]
            for i, shard in enumerate(shards, 1):
                study.run(out=shard, shard=f"{i}/3", jobs=1)
            merged = md.merge(*shards, out=os.path.join(folder, "all"), policies=[Stored])
            self.assertEqual(merged.fingerprint, expected)
            self.assertEqual(md.read(os.path.join(folder, "all")).fingerprint, expected)


if __name__ == "__main__":
    unittest.main()
