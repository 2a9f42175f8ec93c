// Rulings in the words of those who read them: a terminal, a pull request, JUnit, GitHub.
#include <algorithm>
#include <cmath>

#include "sim/report/interval_text.hpp"
#include "sim/report/markdown.hpp"
#include "sim/report/rulings.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

using Hearings = std::vector<Hearing>;

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

size_t failed_in(const Hearings& hearings) {
    return static_cast<size_t>(std::count_if(hearings.begin(), hearings.end(),
                                             [](const Hearing& h) { return !h.passed(); }));
}

// "44 passed, 1 failed"; of what is only compared, what that is.
std::string count_text(const Hearings& hearings) {
    const size_t failed = failed_in(hearings);
    if (hearings.size() == 1 && !hearings[0].judged) {
        return hearings[0].name + ": " + hearings[0].headline;
    }
    return std::to_string(hearings.size() - failed) + " passed, " + std::to_string(failed) +
           " failed";
}

const char* standing(const Hearing& hearing, const Ruling& ruling) {
    return !hearing.judged ? "" : ruling.passed ? "ok" : "failed";
}

std::string table(const Hearings& hearings) {
    constexpr size_t column = 32;
    constexpr size_t widest = 8;
    std::string out;
    for (const Hearing& h : hearings) {
        if (h.judged) {
            out += left(h.name, std::max(column, letters(h.name) + 1)) +
                   (h.passed() ? "ok      " : "FAILED  ") + h.headline + "\n";
        }
        for (const Ruling& r : h.rulings) {
            if (!r.told) continue;
            const std::string head = h.judged ? left(standing(h, r), widest) : "";
            out += paragraph(head, r.subject + ": " + r.text);
        }
    }
    return out + count_text(hearings) + "\n";
}

std::string json(const Hearings& hearings) {
    Node list = Node::list();
    for (const Hearing& h : hearings) {
        Node one = Node::object();
        one.set("name", Node(h.name));
        one.set("file", Node(h.file));
        one.set("passed", Node(h.passed()));
        one.set("headline", Node(h.headline));
        Node& rulings = one.set("rulings", Node::list());
        for (const Ruling& r : h.rulings) {
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

// A suite a scenario. One of which nothing is ruled has a test all the same.
std::string junit(const Hearings& hearings) {
    std::string suites;
    size_t tests = 0;
    size_t failures = 0;
    for (const Hearing& h : hearings) {
        std::string cases;
        size_t failed = 0;
        std::vector<Ruling> rulings = h.rulings;
        if (rulings.empty()) rulings.push_back({"all", h.headline});
        for (const Ruling& r : rulings) {
            cases +=
                "  <testcase classname=\"" + xml(h.name) + "\" name=\"" + xml(r.subject) + "\"";
            failed += !r.passed;
            cases += r.passed ? "/>\n"
                              : ">\n   <failure message=\"" + xml(r.text) + "\"/>\n  </testcase>\n";
        }
        const std::string counts = " tests=\"" + std::to_string(rulings.size()) + "\" failures=\"" +
                                   std::to_string(failed) + "\"";
        suites +=
            " <testsuite name=\"" + xml(h.name) + "\"" + counts + ">\n" + cases + " </testsuite>\n";
        tests += rulings.size();
        failures += failed;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mdisim\" tests=\"" +
           std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\">\n" + suites +
           "</testsuites>\n";
}

std::string markdown(const Hearings& hearings) {
    std::string rows;
    for (const Hearing& h : hearings) {
        for (const Ruling& r : h.rulings) {
            if (!r.told) continue;
            rows += "| " + markdown_cell(h.name) + " | " + markdown_cell(r.subject) + " | " +
                    standing(h, r) + " | " + markdown_cell(r.text) + " |\n";
        }
    }
    std::string out = "### mdisim: " + count_text(hearings) + "\n";
    if (!rows.empty()) out += "\n| scenario | what | | how |\n|---|---|---|---|\n" + rows;
    return out;
}

// Annotations of what failed, or, where nothing is judged, of what differs. The rest is in the
// summary of the step.
std::string github(const Hearings& hearings) {
    const auto message = [](const std::string& text) {
        return replaced(text, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}});
    };
    const auto property = [](const std::string& text) {
        return replaced(text,
                        {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}});
    };
    std::string out;
    for (const Hearing& h : hearings) {
        for (const Ruling& r : h.rulings) {
            if (!r.told || (r.passed && h.judged)) continue;
            out += h.judged ? "::error " : "::notice ";
            if (!h.file.empty()) out += "file=" + property(h.file) + ",";
            if (r.line > 0) out += "line=" + std::to_string(r.line) + ",";
            out += "title=" + property(h.name + ": " + r.subject) + "::" + message(r.text) + "\n";
        }
    }
    return out + count_text(hearings) + "\n";
}

std::string followed(const Hearings& hearings, Better better) {
    Node list = Node::list();
    for (const Hearing& h : hearings) {
        for (const Followed& f : h.followed) {
            if (f.better != better || std::isnan(f.value.mean)) continue;
            Node one = Node::object();
            one.set("name", Node(h.name + ": " + f.name));
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

std::string rulings_text(const Hearings& hearings, Format format) {
    switch (format) {
        case Format::table:
            return table(hearings);
        case Format::json:
            return json(hearings);
        case Format::junit:
            return junit(hearings);
        case Format::markdown:
            return markdown(hearings);
        case Format::github:
            return github(hearings);
        case Format::customBiggerIsBetter:
            return followed(hearings, Better::higher);
        case Format::customSmallerIsBetter:
            return followed(hearings, Better::lower);
    }
    return "";
}

}  // namespace mdisim
