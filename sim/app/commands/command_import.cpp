#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/import/profile_import.hpp"

namespace mdisim {
namespace {

// The two sides of NAME=VALUE.
std::pair<std::string, std::string> divided(const std::string& word, const std::string& option) {
    const size_t at = word.find('=');
    if (at == std::string::npos || at == 0) {
        throw UserError("--" + option + " needs NAME=VALUE, not '" + word + "'");
    }
    return {word.substr(0, at), word.substr(at + 1)};
}

const Importer& importer_called(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Importer& importer : all_importers()) {
        if (importer.name == name) return importer;
        names.emplace_back(importer.name);
    }
    throw UserError("there is no importer '" + name + "'." + suggestion(name, names));
}

ImportRequest request_of(const Arguments& arguments) {
    ImportRequest request;
    request.file = arguments.words[1];
    for (const std::string& word : arguments.all("where")) {
        auto [column, is] = divided(word, "where");
        request.where.push_back({std::move(column), std::move(is)});
    }
    for (const std::string& word : arguments.all("column")) {
        auto [of, column] = divided(word, "column");
        request.columns[of] = std::move(column);
    }
    if (arguments.has("phone")) request.phone = arguments.last("phone");
    if (const auto family = arguments.last("fit")) request.fit = *family;
    if (const auto about = arguments.last("about")) request.about = *about;
    if (const auto source = arguments.last("source")) request.source = *source;
    return request;
}

int run_import(const Arguments& arguments) {
    if (arguments.words.size() != 2) {
        std::string what = "import needs a kind and a file. Kinds:";
        for (const Importer& importer : all_importers()) {
            what += "\n  " + left(importer.name, 12) + importer.doc;
        }
        throw UserError(what);
    }
    const Importer& importer = importer_called(arguments.words.front());
    const auto target = arguments.last("output");
    if (!target && !arguments.has("dry-run")) {
        throw UserError("import needs --output FILE, or --dry-run to see what it would write");
    }
    if (target) check_target(*target);
    const std::string profile = profile_text(importer.import(request_of(arguments)));
    if (arguments.has("dry-run")) {
        std::cout << profile;
        return exit_ok;
    }
    write_file(*target, profile);
    if (!is_standard_output(*target)) std::cout << *target << " is written\n";
    return exit_ok;
}

}  // namespace

Command import_command() {
    return {"import",
            "import KIND FILE [options]",
            "Makes a profile of measurements: a table, or what a tool wrote.",
            {{"output,o", "PROFILE", "the file to write"},
             {"dry-run", "", "print the profile and write nothing"},
             {"where", "COLUMN=TEXT", "only these rows of a table; may be repeated"},
             {"column", "WHAT=COLUMN", "which column has what: name, accuracy, mean, round_trip"},
             {"phone", "MODEL", "the models are of a phone; the one it runs by default"},
             {"fit", "FAMILY", "of round trips; default: lognormal; 'samples' keeps them all"},
             {"about", "TEXT", "what it is, in a sentence"},
             {"source", "TEXT", "who measured, when, under which licence"}},
            2,
            run_import};
}

}  // namespace mdisim
