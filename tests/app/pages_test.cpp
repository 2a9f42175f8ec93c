// Every command on every page of the documentation is run, in a folder like a fresh clone of its
// own for each page, and prints what the page shows.
//
// On a page, an indented line that begins with "$ " is a command for a shell, and the lines below
// it, up to the next command or the end of the block, are what it prints; a line "..." stands for
// any lines. A command ends with 0, or with 2 if an error is shown, unless it prints the exit code;
// `verify` ends with 3 then.
// A box that has a title, as in
// ```json title="mine/study.json", is the content of that file: of the repository's, if it has one,
// else the reader writes it. Scripts of the project are not run, since they install and build;
// after scripts/build the program has the policies of docs/examples/. A command with python3 is run
// where the Python package is built, a playground is written where the simulator for pages is.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

struct Step {
    enum class Kind { command, file } kind;
    std::string what;  // the command, or the path of the file
    std::string text;  // what is shown below, or the content
};

std::string title_of(const std::string& line) {
    const std::string head = "title=\"";
    const size_t at = line.find(head);
    if (!line.starts_with("```") || at == std::string::npos) return "";
    const size_t begin = at + head.size();
    return line.substr(begin, line.find('"', begin) - begin);
}

std::vector<Step> steps_in(const std::string& page) {
    const std::string margin = "    ";
    const std::string prompt = margin + "$ ";
    enum class Inside { text, command, box, titled_box } inside = Inside::text;
    std::vector<Step> steps;
    for (const std::string& line : lines_of(page)) {
        if (inside == Inside::box || inside == Inside::titled_box) {
            if (line == "```") {
                inside = Inside::text;
            } else if (inside == Inside::titled_box) {
                steps.back().text += line + "\n";
            }
        } else if (line.starts_with("```")) {
            const std::string title = title_of(line);
            inside = title.empty() ? Inside::box : Inside::titled_box;
            if (!title.empty()) steps.push_back({Step::Kind::file, title, ""});
        } else if (line.starts_with(prompt)) {
            steps.push_back({Step::Kind::command, line.substr(prompt.size()), ""});
            inside = Inside::command;
        } else if (inside == Inside::command && (line.empty() || line.starts_with(margin))) {
            Step& step = steps.back();
            const std::string rest = line.empty() ? "" : line.substr(margin.size());
            const bool goes_on = step.text.empty() && step.what.ends_with("\\");
            (goes_on ? step.what : step.text) += goes_on ? "\n" + rest : rest + "\n";
        } else {
            inside = Inside::text;
        }
    }
    return steps;
}

// Whether lines are those that are shown, in which a line "..." stands for any lines.
bool matches(const std::vector<std::string>& lines, size_t at,
             const std::vector<std::string>& shown, size_t next) {
    if (next == shown.size()) return at == lines.size();
    if (shown[next] == "...") {
        for (size_t skipped = at; skipped <= lines.size(); ++skipped) {
            if (matches(lines, skipped, shown, next + 1)) return true;
        }
        return false;
    }
    return at < lines.size() && lines[at] == shown[next] && matches(lines, at + 1, shown, next + 1);
}

// Notes about what is not installed are not of the page.
bool is_as_shown(std::string printed, std::string shown) {
    for (std::string* text : {&printed, &shown}) {
        while (text->ends_with("\n")) text->pop_back();
    }
    std::vector<std::string> lines = lines_of(printed);
    std::erase_if(lines, [](const std::string& line) {
        return line.find("'scripts/packages ") != std::string::npos;
    });
    return matches(lines, 0, lines_of(shown), 0);
}

TEST_CASE("commands, what they print, and files are read from a page", "[app]") {
    const std::vector<Step> steps = steps_in(
        "Text.\n\n    $ one \\\n        more\n    out\n\n    out\n    $ two\n\nText.\n\n    not\n"
        "```json title=\"mine/a.json\"\n{}\n    $ no command\n```\n```text\n    $ none\n```\n");
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].what == "one \\\n    more");
    CHECK(steps[0].text == "out\n\nout\n");
    CHECK(steps[1].what == "two");
    CHECK(steps[2].kind == Step::Kind::file);
    CHECK(steps[2].what == "mine/a.json");
    CHECK(steps[2].text == "{}\n    $ no command\n");
    CHECK(is_as_shown("a\nb\nc\n", "a\n...\nc\n\n"));
    CHECK(is_as_shown("a\n", "a\n...\n"));
    CHECK_FALSE(is_as_shown("a\nb\n", "a\n"));
    CHECK_FALSE(is_as_shown("a\nb\n", "...\na\n"));
}

#ifdef MDISIM_WITH_EXAMPLES

#ifdef MDISIM_PYTHON
constexpr bool has_python = true;
#else
constexpr bool has_python = false;
#endif

// Whether a command can be run here: what some need is not on every machine.
bool can_run(const std::string& command) {
    if (command.find("python3 ") != std::string::npos) return has_python;
    if (command.find("mdisim playground") == std::string::npos) return true;
    return fs::exists(MDISIM_SOURCE_DIR "/build/web/mdisim.js") &&
           fs::exists(MDISIM_SOURCE_DIR "/build/report/node_modules/vega");
}

// A folder with what a clone has in which the program was built. A page may write anywhere but into
// the folders of the project that are links here; it may add policies.
class Clone {
  public:
    Clone() {
        for (const auto& entry : fs::directory_iterator(MDISIM_SOURCE_DIR)) {
            const std::string name = entry.path().filename().string();
            const bool own = name == "results" || name == "policies" || name.starts_with("build");
            if (!own && name[0] != '.') fs::create_symlink(entry.path(), folder_.path(name));
        }
        fs::copy(MDISIM_SOURCE_DIR "/policies", folder_.path("policies"),
                 fs::copy_options::recursive);
        fs::create_directories(folder_.path("results"));
        fs::create_symlink(MDISIM_SOURCE_DIR "/results/reference",
                           folder_.path("results/reference"));
        fs::create_directories(folder_.path("build/release"));
        build(MDISIM_PROGRAM);
#ifdef MDISIM_PYTHON
        fs::create_symlink(MDISIM_PYTHON_PACKAGE, folder_.path("build/release/python"));
        fs::create_symlink(MDISIM_PYTHON, folder_.path("build/python3"));
#endif
    }

    void build(const std::string& program) const {
        const fs::path built = folder_.path("build/release/mdisim");
        fs::remove(built);
        fs::create_symlink(program, built);
    }

    void follow(const Step& step) const {
        if (step.kind == Step::Kind::file) {
            have_file(step);
        } else if (step.what.starts_with("./scripts/")) {
            const std::string script = step.what.substr(0, step.what.find(' '));
            CHECK(fs::exists(folder_.path(script)));
            if (script == "./scripts/build") build(MDISIM_WITH_EXAMPLES);
        } else if (can_run(step.what)) {
            run(step);
        }
    }

  private:
    void have_file(const Step& step) const {
        const std::string kept = MDISIM_SOURCE_DIR "/" + step.what;
        if (fs::exists(kept)) {
            CHECK(step.text == read_text(kept));
        } else {
            folder_.write(step.what, step.text);
        }
    }
    void run(const Step& step) const {
        const std::string shown = "\n" + step.text;
        const bool fails = shown.find(": error: ") != std::string::npos ||
                           shown.find("\nerror: ") != std::string::npos;
        Surroundings around;
        around.folder = folder_.path();
        around.program = "/bin/sh";
        const Ended ended = run_program(
            {"-c", "exec 2>&1; unset MDISIM_PROFILES; PATH=\"$PWD/build:$PATH\"; " + step.what},
            around);
        CAPTURE(ended.out, ended.err);
        const bool tells = step.what.find("exit code $?") != std::string::npos;
        const bool verifies = step.what.find("mdisim verify ") != std::string::npos;
        CHECK(ended.code == (!fails || tells ? 0 : verifies ? 3 : 2));
        CHECK(is_as_shown(ended.out, step.text));
    }

    TemporaryFolder folder_;
};

TEST_CASE("every command on every page prints what the page shows", "[app][pages]") {
    std::vector<std::string> pages = files_below("docs", ".md");
    pages.push_back(MDISIM_SOURCE_DIR "/README.md");
    size_t commands = 0;
    for (const std::string& page : pages) {
        CAPTURE(page);
        const Clone clone;
        for (const Step& step : steps_in(read_text(page))) {
            CAPTURE(step.what);
            clone.follow(step);
            commands += step.kind == Step::Kind::command ? 1 : 0;
        }
    }
    CHECK(commands > 10);
}

#endif

}  // namespace
}  // namespace mdisim
