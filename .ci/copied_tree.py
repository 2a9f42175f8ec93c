"""A copy of what git knows of the checkout, for those who change something and build it."""
import pathlib
import shutil
import subprocess

TOP = pathlib.Path(__file__).resolve().parent.parent
MADE_THERE = {"build", "results"}  # what a copy has of its own


def known_files():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=TOP, check=True, capture_output=True, text=True).stdout
    return [pathlib.Path(name) for name in listed.split("\0") if name and (TOP / name).is_file()]


def copy_tree(tree):
    """Makes `tree` like the checkout. Files that are alike stay as they are, so that a build there
    compiles what has changed."""
    known = set(known_files())
    for file in known:
        target = tree / file
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != (TOP / file).read_bytes():
            shutil.copy(TOP / file, target)  # with its mode: scripts are run
    for target in sorted(tree.rglob("*"), reverse=True):  # what is in a folder before the folder
        file = target.relative_to(tree)
        if file in known or file.parts[0] in MADE_THERE:
            continue
        if target.is_dir() and not target.is_symlink():
            if not any(target.iterdir()):
                target.rmdir()
        else:
            target.unlink()
