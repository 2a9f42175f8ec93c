#include "sim/app/deliver.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/report/rounds/rounds_text.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

namespace {

void print_quarantine(const std::vector<std::string>& cells, const std::string& file) {
    constexpr size_t most = 10;
    if (cells.empty()) return;
    for (size_t i = 0; i < std::min(most, cells.size()); ++i) {
        std::cerr << "error: left out, because it crashed " << CrashLog::most_crashes
                  << " times: " << cells[i] << '\n';
    }
    if (cells.size() > most) std::cerr << "error: and " << cells.size() - most << " more\n";
    std::cerr << "to try again, remove " << crash_file(file) << '\n';
}

}  // namespace

RunEnd end_of(const Delivered& delivered, const std::string& folder, const Shard& shard) {
    print_quarantine(delivered.quarantined, store_file(folder, shard));
    for (const std::string& text : delivered.warnings) print_problem("warning", {"", "", text});
    if (delivered.missing > 0) {
        print_note("error: results lack " + counted(delivered.missing, "cell") +
                   "; 'mdisim status " + folder + "' says which");
    }
    const bool whole = delivered.missing == 0 && delivered.quarantined.empty();
    const bool enough = !delivered.rounds || delivered.rounds->enough;
    if (!enough) print_note("error: " + sentence_of(*delivered.rounds));
    const int code = !whole ? exit_internal : enough ? exit_ok : exit_precision;
    return {code, delivered.fingerprint, delivered.rounds};
}

ResultPrinter::ResultPrinter(const Scenario& scenario, const std::string& folder,
                             const Arguments& arguments)
    : folder_(folder),
      json_(arguments.has("json")),
      in_markdown_(arguments.last("format") == "markdown"),
      table_(scenario, terminal_style()),
      markdown_(scenario, TableStyle().points) {}

void ResultPrinter::add(const CellRow& row) {
    if (in_markdown_) {
        markdown_.add(row);
    } else {
        table_.add(row);
    }
}

void ResultPrinter::print(const Digest& fingerprint) const {
    if (in_markdown_) {
        std::cout << markdown_.text();
    } else if (json_) {
        std::cout << std::ifstream(folder_ + "/summary.json", std::ios::binary).rdbuf();
    } else {
        std::cout << table_.text() << "fingerprint " << fingerprint.hex() << "\nresults in "
                  << folder_ << "/\n";
    }
}

std::string duration_text(double seconds) {
    const auto whole = [](double x) { return std::to_string(std::llround(x)); };
    if (seconds < 1) return "less than a second";
    if (seconds < 120) return "about " + whole(seconds) + " s";
    if (seconds < 7200) return "about " + whole(seconds / 60) + " min";
    if (seconds < 172800) return "about " + whole(seconds / 3600) + " h";
    return "about " + whole(seconds / 86400) + " days";
}

}  // namespace mdisim
