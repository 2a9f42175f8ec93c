// The files of a results folder and their columns: what each is, for people. The heads of the
// tables are written from this list, so it has every column there is.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mdisim {

struct ResultColumn {
    const char* name;
    const char* doc;
};
// Columns that only some scenarios have.
struct FurtherColumns {
    const char* when;  // the condition for them, as a sentence
    std::span<const ResultColumn> columns;
};
struct ResultFile {
    const char* name;  // in the results folder
    const char* doc;
    const char* when =
        "";  // the condition for the file, as a sentence; empty if it is always there
    std::span<const ResultColumn> columns{};    // of a table; those of the sweep's axes come first
    std::span<const FurtherColumns> further{};  // they follow in this order
};

std::span<const ResultFile> result_files();

// The names of the columns of a table, separated by commas. Requires a name of result_files().
std::string columns_of(std::string_view file);
// The names of the further columns of requests.csv in worlds of sites, and where answers are right
// or wrong.
std::string columns_of_sites();
std::string columns_of_rights();

}  // namespace mdisim
