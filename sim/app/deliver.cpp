#include "sim/app/deliver.hpp"

#include <cmath>
#include <fstream>
#include <iostream>
#include <string>

#include "sim/app/command.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

Provenance provenance(const Origin& origin) {
    return {version_text(), compiler_text(), command_line(), origin};
}

RunEnd deliver(const Scenario& scenario, Store& store, const std::string& folder,
               const Origin& origin, const RowVisitor& visit, const std::atomic<bool>* stop) {
    ResultTables tables(folder, scenario);
    Watcher watcher(&store);
    const auto deliver_row = [&](const CellRow& row) {
        tables.add(row, watcher.kept(scenario, row));
        visit(row);
    };
    const size_t missing = each_row(scenario, store, deliver_row, stop);
    const Digest fingerprint = tables.finish(provenance(origin), missing == 0);
    for (const std::string& text : tables.warnings().of_policies()) {
        print_problem("warning", {"", "", text});
    }
    if (missing == 0) return {exit_ok, fingerprint};
    print_note("error: results lack " + counted(missing, "cell") + "; 'mdisim status " + folder +
               "' says which");
    return {exit_internal, fingerprint};
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
