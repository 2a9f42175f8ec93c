#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/pages/page_parts.hpp"
#include "sim/app/rulings_out.hpp"
#include "sim/app/tables/ranking_out.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/report/comparison_text.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/page/comparison_section.hpp"
#include "sim/report/page/page.hpp"
#include "sim/report/page/section.hpp"
#include "sim/report/rulings.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// The file of the ledger that a word names: that of a results folder, or a reference itself.
std::string ledger_of(const std::string& word) {
    return fs::is_directory(word) ? ledger_file(word) : word;
}

// Throws UserError if a disk or a hand has changed the ledger since a run wrote it.
Ledger ledger_named(const std::string& word) {
    if (fs::is_directory(word)) require_as_written(word, {ledger_name});
    return read_ledger(ledger_of(word));
}

// Throws UserError, with all problems, unless every word names a ledger that exists.
void check_there(const std::vector<std::string>& words) {
    std::vector<Problem> problems;
    for (const std::string& word : words) {
        const std::string file = ledger_of(word);
        if (fs::exists(file)) continue;
        problems.push_back({word, "", "holds no results to compare: there is no " + file});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// The labels of the ledger's policies. There are none if `word` names a file, or if the folder's
// scenario can no longer be read, as when its data files are gone.
PolicyNames labels_in(const std::string& word, const Ledger& ledger) {
    PolicyNames labels;
    if (!fs::is_directory(word) || !has_manifest(word)) return labels;
    try {
        const PolicyLabels known(scenario_in(word));
        for (const LedgerCell& cell : ledger.cells) labels[cell.policy()] = known.of(cell.policy());
    } catch (const UserError&) {
        labels.clear();
    }
    return labels;
}

// The name of the policy whose name or label is `word`.
std::string policy_called(const std::string& word, const Ledger& ledger,
                          const PolicyNames& labels) {
    std::set<std::string> names;
    for (const LedgerCell& cell : ledger.cells) names.insert(cell.policy());
    if (names.contains(word)) return word;
    std::set<std::string> known = names;
    for (const auto& [name, label] : labels) {
        if (label == word && names.contains(name)) return name;
        known.insert(label);
    }
    throw UserError("there is no policy '" + word + "' in these results." +
                    suggestion(word, {known.begin(), known.end()}));
}

// A comparison of two policies of one results folder.
struct TwoPolicies {
    TwoPolicies(const std::string& in, const std::string& first, const std::string& second) {
        check_there({in});
        const Ledger both = ledger_named(in);
        labels = labels_in(in, both);
        a = policy_called(first, both, labels);
        b = policy_called(second, both, labels);
        comparison = compare(of_policy(both, a, b), of_policy(both, b, b));
        comparison.other_requests.clear();  // two policies are not expected to do the same
        comparison.other_numbers.clear();
    }

    PolicyNames labels;
    Comparison comparison;
    std::string a;  // the names of the policies in the results
    std::string b;
};

// The page of a comparison. in: the folder of both policies; empty: a and b are results folders.
void write_page(const std::string& file, const std::string& in, const std::string& a,
                const std::string& b, const Comparison& comparison, const Assessment& assessment,
                const PolicyNames& labels) {
    const std::string folder = in.empty() ? b : in;
    for (const std::string& of : {in.empty() ? a : in, folder}) {
        if (fs::is_directory(of) && has_manifest(of)) continue;
        throw UserError({{of, "", "is no results folder, which --html needs for its settings"}});
    }
    const Scenario scenario = scenario_in(folder);
    const Manifest manifest = read_manifest(folder);
    ComparedSide before{a, read_manifest(in.empty() ? a : in).resolved()};
    ComparedSide after{b, manifest.resolved()};
    if (in.empty()) {  // the names of the folders, if these tell them apart
        const std::string short_a = fs::path(a).lexically_normal().filename();
        const std::string short_b = fs::path(b).lexically_normal().filename();
        if (!short_a.empty() && !short_b.empty() && short_a != short_b) {
            before.name = short_a;
            after.name = short_b;
        }
    } else {
        for (ComparedSide* side : {&before, &after}) {
            side->settings = settings_of_policy(manifest.resolved(), side->name);
            const auto label = labels.find(side->name);
            if (label != labels.end()) side->name = label->second;
        }
    }
    const Section section =
        comparison_section(scenario, manifest, before, after, comparison, assessment, labels);
    write_file(file, page_html({section}, page_parts()));
    if (!is_standard_output(file)) std::cout << file << '\n';
}

// The names of policies that know the truth. There are none if the scenario can no longer be read.
std::set<std::string> knowing_in(const std::string& word) {
    std::set<std::string> knowing;
    if (!fs::is_directory(word) || !has_manifest(word)) return knowing;
    try {
        for (const Combination& policies : scenario_in(word).point(0).policies) {
            if (policies.needs_truth()) knowing.insert(policies.name);
        }
    } catch (const UserError&) {
        knowing.clear();
    }
    return knowing;
}

// Ranks all policies of a folder, or those that are named.
int rank(const std::string& in, const Arguments& arguments) {
    if (arguments.words.size() == 1)
        throw UserError("one policy is compared with none: name two or more, or none for all");
    if (arguments.has("html"))
        throw UserError("--html is of two policies, or of two results folders");
    check_there({in});
    const Ledger ledger = ledger_named(in);
    const PolicyNames labels = labels_in(in, ledger);
    std::vector<std::string> policies;
    for (const std::string& word : arguments.words)
        policies.push_back(policy_called(word, ledger, labels));
    return print_ranking(ledger, policies, knowing_in(in), labels, arguments);
}

int compare(const Arguments& arguments) {
    const auto folder = arguments.last("in");
    const bool of_ranking = arguments.has("metric") || arguments.has("family");
    if (folder && (arguments.words.size() != 2 || of_ranking)) return rank(*folder, arguments);
    if (arguments.words.size() != 2)
        throw UserError("compare needs two results folders, or policies --in one");
    if (of_ranking) throw UserError("--metric and --family are of policies --in one folder");
    std::string a = arguments.words[0];
    std::string b = arguments.words[1];
    const Format format = format_of(arguments);
    if (arguments.has("html") && arguments.has("format"))
        throw UserError("--html writes a page, and --format is of what is printed: choose one");
    Comparison comparison;
    PolicyNames labels;
    if (const auto in = arguments.last("in")) {
        TwoPolicies two(*in, a, b);
        comparison = std::move(two.comparison);
        labels = std::move(two.labels);
        a = two.a;
        b = two.b;
    } else {
        check_there({a, b});
        const Ledger after = ledger_named(b);
        comparison = compare(ledger_named(a), after);
        if (comparison.cells == 0) throw UserError("'" + a + "' and '" + b + "' share no cells");
        labels = labels_in(b, after);
    }
    Assessment assessment = assessment_of(comparison, a + " -> " + b, "", Tolerance::noise);
    assessment.judged = false;
    for (Ruling& ruling : assessment.rulings) ruling.passed = true;
    if (const auto page = arguments.last("html")) {
        write_page(*page, arguments.last("in").value_or(""), a, b, comparison, assessment, labels);
        return exit_ok;
    }
    if (format == Format::table) {
        const auto read = [&](const std::string& name) {
            const auto label = labels.find(name);
            return label == labels.end() ? name : label->second;
        };
        assessment.name = read(a) + " -> " + read(b);
        std::cout << comparison_text(comparison, assessment, read(a), read(b), terminal_style(),
                                     labels);
        return exit_ok;
    }
    return print_rulings({assessment}, format, std::cout);
}

}  // namespace

Command compare_command() {
    return {"compare",
            "compare A B | compare [POLICY...] --in RESULTS",
            "Compares two results, two policies of one, or ranks its policies.",
            {{"in", "RESULTS", "policies of this folder, by name or title; none: all"},
             {"metric", "NAME", "ranks by it (default: effective_accuracy)"},
             {"family", "point|all", "what ranks hold together for: a point, or all"},
             {"html", "FILE", "write a page: settings that differ, both curves and the difference"},
             {"format", "FORMAT", "json, ...: 'help ci'; of ranks csv, latex, ... too"}},
            any_words,
            compare};
}

}  // namespace mdisim
