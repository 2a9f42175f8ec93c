"""What a page of the documentation tells its reader to do: files to write and commands to type, with
what they print. tests/app/pages_test.cpp says how they are written, and tests them."""
import dataclasses
import pathlib
import re
import shutil

TOP = pathlib.Path(__file__).resolve().parent.parent
MARGIN = "    "
PROMPT = MARGIN + "$ "


@dataclasses.dataclass
class Step:
    kind: str  # "command" or "file"
    what: str  # the command, or the path of the file
    text: str  # what the command prints, or the content
    begin: int  # lines of the page that show it
    end: int

    def is_script(self):
        """Whether it installs or builds."""
        return self.kind == "command" and self.what.startswith("./scripts/")


def steps_in(lines):
    """The steps of a page, in their order."""
    steps = []
    at = 0
    while at < len(lines):
        begin = at
        line = lines[at]
        at += 1
        if line.startswith("```"):
            end = lines.index("```", at)
            title = re.search(r'title="([^"]*)"', line)
            if title:
                text = "".join(inside + "\n" for inside in lines[at:end])
                steps.append(Step("file", title[1], text, at, end))
            at = end + 1
        elif line.startswith(PROMPT):
            command = line[len(PROMPT):]
            while command.endswith("\\"):
                command += "\n" + lines[at][len(MARGIN):]
                at += 1
            begin = at
            while at < len(lines) and (lines[at] == "" or lines[at].startswith(MARGIN)) \
                    and not lines[at].startswith(PROMPT):
                at += 1
            end = at
            while end > begin and lines[end - 1] == "":
                end -= 1
            text = "".join(shown[len(MARGIN):] + "\n" for shown in lines[begin:end])
            steps.append(Step("command", command, text, begin, end))
    return steps


def make_clone(folder, program):
    """Makes a folder with what a clone has in which a program was built."""
    for entry in TOP.iterdir():
        if entry.name in ("results", "policies", "build") or entry.name.startswith("."):
            continue
        (folder / entry.name).symlink_to(entry)
    shutil.copytree(TOP / "policies", folder / "policies")
    (folder / "results").mkdir()
    (folder / "results/reference").symlink_to(TOP / "results/reference")
    (folder / "build/release").mkdir(parents=True)
    put_program(folder, program)
    package = pathlib.Path(program).resolve().parent / "python"
    (folder / "build/release/python").symlink_to(package)
    (folder / "build/python3").symlink_to("/usr/bin/python3")


def put_program(folder, program):
    built = folder / "build/release/mdisim"
    built.unlink(missing_ok=True)
    built.symlink_to(pathlib.Path(program).resolve())


def have_file(folder, step):
    """Writes the file of a step, if the repository does not have it."""
    path = folder / step.what
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text)
