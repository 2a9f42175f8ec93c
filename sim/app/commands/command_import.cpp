#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/import/profile_import.hpp"

namespace mdisim {
namespace {

const Importer& importer_called(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Importer& importer : all_importers()) {
        if (importer.name == name) return importer;
        names.emplace_back(importer.name);
    }
    throw UserError("there is no importer '" + name + "'." + suggestion(name, names));
}

// Throws UserError if an option says nothing about files of this kind.
void check_options(const Importer& importer, const Arguments& arguments) {
    for (const char* option : {"where", "column", "phone", "fit"}) {
        if (!arguments.has(option) || contains(importer.takes, option)) continue;
        throw UserError("import " + std::string(importer.name) + " does not take --" + option +
                        "; it takes --" + joined(importer.takes, ", --"));
    }
}

ImportRequest request_of(const Arguments& arguments) {
    ImportRequest request;
    request.file = arguments.words[1];
    for (const auto& [column, is] : arguments.pairs("where", "COLUMN=TEXT")) {
        request.where.push_back({column, is});
    }
    for (const auto& [of, column] : arguments.pairs("column", "WHAT=COLUMN")) {
        request.columns[of] = column;
    }
    if (arguments.has("phone")) request.phone = arguments.last("phone");
    if (const auto family = arguments.last("fit")) request.fit = *family;
    if (const auto about = arguments.last("about")) request.about = *about;
    if (const auto source = arguments.last("source")) request.source = *source;
    return request;
}

int run_import(const Arguments& arguments) {
    if (arguments.words.size() != 2) {
        std::string what = "import needs a kind and a file, as in 'import ping ping.txt'. Kinds: ";
        bool first = true;
        for (const Importer& importer : all_importers()) {
            what += (first ? "" : "; ") + std::string(importer.name) + ", " + importer.doc;
            first = false;
        }
        throw UserError(what);
    }
    const Importer& importer = importer_called(arguments.words.front());
    check_options(importer, arguments);
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
