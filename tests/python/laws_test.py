"""md.laws: it passes what keeps the laws, and notices what does not."""
import random
import unittest

import numpy as np

import classes
import mdisim as md


class Remembering(md.Select):
    """Its instances share a list."""
    seen = []

    def choose_all(self, batch):
        self.seen.append(batch.size)
        odd = len(self.seen) % 2
        return np.full(batch.size, batch.models.model[0] if odd else batch.models.fastest)


class Unlike(classes.Halfway):
    """Its two forms differ."""

    def choose(self, view):
        return view.models.fastest


class ByBatch(md.Select):
    """Answers by its place in the batch."""

    def choose_all(self, batch):
        return batch.models.model[np.arange(batch.size) % len(batch.models)]


class Dice(md.Select):
    """Random numbers of its own."""

    def choose(self, view):
        return random.choice(list(view.models.model))


class LawsTest(unittest.TestCase):
    def test_laws_hold(self):
        for policy in (classes.Halfway, classes.Halfway(share=0.3), classes.HalfwayEach,
                       classes.AnyModel, classes.TrackRecord, classes.Risky, classes.HoldFastest,
                       classes.Remotely):
            with self.subTest(policy=policy):
                kept = md.laws(policy)
                self.assertIn("one job and two", kept)
                self.assertIn("columns and events", kept)

    def test_broken_laws_are_noticed(self):
        for policy, law in ((Remembering, "the same run twice"), (Unlike, "both forms"),
                            (ByBatch, "columns and events"), (Dice, "the same run twice")):
            with self.subTest(policy=policy):
                with self.assertRaisesRegex(md.Error, f"breaks the law '{law}'"):
                    md.laws(policy)


if __name__ == "__main__":
    unittest.main()
