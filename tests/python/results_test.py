"""Results as NumPy arrays, from a run and from a folder."""
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import numpy as np

import classes
import mdisim as md


class ResultsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = os.path.join(cls.folder.name, "out")
        cls.study = (classes.hello(**{"records.requests": 5}).over(sla_ms=[150, 250])
                     .policies("static_greedy", "mdinference"))
        cls.results = cls.study.run(out=cls.out)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_metrics_have_a_row_for_each_cell(self):
        table = self.results.metric("attainment")
        self.assertEqual(table.dtype.names, ("sla_ms", "policy", "mean", "low", "high"))
        self.assertEqual(list(table["sla_ms"]), [150, 150, 250, 250])
        self.assertTrue(np.all((table["low"] <= table["mean"]) & (table["mean"] <= table["high"])))
        self.assertEqual(self.results.unit("latency_ms_mean"), "ms")
        with self.assertRaisesRegex(md.Error, "Did you mean 'attainment'"):
            self.results.metric("atainment")

    def test_replications_average_to_the_mean(self):
        table = self.results.replications("latency_ms_mean")
        self.assertEqual(len(table), 4 * 3)
        mine = table[(table["sla_ms"] == 250) & (table["policy"] == "mdinference")]
        self.assertEqual(list(mine["replication"]), [0, 1, 2])
        means = self.results.metric("latency_ms_mean")
        self.assertAlmostEqual(mine["value"].mean(), means["mean"][3], places=9)

    def test_requests_are_those_of_the_run(self):
        table = self.results.requests("mdinference", count=600, replication=1, sla_ms=250)
        self.assertEqual(list(table["request"]), list(range(600)))
        self.assertEqual(set(table["deadline_ms"]), {250})
        attained = self.results.replications("attainment")
        mine = attained[(attained["sla_ms"] == 250) & (attained["policy"] == "mdinference") &
                        (attained["replication"] == 1)]
        self.assertAlmostEqual(table["on_time"].mean(), mine["value"][0])
        with self.assertRaisesRegex(md.Error, "no axis"):
            self.results.requests("mdinference", sla=250)

    def test_comparisons_are_those_of_the_program(self):
        table = self.results.compare("static_greedy", "mdinference", "effective_accuracy")
        self.assertEqual(list(table["sla_ms"]), [150, 250])
        self.assertTrue(np.allclose(table["mean"], table["after"] - table["before"]))
        self.assertEqual(list(table["verdict"]), ["better", "better"])

    def test_frames_are_of_pandas_where_it_is(self):
        columns = self.results.frame()
        try:
            import pandas
            self.assertIsInstance(columns, pandas.DataFrame)
        except ImportError:
            pass
        with mock.patch.dict(sys.modules, {"pandas": None}):
            table = self.results.frame()
        self.assertIsInstance(table, np.ndarray)
        self.assertEqual(list(table.dtype.names), list(getattr(columns, "columns",
                                                               table.dtype.names)))
        self.assertTrue(np.array_equal(table["attainment"],
                                       self.results.metric("attainment")["mean"]))

    def test_a_folder_says_the_same(self):
        read = md.read(self.out)
        self.assertEqual(read.fingerprint, self.results.fingerprint)
        self.assertEqual(read.metrics, self.results.metrics)
        self.assertEqual(read.policies, self.results.policies)
        self.assertTrue(np.array_equal(read.metric("attainment"),
                                       self.results.metric("attainment")))
        self.assertTrue(np.array_equal(
            read.compare("static_greedy", "mdinference", "attainment"),
            self.results.compare("static_greedy", "mdinference", "attainment")))
        self.assertEqual(read.manifest["scenario"], "hello/hello")
        self.assertEqual(len(read.records()), 4 * 5)
        with self.assertRaisesRegex(md.Error, "holds no results"):
            md.read(self.folder.name)
        with self.assertRaisesRegex(md.Error, "single replications"):
            read.replications("attainment")

    def test_a_folder_that_has_changed_is_refused(self):
        file = os.path.join(self.out, "metrics.csv")
        with open(file, encoding="utf-8") as table:
            text = table.read()
        try:
            with open(file, "w", encoding="utf-8") as table:
                table.write(text.replace("0", "1", 1))
            with self.assertRaisesRegex(md.Error, "differs from its digest in manifest.json"):
                md.read(self.out)
        finally:
            with open(file, "w", encoding="utf-8") as table:
                table.write(text)
        md.read(self.out)

    def test_a_folder_is_read_without_the_module(self):
        program = ("import sys; sys.modules['mdisim._core'] = None; sys.modules['pandas'] = None; "
                   "import mdisim as md; print(md.read(sys.argv[1]).frame()['attainment'][0])")
        ended = subprocess.run([sys.executable, "-c", program, self.out], stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertEqual(float(ended.stdout), self.results.metric("attainment")["mean"][0])

    def test_figures_are_drawn_as_the_program_draws_them(self):
        try:
            import matplotlib
        except ImportError:
            self.skipTest("there is no matplotlib")
        before = dict(matplotlib.rcParams)
        figure = self.results.figure("effective_accuracy", x="sla_ms")
        self.assertEqual(dict(matplotlib.rcParams), before)
        file = os.path.join(self.folder.name, "figure.svg")
        figure.savefig(file)
        self.assertGreater(os.path.getsize(file), 5000)
        with self.assertRaisesRegex(md.Error, "Did you mean 'effective_accuracy'"):
            self.results.figure("efective_accuracy")


if __name__ == "__main__":
    unittest.main()
