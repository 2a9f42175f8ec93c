#include <span>
#include <string>

#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"
#include "sim/report/result_files.hpp"

namespace mdisim {
namespace {

std::string columns_text(std::span<const ResultColumn> columns) {
    if (columns.empty()) return "";
    std::string text = "\n" + table_head({"column", "what it is"});
    for (const ResultColumn& column : columns) {
        text += table_row({code(column.name), prose(column.doc)});
    }
    return text;
}

std::string with_condition(const std::string& text, const std::string& condition) {
    return condition.empty() ? text : text + " " + condition;
}

}  // namespace

std::string files_page() {
    std::string text = page_head(
        "Files of a run",
        "`mdisim run scenarios/hello/hello.json` writes the folder `results/hello/hello/`; `--out` "
        "names another one. Tables are CSV with commas and a head line; times in them are exact.");
    for (const ResultFile& file : result_files()) {
        text += "\n## " + std::string(file.name) + "\n\n" +
                prose(with_condition(file.doc, file.when)) + "\n" + columns_text(file.columns);
        for (const FurtherColumns& further : file.further)
            text += "\n" + prose(further.when) + "\n" + columns_text(further.columns);
    }
    return text;
}

}  // namespace mdisim
