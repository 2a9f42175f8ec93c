// Rulings in the formats of a terminal, a pull request, JUnit and GitHub.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/describe/letters.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/markdown.hpp"
#include "sim/report/rulings.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

using Assessments = std::vector<Assessment>;

std::string replaced(const std::string& text,
                     std::initializer_list<std::pair<char, const char*>> by) {
    std::string out;
    for (char c : text) {
        const auto* const found =
            std::find_if(by.begin(), by.end(), [&](const auto& pair) { return pair.first == c; });
        out += found == by.end() ? std::string(1, c) : std::string(found->second);
    }
    return out;
}

size_t failed_in(const Assessments& assessments) {
    return static_cast<size_t>(std::count_if(assessments.begin(), assessments.end(),
                                             [](const Assessment& a) { return !a.passed(); }));
}

// A summary line: "44 passed, 1 failed", or the headline of a single assessment that is not judged.
std::string count_text(const Assessments& assessments) {
    const size_t failed = failed_in(assessments);
    if (assessments.size() == 1 && !assessments[0].judged) {
        return assessments[0].name + ": " + assessments[0].headline;
    }
    return std::to_string(assessments.size() - failed) + " passed, " + std::to_string(failed) +
           " failed";
}

const char* status_of(const Assessment& assessment, const Ruling& ruling) {
    return !assessment.judged ? "" : ruling.passed ? "ok" : "failed";
}

std::string table(const Assessments& assessments) {
    constexpr size_t column = 32;
    constexpr size_t widest = 8;
    std::string out;
    for (const Assessment& a : assessments) {
        if (a.judged) {
            out += left(a.name, std::max(column, letters(a.name) + 1)) +
                   (a.passed() ? "ok      " : "FAILED  ") + a.headline + "\n";
        }
        for (const Ruling& r : a.rulings) {
            if (!r.shown) continue;
            const std::string head = a.judged ? left(status_of(a, r), widest) : "";
            out += paragraph(head, r.subject + ": " + r.text);
        }
    }
    return out + count_text(assessments) + "\n";
}

std::string json(const Assessments& assessments) {
    Node list = Node::list();
    for (const Assessment& a : assessments) {
        Node one = Node::object();
        one.set("name", Node(a.name));
        one.set("file", Node(a.file));
        one.set("passed", Node(a.passed()));
        one.set("headline", Node(a.headline));
        Node& rulings = one.set("rulings", Node::list());
        for (const Ruling& r : a.rulings) {
            Node ruling = Node::object();
            ruling.set("subject", Node(r.subject));
            ruling.set("passed", Node(r.passed));
            ruling.set("text", Node(r.text));
            for (const auto& [key, value] : r.numbers.members) ruling.set(key, value);
            rulings.append(std::move(ruling));
        }
        list.append(std::move(one));
    }
    return dump(list, 1) + "\n";
}

std::string xml(const std::string& text) {
    return replaced(
        text, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}});
}

// Each scenario is a suite. A suite without rulings has one test all the same.
std::string junit(const Assessments& assessments) {
    std::string suites;
    size_t tests = 0;
    size_t failures = 0;
    for (const Assessment& a : assessments) {
        std::string cases;
        size_t failed = 0;
        std::vector<Ruling> rulings = a.rulings;
        if (rulings.empty()) rulings.push_back({"all", a.headline});
        for (const Ruling& r : rulings) {
            cases +=
                "  <testcase classname=\"" + xml(a.name) + "\" name=\"" + xml(r.subject) + "\"";
            failed += !r.passed;
            cases += r.passed ? "/>\n"
                              : ">\n   <failure message=\"" + xml(r.text) + "\"/>\n  </testcase>\n";
        }
        const std::string counts = " tests=\"" + std::to_string(rulings.size()) + "\" failures=\"" +
                                   std::to_string(failed) + "\"";
        suites +=
            " <testsuite name=\"" + xml(a.name) + "\"" + counts + ">\n" + cases + " </testsuite>\n";
        tests += rulings.size();
        failures += failed;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mdisim\" tests=\"" +
           std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\">\n" + suites +
           "</testsuites>\n";
}

std::string markdown(const Assessments& assessments) {
    std::string rows;
    for (const Assessment& a : assessments) {
        for (const Ruling& r : a.rulings) {
            if (!r.shown) continue;
            rows += "| " + markdown_cell(a.name) + " | " + markdown_cell(r.subject) + " | " +
                    status_of(a, r) + " | " + markdown_cell(r.text) + " |\n";
        }
    }
    std::string out = "### mdisim: " + count_text(assessments) + "\n";
    if (!rows.empty()) out += "\n| scenario | what | | how |\n|---|---|---|---|\n" + rows;
    return out;
}

// Annotations of failures or, if nothing is judged, of differences. The rest is in the summary of
// the step.
std::string github(const Assessments& assessments) {
    const auto message = [](const std::string& text) {
        return replaced(text, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}});
    };
    const auto property = [](const std::string& text) {
        return replaced(text,
                        {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}});
    };
    std::string out;
    for (const Assessment& a : assessments) {
        for (const Ruling& r : a.rulings) {
            if (!r.shown || (r.passed && a.judged)) continue;
            out += a.judged ? "::error " : "::notice ";
            if (!a.file.empty()) out += "file=" + property(a.file) + ",";
            if (r.line > 0) out += "line=" + std::to_string(r.line) + ",";
            out += "title=" + property(a.name + ": " + r.subject) + "::" + message(r.text) + "\n";
        }
    }
    return out + count_text(assessments) + "\n";
}

std::string tracked_numbers(const Assessments& assessments, Better better) {
    Node list = Node::list();
    for (const Assessment& a : assessments) {
        for (const TrackedNumber& f : a.tracked) {
            if (f.better != better || std::isnan(f.value.mean)) continue;
            Node one = Node::object();
            one.set("name", Node(a.name + ": " + f.name));
            one.set("unit", Node(f.unit.empty() ? std::string("share") : f.unit));
            one.set("value", Node(f.value.mean));
            const std::string spread =
                spread_text(f.value, [](double x) { return short_number(x); });
            if (!spread.empty()) one.set("range", Node(spread));
            list.append(std::move(one));
        }
    }
    return dump(list, 1) + "\n";
}

}  // namespace

const std::vector<std::string>& names_of(Tag<Format>) {
    static const std::vector<std::string> names = {"table",
                                                   "json",
                                                   "junit",
                                                   "markdown",
                                                   "github",
                                                   "customBiggerIsBetter",
                                                   "customSmallerIsBetter"};
    return names;
}

std::string rulings_text(const Assessments& assessments, Format format) {
    switch (format) {
        case Format::table:
            return table(assessments);
        case Format::json:
            return json(assessments);
        case Format::junit:
            return junit(assessments);
        case Format::markdown:
            return markdown(assessments);
        case Format::github:
            return github(assessments);
        case Format::customBiggerIsBetter:
            return tracked_numbers(assessments, Better::higher);
        case Format::customSmallerIsBetter:
            return tracked_numbers(assessments, Better::lower);
    }
    return "";
}

}  // namespace mdisim
