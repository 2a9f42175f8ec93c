"""Builds wheels and source distributions of the package by CMake (PEP 517), with the standard
library alone.

A wheel is built in a folder of its own, or in an existing build of CMake:
    pip install --no-index --no-build-isolation --config-settings build=build/release .
"""
import base64
import csv
import hashlib
import io
import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile

TOP = pathlib.Path(__file__).resolve().parent.parent
# What a source distribution has: what CMake builds the module of, and what the package reads.
SOURCES = ("CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "pyproject.toml", "docs",
           "include", "packaging", "policies", "profiles", "python", "scenarios", "scripts", "sim")
DATA = ("profiles", "scenarios/hello")


def version():
    return re.search(r"project\(mdisim VERSION ([0-9.]+)", (TOP / "CMakeLists.txt").read_text())[1]


def metadata():
    return (f"Metadata-Version: 2.1\nName: mdisim\nVersion: {version()}\n"
            "Summary: A laboratory for inference under a deadline\n"
            "Requires-Python: >=3.9\nRequires-Dist: numpy\n"
            "Provides-Extra: figures\nRequires-Dist: matplotlib; extra == 'figures'\n"
            "Provides-Extra: frames\nRequires-Dist: pandas; extra == 'frames'\n")


def get_requires_for_build_wheel(config_settings=None):
    return []


def get_requires_for_build_sdist(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """What pip would else build a wheel for."""
    name = f"mdisim-{version()}.dist-info"
    info = pathlib.Path(metadata_directory) / name
    info.mkdir()
    (info / "METADATA").write_text(metadata())
    return name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """A wheel for this interpreter and this kind of machine."""
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    tag = f"{python}-{python}-{re.sub('[-.]', '_', sysconfig.get_platform())}"
    name = f"mdisim-{version()}-{tag}.whl"
    info = f"mdisim-{version()}.dist-info"
    with tempfile.TemporaryDirectory() as scratch:
        build = (config_settings or {}).get("build") or os.path.join(scratch, "build")
        files = dict(package_files(build_module(pathlib.Path(build))))
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: mdisim\n"
                              f"Root-Is-Purelib: false\nTag: {tag}\n").encode()
    files[f"{info}/LICENSE"] = (TOP / "LICENSE").read_bytes()
    files[f"{info}/RECORD"] = record_of(files, f"{info}/RECORD")
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return name


def build_sdist(sdist_directory, config_settings=None):
    """A source distribution."""
    base = f"mdisim-{version()}"
    name = f"{base}.tar.gz"
    path = os.path.join(sdist_directory, name)
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for source in SOURCES:
            tar.add(TOP / source, f"{base}/{source}", filter=without_made_files)
        info = tarfile.TarInfo(f"{base}/PKG-INFO")
        info.size = len(metadata().encode())
        tar.addfile(info, io.BytesIO(metadata().encode()))
    return name


def without_made_files(entry):
    made = entry.name.endswith((".pyc", "/__pycache__", "/node_modules"))
    return None if made else entry


def build_module(build):
    """Builds the module, and returns its file."""
    around = dict(os.environ, PYTHONPATH="")
    if not (build / "CMakeCache.txt").exists():
        subprocess.run(["cmake", "-S", TOP, "-B", build, "-DCMAKE_BUILD_TYPE=Release",
                        "-DCMAKE_UNITY_BUILD=ON", "-DMDISIM_TESTS=OFF",
                        f"-DPython_EXECUTABLE={sys.executable}"], check=True, env=around)
    subprocess.run(["cmake", "--build", build, "--target", "mdisim_python", "--parallel"],
                   check=True, env=around)
    return next((build / "python/mdisim").glob("_core*.so"))


def package_files(module):
    """(path in the wheel, content) of the package."""
    yield f"mdisim/{module.name}", module.read_bytes()
    for file in sorted((TOP / "python/mdisim").iterdir()):
        if file.suffix in (".py", ".pyi", ".typed"):
            yield f"mdisim/{file.name}", file.read_bytes()
    for folder in DATA:
        for file in sorted((TOP / folder).rglob("*")):
            if file.is_file():
                yield f"mdisim/data/{file.relative_to(TOP)}", file.read_bytes()
    for file in sorted((TOP / "scripts").glob("figure*.py")):
        yield f"mdisim/data/scripts/{file.name}", file.read_bytes()


def record_of(files, own_path):
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.writerow((path, f"sha256={digest}", len(content)))
    rows.writerow((own_path, "", ""))
    return text.getvalue().encode()
