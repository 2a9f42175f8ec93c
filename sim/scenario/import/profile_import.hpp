// Makes profiles of measurements: a document with what was measured, and where it comes from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/table_choice.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// What is asked of an importer.
struct ImportRequest {
    std::string file;
    std::vector<RowChoice> where{};                // of a table
    std::map<std::string, std::string> columns{};  // of a table, by what they are of
    // Set if the models are those of a phone: the model that it runs by default.
    std::optional<std::string> phone{};
    std::string fit = "lognormal";  // family of round trips; "samples" keeps them as they are
    std::string about{};            // a sentence about what was measured
    std::string source{};           // the people who measured it, and the licence
};

// A format that can be imported.
struct Importer {
    const char* name;
    const char* doc;
    std::vector<std::string> takes;  // the options that say more about such a file
    // Returns the profile. Throws UserError with all mistakes in the file.
    Node (*import)(const ImportRequest& request);
};
const std::vector<Importer>& all_importers();

// A profile as text, with a line for each model.
std::string profile_text(Node profile);

}  // namespace mdisim
