"""md.distill: tables of decisions that the program follows."""
import csv
import os
import tempfile
import unittest

import classes
import mdisim as md


class Steps(md.Select):
    """Two models, by what a request waited for: a table can say all of it."""

    def know(self, models):
        self.models = models

    def choose(self, view):
        return self.models.index("InceptionV3" if view.budget_ms >= 150 else "MobileNetV1 0.25")


class Lines(md.Control):
    """The fastest where a line is long."""
    period_ms = 500

    def decide(self, view):
        model = 0 if view.queue.waiting >= 3 else 4
        return md.Operation(model, view.running.replicas, view.running.threads)


class DistillTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = os.path.join(folder.name, "table.csv")
        self.hello = md.load("hello/hello").set("requests", 600).set("replications", 2)

    def rows(self):
        with open(self.file, encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_a_rule_of_steps_becomes_its_table(self):
        made = md.distill(Steps(), self.hello, self.file, {"budget_ms": [0, 150]})
        self.assertEqual(self.rows(), [{"budget_ms": "0", "model": "MobileNetV1 0.25"},
                                       {"budget_ms": "150", "model": "InceptionV3"}])
        self.assertEqual((made.rows, made.agreement), (2, 1.0))
        self.assertEqual(made.decisions, 1200 * len(self.points()))
        place = {"place": "cloud"}
        by_class = self.hello.policies({"name": "a", "select": Steps(), **place}).run(jobs=1)
        by_table = self.hello.policies({"name": "a", "select": made.policy, **place}).run(jobs=2)
        self.assertEqual(by_class.fingerprint, by_table.fingerprint)

    def points(self):
        return self.hello.policies("fastest").run(jobs=1).metric("attainment")

    def test_more_buckets_agree_more_often(self):
        shares = [md.distill(classes.Halfway(), self.hello, self.file, {"budget_ms": n}).agreement
                  for n in (1, 5, 100)]
        self.assertLess(shares[0], shares[1])
        self.assertLess(shares[1], shares[2])
        self.assertGreater(shares[2], 0.95)
        self.assertLess(shares[0], 0.9)
        self.assertLessEqual(len(self.rows()), 100)

    def test_a_row_without_decisions_has_those_of_its_neighbour(self):
        md.distill(Steps(), self.hello, self.file, {"budget_ms": [0, 150, 1e6], "waiting": [0, 9]})
        self.assertEqual([row["model"] for row in self.rows()],
                         ["MobileNetV1 0.25"] * 2 + ["InceptionV3"] * 4)

    def test_control(self):
        study = (md.load("model_switching/fig4b").set("duration_s", 60).set("replications", 1)
                 .set("sla_ms", 750).set("capacity_bound", None))
        made = md.distill(Lines(), study, self.file, {"waiting": [0, 3]})
        self.assertEqual([row["waiting"] for row in self.rows()], ["0", "3"])
        self.assertNotEqual(self.rows()[0]["model"], self.rows()[1]["model"])
        self.assertEqual(made.agreement, 1.0)
        self.assertEqual(made.policy["period_ms"], 500)
        results = study.policies({"name": "a", "control": Lines()}).run(jobs=1)
        again = study.policies({"name": "a", "control": made.policy}).run(jobs=1)
        self.assertEqual(results.fingerprint, again.fingerprint)

    def test_mistakes(self):
        for policy, by, what in (
                ("fastest", {"budget_ms": 3}, "no instance of a class"),
                (Steps, {"budget_ms": 3}, "no instance of a class"),
                (Steps(), {}, "has columns among"),
                (Steps(), {"rate_per_s": 3}, "not rate_per_s"),
                (Steps(), {"budget_ms": 0}, "at least one bucket"),
                (Steps(), {"budget_ms": []}, "values at which its buckets begin")):
            with self.assertRaisesRegex(md.Error, what):
                md.distill(policy, self.hello, self.file, by)
            self.assertFalse(os.path.exists(self.file))


if __name__ == "__main__":
    unittest.main()
