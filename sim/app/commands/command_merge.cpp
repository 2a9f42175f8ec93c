#include <memory>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/library/merging.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

int merge(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("merge needs stores or results folders");
    if (!arguments.has("out"))
        throw UserError("merge needs --out, the folder for the merged results");
    const std::string folder = *arguments.last("out");
    check_folder_to_write(folder);
    std::unique_ptr<Scenario> merged;
    std::unique_ptr<ResultPrinter> printer;
    const auto printer_of = [&](const Scenario& scenario) {
        merged = std::make_unique<Scenario>(scenario);
        printer = std::make_unique<ResultPrinter>(*merged, folder, arguments);
        return RowVisitor([&](const CellRow& row) { printer->add(row); });
    };
    const Delivered delivered = merge_into(folder, arguments.words, command_line(), printer_of);
    const RunEnd end = end_of(delivered, folder);
    printer->print(*end.fingerprint);
    return end.code;
}

}  // namespace

Command merge_command() {
    return {"merge",
            "merge STORE|FOLDER... --out DIR [options]",
            "Merges shards of one scenario and lists what is missing.",
            {{"out,o", "DIR", "results folder; it may be one of those merged"},
             {"json", "", "print summary.json instead of a table"}},
            any_words,
            merge};
}

}  // namespace mdisim
