"""The best of many settings, found from Python."""
import tempfile
import unittest

import classes
import mdisim as md


def queue():
    return (md.load("validation/mmc").set("requests", 2000).set("warm_up_requests", 100)
            .set("workload.rate_per_s", 50).set("sla_ms", 500))


class FindingTest(unittest.TestCase):
    def test_the_fewest_servers(self):
        with tempfile.TemporaryDirectory() as folder:
            found = queue().find({"servers.replicas": range(4, 13)}, least="servers.replicas",
                                 so_that="waited <= 0.5", out=folder + "/r")
            self.assertTrue(found.meets)
            self.assertIn(found.best, found.where)
            self.assertLessEqual(found.metrics["waited"][0], 0.5)
            self.assertIn(f"servers.replicas = {found.best['servers.replicas']}", str(found))
            self.assertEqual(found.front, [])
            again = queue().find({"servers.replicas": "4:12:1"}, least="servers.replicas",
                                 so_that=["waited <= 0.5"], out=folder + "/r")
            self.assertEqual(again.best, found.best)
            self.assertEqual(again.document["requests"]["computed"], 0)
            fewer = found.best["servers.replicas"] - 1
            row = queue().set("servers.replicas", fewer).run().metric("waited")
            self.assertGreater(row["mean"][0], 0.4)

    def test_a_front(self):
        found = queue().find({"servers.replicas": [6, 8, 10]}, most="attainment",
                             least="servers.replicas")
        self.assertGreater(len(found.front), 0)
        self.assertEqual(found.best, found.front[0][0])
        self.assertIn("attainment", found.metrics)

    def test_nothing_meets_it(self):
        found = queue().find({"servers.replicas": range(4, 6)}, least="servers.replicas",
                             so_that="attainment >= 1")
        self.assertFalse(found.meets)
        self.assertEqual(found.best, {"servers.replicas": 5})

    def test_an_option_of_a_class(self):
        study = md.load("hello/hello").set("requests", 200).policies(classes.Halfway(share=0.5))
        path = "policies.halfway.select.share"
        found = study.find({path: [0.2, 0.5, 0.9]}, most="effective_accuracy")
        self.assertIn(found.best[path], [0.2, 0.5, 0.9])

    def test_mistakes_are_told_together(self):
        with self.assertRaises(md.Error) as raised:
            queue().find({"servers.replicas": range(4, 6)}, most="nothing", so_that="waited")
        self.assertEqual(len(raised.exception.problems), 2)
        calls = []
        queue().find({"servers.replicas": range(7, 9)}, most="attainment",
                     progress=lambda done, runs: calls.append((done, runs)))
        self.assertGreater(len(calls), 0)


if __name__ == "__main__":
    unittest.main()
