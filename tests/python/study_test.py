"""Scenarios that are loaded or built in Python, and run."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest

import numpy as np

import classes
import mdisim as md

LEAST = {"sla_ms": 100, "requests": 5,
         "network": {"kind": "latency",
                     "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1, "below_zero": "cut"}},
         "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                             {"name": "B", "accuracy": 0.7, "mean_ms": 9, "sd_ms": 1}]},
         "policies": ["fastest"]}


class StudyTest(unittest.TestCase):
    def test_a_study_does_not_change(self):
        study = md.scenario(LEAST)
        before = study.text()
        other = study.set("sla_ms", 50).over(requests=[5, 6]).policies("most_accurate")
        self.assertEqual(study.text(), before)
        self.assertNotEqual(other.text(), before)

    def test_a_dict_is_the_scenario_that_is_written(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "study.json"
            file.write_text(md.scenario(LEAST).text())
            self.assertEqual(md.load(file).run().fingerprint, md.scenario(LEAST).run().fingerprint)

    def test_values_of_numpy_are_numbers(self):
        study = md.scenario({**LEAST, "sla_ms": np.float64(50)})
        swept = study.over({"network.latency.sd_ms": np.linspace(1, 2, 3)}, sla_ms=np.arange(3))
        self.assertEqual(len(swept.run().metric("attainment")), 9)
        self.assertEqual(study.set("sla_ms", np.int64(7)).run().fingerprint,
                         study.set("sla_ms", 7).run().fingerprint)

    def test_axes_are_those_of_the_command_line(self):
        text = md.scenario(LEAST).over(sla_ms="50:100:25").run()
        values = md.scenario(LEAST).over(sla_ms=range(50, 101, 25)).run()
        self.assertEqual(text.fingerprint, values.fingerprint)
        self.assertEqual(values.axes, ["sla_ms"])
        self.assertEqual(list(values.metric("attainment")["sla_ms"]), [50, 75, 100])

    def test_all_mistakes_are_told_at_once(self):
        with self.assertRaises(md.Error) as caught:
            md.scenario({**LEAST, "sla_ms": "soon", "modles": 3}, name="mine").check()
        problems = caught.exception.problems
        self.assertEqual(len(problems), 2)
        self.assertTrue(all(p.where.startswith("mine:") for p in problems))
        self.assertIn("Did you mean 'models'?", str(caught.exception))
        with self.assertRaisesRegex(md.Error, "Did you mean 'hello/hello'"):
            md.load("hello/helo")
        with self.assertRaisesRegex(md.Error, "cannot be written as JSON"):
            md.scenario(LEAST).set("sla_ms", float("nan"))
        self.assertEqual(len(md.scenario(LEAST).set("sla_ms", 0.25).warnings()), 1)

    def test_policies_are_named_or_given(self):
        study = md.scenario(LEAST)
        one = study.policies("fastest", "most_accurate", place="cloud").run()
        self.assertEqual(one.policies, ["fastest", "most_accurate"])
        two = study.policies({"name": "mine", "select": classes.Halfway(share=0.4)}).run()
        self.assertEqual(two.policies, ["mine"])
        with self.assertRaisesRegex(md.Error, r"give an instance, Halfway\(\)"):
            study.policies(classes.Halfway)
        with self.assertRaisesRegex(md.Error, "two policies are called 'halfway'"):
            study.policies(classes.Halfway(), classes.Halfway(share=0.1)).check()

    def test_progress_is_told(self):
        told = []
        classes.hello(requests=20000).run(progress=lambda *now: told.append(now))
        self.assertEqual(told[-1][0], told[-1][1])
        self.assertEqual([done for done, _ in told], sorted(done for done, _ in told))

        def enough(done, requests):
            raise ValueError("enough")
        with self.assertRaisesRegex(ValueError, "enough"):
            classes.hello(requests=20000).run(progress=enough)

    def test_other_threads_run_meanwhile(self):
        counted = 0
        over = threading.Event()

        def count():
            nonlocal counted
            while not over.is_set():
                counted += 1
        counting = threading.Thread(target=count)
        counting.start()
        try:
            before = counted
            classes.hello(requests=100000).run(jobs=1)
            self.assertGreater(counted - before, 1000)
        finally:
            over.set()
            counting.join()

    def test_a_folder_is_gone_on_with_after_an_interrupt(self):
        program = textwrap.dedent("""
            import os, signal, sys
            import mdisim as md
            study = md.load("hello/hello").set("figures", None).set("requests", 20000)
            study = study.set("replications", 40)
            def interrupt(done, requests):
                os.kill(os.getpid(), signal.SIGINT)
            try:
                study.run(jobs=1, out=sys.argv[1], progress=interrupt)
            except KeyboardInterrupt:
                sys.exit(130)
            """)
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out")
            ended = subprocess.run([sys.executable, "-c", program, out], stderr=subprocess.PIPE,
                                   text=True)
            self.assertEqual(ended.returncode, 130, ended.stderr)
            self.assertFalse(os.path.exists(os.path.join(out, "metrics.csv")))
            study = md.load("hello/hello").set("figures", None).set("requests", 20000)
            study = study.set("replications", 40)
            first = []
            resumed = study.run(out=out, progress=lambda *now: first.append(now))
            self.assertGreater(first[0][0], 0)
            self.assertEqual(resumed.fingerprint, study.run().fingerprint)

    def test_shards_are_merged(self):
        study = classes.hello().over(sla_ms=[150, 250])
        with tempfile.TemporaryDirectory() as folder:
            shards = [os.path.join(folder, str(i)) for i in (1, 2)]
            for i, shard in enumerate(shards, 1):
                study.run(out=shard, shard=f"{i}/2")
            merged = md.merge(*shards, out=os.path.join(folder, "all"))
            self.assertEqual(merged.fingerprint, study.run().fingerprint)
        with self.assertRaisesRegex(md.Error, "no share 3 of 2"):
            study.run(out="nowhere", shard="3/2")

    def test_a_signal_handler_of_ones_own_is_kept(self):
        before = signal.getsignal(signal.SIGINT)
        md.scenario(LEAST).run()
        self.assertIs(signal.getsignal(signal.SIGINT), before)


if __name__ == "__main__":
    unittest.main()
