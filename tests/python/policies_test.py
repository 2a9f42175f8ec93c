"""Policies that are classes of Python: what they are shown, and what their answers do."""
import gc
import os
import threading
import unittest

import numpy as np

import classes
import mdisim as md


def fingerprint(study, *policies, **how):
    return study.policies(*policies).run(**how).fingerprint


class Shown(md.Select):
    """Keeps what it was shown."""
    kept = []

    def choose_all(self, batch):
        Shown.kept.append((batch, batch.budget_ms, batch.models))
        return np.full(batch.size, batch.models.fastest)


class ShownTest(unittest.TestCase):
    def setUp(self):
        Shown.kept.clear()

    def test_columns_are_read_only_and_lent(self):
        classes.hello().policies(Shown()).run(jobs=1)
        batch, budget_ms, models = Shown.kept[-1]
        self.assertFalse(budget_ms.flags.writeable)
        self.assertFalse(models.mu_ms.flags.writeable)
        with self.assertRaisesRegex(RuntimeError, "during the call only"):
            batch.size
        with self.assertRaisesRegex(RuntimeError, "during the call only"):
            batch.uniforms(1)
        Shown.kept[:] = [(None, budget_ms, models)]
        gc.collect()
        self.assertEqual(len(budget_ms), 600)  # its memory is still there
        self.assertTrue(np.isfinite(budget_ms).all())

    def test_models_are_the_most_accurate_first(self):
        classes.hello().policies(Shown()).run(jobs=1)
        models = Shown.kept[-1][2]
        self.assertTrue((np.diff(models.accuracy) <= 0).all())
        self.assertEqual(models.most_accurate, models.model[0])
        self.assertEqual(models.fastest, models.model[models.mu_ms.argmin()])

    def test_many_requests_are_handed_at_once(self):
        sizes = []

        class Sizes(md.Select):
            """Keeps the sizes of batches."""

            def choose_all(self, batch):
                sizes.append(batch.size)
                return np.full(batch.size, batch.models.fastest)
        classes.hello(requests=10000, replications=1).policies(Sizes()).run(jobs=1)
        self.assertEqual(sizes, [4096, 4096, 10000 - 2 * 4096])

    def test_draws_are_addressed(self):
        drawn = {}

        class Draws(md.Select):
            """Keeps what it draws."""

            def choose_all(self, batch):
                drawn.setdefault(batch.size, []).append((batch.uniforms(3), batch.normals(2)))
                return np.full(batch.size, batch.models.fastest)
        study = classes.hello(replications=1).policies(Draws())
        study.run(jobs=1)
        study.run(jobs=1, path="events")
        uniforms, normals = drawn[600][0]
        self.assertEqual(uniforms.shape, (600, 3))
        self.assertTrue(((uniforms > 0) & (uniforms < 1)).all())
        self.assertTrue(np.array_equal(uniforms, np.vstack([u for u, _ in drawn[1]])))
        self.assertTrue(np.array_equal(normals, np.vstack([n for _, n in drawn[1]])))
        self.assertEqual(len(np.unique(uniforms)), uniforms.size)


class SameTest(unittest.TestCase):
    """The same policy, however it is written and run, does the same."""

    def test_both_forms_on_both_paths_with_any_jobs(self):
        for study in (classes.hello(), classes.hello(requests=9000), classes.loaded()):
            expected = fingerprint(study, {"name": "a", "select": classes.Halfway(share=0.4)})
            for policy in (classes.Halfway(share=0.4), classes.HalfwayEach(share=0.4)):
                for how in ({"jobs": 1}, {"jobs": 2}, {"jobs": 1, "path": "events"}):
                    with self.subTest(policy=policy, how=how):
                        given = {"name": "a", "select": policy}
                        self.assertEqual(fingerprint(study, given, **how), expected)
            other = fingerprint(study, {"name": "a", "select": classes.Halfway(share=0.9)})
            self.assertNotEqual(other, expected)

    def test_a_world_that_is_swept_is_as_cell_by_cell(self):
        study = classes.hello(requests=5000).policies("mdinference", classes.Halfway())
        swept = study.over({"network.cv": [0.3, 0.6]}, sla_ms=[100, 200, 300]).run()
        table = swept.metric("effective_accuracy")
        for row in table[::5]:
            alone = (study.set("network.cv", row["network.cv"]).set("sla_ms", row["sla_ms"]).run()
                     .metric("effective_accuracy"))
            self.assertEqual(alone[alone["policy"] == row["policy"]]["mean"][0], row["mean"])

    def test_a_random_policy_is_the_same_on_both_paths(self):
        for study in (classes.hello(), classes.loaded()):
            runs = {fingerprint(study, classes.AnyModel(), **how)
                    for how in ({"jobs": 1}, {"jobs": 2}, {"path": "events"})}
            self.assertEqual(len(runs), 1)

    def test_what_is_learnt_stays_in_a_run(self):
        for study in (classes.hello(), classes.loaded()):
            runs = {fingerprint(study, classes.TrackRecord(), jobs=jobs) for jobs in (1, 2, 1)}
            self.assertEqual(len(runs), 1)
        self.assertNotEqual(fingerprint(study, {"name": "a", "select": classes.TrackRecord()}),
                            fingerprint(study, {"name": "a", "select": "fastest"}))


class NotesTest(unittest.TestCase):
    def test_notes_are_explained(self):
        class Noting(md.Select):
            """Writes down what it weighs."""

            def choose(self, view):
                view.note("half of it", view.budget_ms / 2)
                for mu_ms, model in zip(view.models.mu_ms, view.models.model):
                    view.note("three times", 3 * mu_ms, model)
                return view.models.fastest
        results = classes.hello().over(sla_ms=[150, 250]).policies(Noting(), "fastest").run()
        text = results.explain(17, sla_ms=150)
        self.assertIn("half of it", text)
        self.assertIn("three times", text)
        self.assertNotEqual(text, results.explain(17, sla_ms=250))
        self.assertIn("half of it", results.explain(18))


class PointsTest(unittest.TestCase):
    """Every decision point has its classes."""

    def same(self, study, point, mine, built_in):
        ours = study.policies({"name": "a", point: mine}).run(jobs=1)
        theirs = study.policies({"name": "a", point: built_in}).run()
        self.assertEqual(ours.fingerprint, theirs.fingerprint)

    def test_place(self):
        study = classes.hello()
        self.same(study.set("sla_ms", 250), "place", classes.Risky(), "cloud")
        self.same(study.set("sla_ms", 150), "place", classes.Risky(), "both")
        self.same(study, "place", classes.Risky(below_ms=1e6), "both")

    def test_a_place_policy_may_learn_and_let_copies_wait(self):
        heard = []

        class Late(md.Place):
            """A copy, 30 ms later."""
            late_copies = True

            def choose(self, view):
                return md.Placement(phone=True, phone_model=view.usual_model, phone_after_ms=30)

        class Listening(md.Place):
            """Hears what its phone hears."""

            def choose(self, view):
                return "cloud"

            def learn(self, answer):
                heard.append(answer.latency_ms)
        results = classes.hello().policies({"name": "late", "place": Late()},
                                           {"name": "listening", "place": Listening()}).run()
        self.assertGreater(results.metric("on_device_reliance")["mean"][0], 0)
        self.assertEqual(len(heard), 3 * 600)

    def test_control(self):
        study = classes.loaded()
        self.same(study, "control", classes.HoldFastest(),
                  {"policy": "hold", "model": "MobileNetV1 0.25"})

    def test_a_control_policy_consults_and_learns(self):
        seen = {"served": 0, "asked": 0}

        class Watching(md.Control):
            """Looks at all that there is to see."""
            period_ms = md.option(500.0, "time between decisions", low=1)

            def consult(self, tables):
                self.tables = tables

            def decide(self, view):
                seen["asked"] += 1
                on = view.running
                rate = view.rate_per_s(20)
                fits = [m for m in view.models.model
                        if self.tables.p99_ms(m, on.replicas, on.threads, rate) <= view.sla_ms]
                return md.Operation(int(fits[0]) if fits else view.models.fastest, on.replicas,
                                    on.threads)

            def learn(self, served):
                seen["served"] += served.batch
                return False
        classes.loaded().set("requests", 200).set("replications", 2).policies(Watching()).run()
        self.assertEqual(seen["served"], 400)
        self.assertGreater(seen["asked"], 4)

    def test_route(self):
        sites = [{"name": "far", "round_trip": {"kind": "exponential", "mean_ms": 30}},
                 {"name": "near", "servers": {"replicas": 2}}]
        study = (classes.hello(requests=300).set("sites", sites)
                 .set("workload", {"kind": "poisson", "rate_per_s": 40})
                 .set("retries", {"timeout_ms": 100, "most": 2}))
        self.same(study, "route", classes.Nearby(), "nearest")
        heard = []

        class Named(md.Route):
            """Always the far site, by its name."""

            def choose(self, view):
                assert (view.last is None) == (view.attempt == 0)
                return "far"

            def learn(self, answer):
                heard.append((answer.site, answer.network_ms))
        self.same(study, "route", Named(), {"policy": "one_site", "site": "far"})
        self.assertEqual({site for site, _ in heard}, {0})
        for answer, message in (("fra", "answered 'fra', which is no site"),
                                (2, "answered site 2 of 2"), (None, "not the number or the name")):
            class Wrong(md.Route):
                """Answers what is no site."""
                name = "wrong"

                def choose(self, view):
                    return answer
            with self.assertRaisesRegex(md.PolicyError, message):
                study.policies({"name": "a", "route": Wrong()}).run()

    def test_preprocess(self):
        study = classes.hello().set("pictures", {"profile": "pictures/mid_end"})
        self.same(study, "preprocess", classes.Remotely(), "static_remote")

        class Trained(md.Preprocess):
            """Where it took less time in training."""

            def train(self, measured):
                cloud = [m.network_ms + m.cloud_ms for m in measured if not m.on_phone]
                phone = [m.network_ms + m.phone_ms + m.cloud_ms for m in measured if m.on_phone]
                self.best = "phone" if np.mean(phone) < np.mean(cloud) else "cloud"

            def choose(self, view):
                return self.best
        one = fingerprint(study, {"name": "a", "preprocess": Trained()}, jobs=1)
        self.assertEqual(fingerprint(study, {"name": "a", "preprocess": Trained()}, jobs=2), one)


class OptionsTest(unittest.TestCase):
    def test_options_are_settings(self):
        study = classes.hello().policies(classes.Halfway(share=0.4))
        self.assertIn('"share": 0.4', study.text())
        swept = study.over({"policies.halfway.select.share": [0.2, 0.8]}).run()
        means = swept.metric("aggregate_accuracy")["mean"]
        self.assertLess(means[0], means[1])
        self.assertIn("of the budget that may be used (default 0.5)", md.explain(classes.Halfway))
        self.assertIn("share", str(md.schema(classes.Halfway)))
        self.assertNotIn("halfway", str(md.schema()))
        with self.assertRaisesRegex(md.Error, "expected a number between 0 and 1, not 1.4"):
            classes.hello().policies(classes.Halfway(share=1.4)).check()
        with self.assertRaisesRegex(md.Error, "Did you mean 'share'"):
            classes.Halfway(shre=1)

    def test_options_are_of_four_kinds(self):
        class Kinds(md.Select):
            """Has options."""
            number = md.option(1.5, "a number")
            whole = md.option(3, "a whole number", low=1)
            truth = md.option(False, "a truth value")
            word = md.option("b", "a word", choices=["a", "b"])

            def choose(self, view):
                values.append((self.number, self.whole, self.truth, self.word))
                return view.models.fastest
        values = []
        study = classes.hello(requests=1, replications=1)
        study.policies(Kinds()).run()
        study.policies(Kinds(number=2, whole=4, truth=True, word="a")).run()
        self.assertEqual(values, [(1.5, 3, False, "b"), (2.0, 4, True, "a")])
        self.assertIsInstance(values[0][1], int)
        with self.assertRaisesRegex(md.Error, "Known: a b"):
            study.policies(Kinds(word="c")).check()
        with self.assertRaisesRegex(md.Error, "whole number"):
            study.policies(Kinds(whole=1.5)).check()

    def test_names_are_those_of_classes(self):
        class HTTPLike(classes.Halfway):
            """Its name has capitals."""
        self.assertTrue(md.explain(HTTPLike).startswith("select/http_like\n"))

        class Fastest(md.Select):
            """Has the name of a built-in policy."""

            def choose(self, view):
                return view.models.fastest
        with self.assertRaisesRegex(md.Error, "there is a policy 'fastest' already"):
            classes.hello().policies(Fastest()).check()
        with self.assertRaisesRegex(md.Error, "there is no policy 'halfway'"):
            classes.hello().policies("halfway").check()

    def test_a_class_may_be_defined_anew(self):
        def made(model):
            class Again(md.Select):
                """A class of which there are two."""

                def choose(self, view):
                    return getattr(view.models, model)
            return Again
        first, second = made("fastest"), made("most_accurate")
        study = classes.hello()
        one = study.policies(first()).run()
        two = study.policies(second()).run()
        self.assertNotEqual(one.fingerprint, two.fingerprint)
        self.assertEqual(one.requests("again", count=3)["model"][0],
                         study.policies("fastest").run().requests("fastest", count=3)["model"][0])
        with self.assertRaisesRegex(md.Error, "another class of the name 'again'"):
            study.policies({"name": "a", "select": first()},
                           {"name": "b", "select": second()}).check()

    def test_a_class_without_a_decision_is_refused(self):
        class Empty(md.Select):
            """Decides nothing."""
        with self.assertRaisesRegex(TypeError, r"needs choose or choose_all\(\)"):
            classes.hello().policies(Empty()).check()


class SpeedTest(unittest.TestCase):
    def test_memory_does_not_grow(self):
        def resident_kb():
            with open("/proc/self/statm", encoding="ascii") as statm:
                return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
        study = classes.hello(requests=2000, replications=1).policies(classes.Halfway())
        study.run(path="events")
        before = resident_kb()
        study.set("requests", 100000).run(path="events")  # a batch for each request
        self.assertLess(resident_kb() - before, 4000)

    def test_runs_of_several_threads_take_turns_safely(self):
        study = classes.hello().policies(classes.Halfway())
        expected = study.run().fingerprint
        found = []
        threads = [threading.Thread(target=lambda: found.append(study.run(jobs=1).fingerprint))
                   for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [expected] * 4)


if __name__ == "__main__":
    unittest.main()
