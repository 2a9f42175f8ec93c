"""Runs of policies in Python are stored only under a version, and never served when stale."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import md_programs


class IdentityTest(unittest.TestCase):
    def run_policy(self, version, model, helper):
        """Writes a policy and its helper, and runs them in a process; the requests done at the
        first look, and the accuracy."""
        files = {"helper.py": f"BONUS_MS = {helper}\n",
                 "mine.py": md_programs.policy(version, model), "run.py": md_programs.RUN}
        for name, text in files.items():
            (pathlib.Path(self.folder) / name).write_text(text)
        ended = subprocess.run([sys.executable, "run.py"], cwd=self.folder, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout.split()

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name

    def test_without_a_version_every_edit_counts(self):
        first = self.run_policy(None, "fastest", 0)
        self.assertEqual(self.run_policy(None, "fastest", 0), first)
        self.assertEqual(first[0], "0")  # no run of it is in the store
        self.assertNotEqual(self.run_policy(None, "fastest", 40)[1], first[1])
        self.assertNotEqual(self.run_policy(None, "most_accurate", 0)[1], first[1])

    def test_with_a_version_runs_are_stored_until_the_module_or_the_version_changes(self):
        first = self.run_policy("1", "fastest", 0)
        again = self.run_policy("1", "fastest", 0)
        self.assertEqual((first[0], again[0]), ("0", "6"))
        self.assertEqual(again[1], first[1])
        edited = self.run_policy("1", "most_accurate", 0)
        self.assertEqual(edited[0], "0")
        self.assertNotEqual(edited[1], first[1])
        helped = self.run_policy("2", "fastest", 40)
        self.assertEqual(helped[0], "0")
        self.assertNotEqual(helped[1], first[1])
        back = self.run_policy("1", "fastest", 0)
        self.assertEqual((back[0], back[1]), ("6", first[1]))


if __name__ == "__main__":
    unittest.main()
