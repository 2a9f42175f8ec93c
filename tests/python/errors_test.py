"""What becomes of a run whose policy does what no policy may do."""
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import unittest

import numpy as np

import classes
import mdisim as md


def answering(answer):
    """A class that answers a batch with what `answer` makes of it."""
    class Answers(md.Select):
        """Answers as it is told."""

        def choose_all(self, batch):
            return answer(batch)
    return Answers()


def choosing(answer):
    class Chooses(md.Select):
        """Answers as it is told."""

        def choose(self, view):
            return answer(view)
    return Chooses()


class WrongAnswersTest(unittest.TestCase):
    def refused(self, policy, pattern, point="select", study=None):
        with self.assertRaisesRegex(md.PolicyError, pattern) as caught:
            (study or classes.hello()).policies({"name": "a", point: policy}).run()
        return caught.exception

    def test_what_a_policy_raises_is_the_cause(self):
        def fails(batch):
            raise ZeroDivisionError("too small")
        error = self.refused(answering(fails), r"the policy 'answers' raised ZeroDivisionError in "
                             r"choose_all for requests 0 to 599 of replication \d: too small")
        self.assertIsInstance(error.__cause__, ZeroDivisionError)
        self.assertEqual((error.policy, error.request), ("answers", 0))
        self.assertIn(error.replication, (0, 1, 2))

        def late(view):
            if view.budget_ms < 100:
                raise KeyError("x")
            return view.models.fastest
        error = self.refused(choosing(late), "raised KeyError in choose for request [0-9]+ of")
        self.assertIsInstance(error.__cause__, KeyError)

    def test_answers_have_a_shape_and_a_type(self):
        for answer, pattern in (
                (lambda b: np.zeros(3, int), r"an array of int64 of shape \(3,\), not the numbers "
                                             r"of 600 models"),
                (lambda b: np.zeros((b.size, 1), int), r"shape \(600, 1\)"),
                (lambda b: np.full(b.size, np.nan), r"an array of float64"),
                (lambda b: np.ones(b.size, bool), r"an array of bool"),
                (lambda b: None, "an array of object"),
                (lambda b: "fastest", "an array of <U7"),
                (lambda b: np.full(b.size, 99), r"chose model 99 for request 0, which is not on "
                                                r"offer: these are \d+, "),
                (lambda b: np.full(b.size, -1), "chose model -1")):
            with self.subTest(pattern=pattern):
                self.refused(answering(answer), pattern)
        for answer, pattern in (
                (lambda v: 1.0, r"answered 1\.0, a float, not the number of a model"),
                (lambda v: float("nan"), "answered nan"),
                (lambda v: None, "answered None"),
                (lambda v: True, "answered True"),
                (lambda v: 10 ** 30, "chose model 10{30} for request 0"),
                (lambda v: 77, "chose model 77 for request 0")):
            with self.subTest(pattern=pattern):
                self.refused(choosing(answer), pattern)
        whole = classes.hello().policies(answering(lambda b: [b.models.fastest] * b.size))
        self.assertTrue(whole.run().fingerprint)

    def test_answers_at_other_points(self):
        class Nowhere(md.Place):
            """Nowhere."""

            def choose(self, view):
                return md.Placement(cloud=False)

        class Word(md.Place):
            """A word that is none."""

            def choose(self, view):
                return "moon"

        class Early(md.Place):
            """A late copy, unannounced."""

            def choose(self, view):
                return md.Placement(phone=True, phone_after_ms=5)
        self.refused(Nowhere(), "sent a request nowhere", "place")
        self.refused(Word(), "answered 'moon', not 'cloud', 'phone', 'both' or a Placement",
                     "place")
        self.refused(Early(), "late_copies = True", "place")

        class Cores(md.Control):
            """More cores than there are."""

            def decide(self, view):
                return md.Operation(None, 99, 1)

        class Slow(md.Control):
            """A period that is none."""
            period_ms = -1

            def decide(self, view):
                return view.running
        self.refused(Cores(), "asked for 99 replicas of 1 threads", "control", classes.loaded())
        self.refused(Slow(), "is no time", "control", classes.loaded())

        class Preprocesses(md.Preprocess):
            """Neither."""

            def choose(self, view):
                return True
        self.refused(Preprocesses(), "not 'phone' or 'cloud'", "preprocess",
                     classes.hello().set("pictures", {"profile": "pictures/mid_end"}))

    def test_a_class_that_cannot_be_made(self):
        class Unmade(classes.Halfway):
            """Needs a file."""

            def __init__(self, **options):
                super().__init__(**options)
                if not options:
                    return
                raise FileNotFoundError("weights.npy")
        good = Unmade()
        good._given = {"share": 0.5}
        self.refused(good, "raised FileNotFoundError in __init__: weights.npy")


class StoreTest(unittest.TestCase):
    """The store is as it was, but for what was finished."""

    def rows(self, folder):
        with sqlite3.connect(pathlib.Path(folder) / "store.sqlite") as store:
            return store.execute("select count(*) from runs").fetchone()[0]

    def test_a_failure_leaves_what_was_there(self):
        with tempfile.TemporaryDirectory() as folder:
            study = classes.hello().policies("mdinference")
            study.run(out=folder)
            before = self.rows(folder)
            metrics = (pathlib.Path(folder) / "metrics.csv").read_bytes()
            for answer in (lambda b: 1 / 0, lambda b: np.full(b.size, np.nan)):
                with self.assertRaises(md.PolicyError):
                    study.policies("mdinference", answering(answer)).run(out=folder)
            self.assertEqual(self.rows(folder), before)
            self.assertEqual((pathlib.Path(folder) / "metrics.csv").read_bytes(), metrics)

    def test_a_policy_that_forks_ends_the_run_in_one_process(self):
        program = textwrap.dedent("""
            import os, sys
            import classes, mdisim as md
            class Forks(md.Select):
                "Forks."
                def choose_all(self, batch):
                    if os.fork() == 0:
                        print("a child goes on", flush=True)
                    return [batch.models.fastest] * batch.size
            try:
                classes.hello().policies(Forks()).run(out=sys.argv[1])
            except md.PolicyError as error:
                print(error)
            """)
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.run([sys.executable, "-W", "ignore", "-c", program, folder],
                                   stdout=subprocess.PIPE, text=True, timeout=60)
            self.assertRegex(ended.stdout, r"\Athe policy 'forks': choose_all forked the process, "
                             r"which no policy may do \(requests 0 to 599 of replication \d\)\n\Z")
            self.assertEqual(self.rows(folder), 0)

    def test_a_policy_that_never_ends_is_interrupted(self):
        program = textwrap.dedent("""
            import os, signal, sys, threading, time
            import classes, mdisim as md
            class Endless(md.Select):
                "Never ends."
                def choose_all(self, batch):
                    while True:
                        pass
            def interrupt():
                for _ in range(2):
                    time.sleep(1)
                    os.kill(os.getpid(), signal.SIGINT)
            threading.Thread(target=interrupt, daemon=True).start()
            try:
                classes.hello().policies(Endless()).run(jobs=1)
            except KeyboardInterrupt:
                print("interrupted")
            """)
        ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True,
                               timeout=60)
        self.assertEqual(ended.stdout, "interrupted\n")


if __name__ == "__main__":
    unittest.main()
