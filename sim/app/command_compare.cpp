#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/rulings_out.hpp"
#include "sim/app/terminal.hpp"
#include "sim/report/comparison_text.hpp"
#include "sim/report/results.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// Of a results folder, or a file as references are.
Ledger ledger_at(const std::string& word) {
    const std::string file = fs::is_directory(word) ? ledger_file(word) : word;
    if (!fs::exists(file)) {
        throw UserError({{word, "", "holds no results to compare: there is no " + file}});
    }
    return read_ledger(file);
}

Ledger of_known_policy(const Ledger& ledger, const std::string& policy, const std::string& called) {
    Ledger one = of_policy(ledger, policy, called);
    if (!one.cells.empty()) return one;
    std::set<std::string> known;
    for (const LedgerCell& cell : ledger.cells) known.insert(cell.policy());
    throw UserError("there is no policy '" + policy + "' in these results." +
                    suggestion(policy, {known.begin(), known.end()}));
}

int compare(const Arguments& arguments) {
    if (arguments.words.size() != 2) {
        throw UserError("compare needs two results folders, or two policies --in one");
    }
    const std::string& a = arguments.words[0];
    const std::string& b = arguments.words[1];
    const Format format = format_of(arguments);
    const std::string name = a + " -> " + b;
    Comparison comparison;
    if (const auto in = arguments.last("in")) {
        const Ledger both = ledger_at(*in);
        comparison = compare(of_known_policy(both, a, b), of_known_policy(both, b, b));
        comparison.other_requests.clear();  // two policies are not expected to do the same
        comparison.other_numbers.clear();
    } else {
        comparison = compare(ledger_at(a), ledger_at(b));
        if (comparison.cells == 0) throw UserError("'" + a + "' and '" + b + "' share no cells");
    }
    Hearing hearing = hearing_of(comparison, name, "", Tolerance::noise);
    hearing.judged = false;
    for (Ruling& ruling : hearing.rulings) ruling.passed = true;
    if (format == Format::table) {
        std::cout << comparison_text(comparison, hearing, a, b, terminal_style());
        return exit_ok;
    }
    return tell({hearing}, format, std::cout);
}

}  // namespace

Command compare_command() {
    return {"compare",
            "compare A B [--in RESULTS]",
            "Says what differs between two results, or two policies of one.",
            {{"in", "RESULTS", "A and B are policies in this results folder"}, format_option()},
            2,
            compare};
}

}  // namespace mdisim
