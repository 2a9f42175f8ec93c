"""The package as a whole: types, names, the reference, wheels."""
import ast
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

import mdisim as md
from mdisim import _core

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(md.__file__).parent.parent.parent


class PackageTest(unittest.TestCase):
    def run_quietly(self, *words, **more):
        ended = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               **more)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        return ended.stdout

    def test_types_are_those_of_the_module(self):
        try:
            import mypy  # noqa: F401
        except ImportError:
            self.skipTest("there is no mypy")
        with tempfile.TemporaryDirectory() as folder:
            around = dict(os.environ, MYPY_CACHE_DIR=folder, PYTHONPATH="")
            # Classes of pybind11 have a metaclass and an __init__ of their own.
            allowed = pathlib.Path(folder) / "allowed"
            stub = ast.parse((TOP / "python/mdisim/_core.pyi").read_text())
            classes = [node.name for node in stub.body if isinstance(node, ast.ClassDef)]
            allowed.write_text("".join(f"mdisim._core.{name}\nmdisim._core.{name}.__init__\n"
                                       for name in classes))
            for name in classes:
                self.assertTrue(hasattr(_core, name), name)
            self.run_quietly(sys.executable, "-m", "mypy.stubtest", "mdisim._core",
                             "--allowlist", allowed, "--ignore-unused-allowlist",
                             env={**around, "PYTHONPATH": str(BUILD / "python")}, cwd=folder)
            self.run_quietly(sys.executable, "-m", "mypy", "--ignore-missing-imports", "-p",
                             "mdisim", env={**around, "MYPYPATH": str(TOP / "python")},
                             cwd=folder)

    def test_every_name_is_there(self):
        for name in md.__all__:
            self.assertTrue(hasattr(md, name), name)
        self.assertEqual(len(set(md.__all__)), len(md.__all__))

    def test_the_reference_is_of_today_and_has_every_name(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "python.md"
            self.run_quietly(sys.executable, TOP / "scripts/python_reference", page)
            self.assertEqual(page.read_text(), (TOP / "docs/reference/python.md").read_text(),
                             "'scripts/python_reference' writes docs/reference/python.md")
            headings = [line for line in page.read_text().splitlines() if line.startswith("### ")]
        for name in md.__all__:
            self.assertTrue(any(heading.startswith((f"### `{name}`", f"### `{name}("))
                                for heading in headings), name)

    def test_lines_are_short(self):
        for file in [*(TOP / "python").rglob("*.py*"), *(TOP / "tests/python").glob("*.py")]:
            if file.suffix in (".py", ".pyi"):
                lines = file.read_text().splitlines()
                if file.suffix == ".py":
                    self.assertLessEqual(len(lines), 400, file)
                self.assertLessEqual(max(map(len, lines), default=0), 100, file)
                ast.parse("\n".join(lines))

    def test_a_source_distribution_has_what_cmake_builds(self):
        with tempfile.TemporaryDirectory() as folder:
            program = "import sys, build_backend; build_backend.build_sdist(sys.argv[1])"
            self.run_quietly(sys.executable, "-c", program, folder, cwd=TOP / "python")
            packed = next(pathlib.Path(folder).glob("mdisim-*.tar.gz"))
            with tarfile.open(packed) as tar:
                tar.extractall(folder)
            sources = packed.with_name(packed.name[:-len(".tar.gz")])
            self.assertTrue((sources / "PKG-INFO").exists())
            said = self.run_quietly("cmake", "-S", sources, "-B", sources / "build",
                                    "-DMDISIM_TESTS=OFF", f"-DPython_EXECUTABLE={sys.executable}")
            self.assertNotIn("no Python package", said)
            targets = self.run_quietly("cmake", "--build", sources / "build", "--target", "help")
            self.assertIn("mdisim_python", targets)

    def test_a_wheel_is_made_and_installed(self):
        try:
            import venv
            import pip
        except ImportError as missing:
            self.skipTest(f"there is no {missing.name}")
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
            around = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
            self.run_quietly(*pip, "wheel", "--no-index", "--no-build-isolation", "--no-deps",
                             "--config-settings", f"build={BUILD}", "-w", folder, TOP, env=around)
            wheel = next(folder.glob("mdisim-*.whl"))
            with zipfile.ZipFile(wheel) as packed:
                self.assertIn("mdisim/data/scenarios/hello/hello.json", packed.namelist())
            venv.create(folder / "venv", with_pip=False, system_site_packages=True)
            python = folder / "venv/bin/python3"
            self.run_quietly(python, "-m", "pip", "install", "--no-index", "--no-deps", wheel,
                             env=around)
            said = self.run_quietly(python, "-c", "import mdisim as md; print(md.__file__, "
                                    "md.load('hello/hello').set('requests', 100).run()"
                                    ".fingerprint)",
                                    env=around, cwd=folder)
            file, fingerprint = said.split()
            self.assertTrue(file.startswith(str(folder)), file)
            here = md.load("hello/hello").set("requests", 100).run().fingerprint
            self.assertEqual(fingerprint, here)


if __name__ == "__main__":
    unittest.main()
