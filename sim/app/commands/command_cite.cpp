#include <iostream>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/describe/error.hpp"
#include "sim/report/tables/citation.hpp"

namespace mdisim {
namespace {

int cite(const Arguments& arguments) {
    if (arguments.words.size() != 1) throw UserError("cite needs a results folder");
    const std::string& folder = arguments.words.front();
    const Manifest manifest = read_manifest(folder);
    if (manifest.document.find("fingerprint") == nullptr) {
        throw UserError({{folder, "",
                          "has no fingerprint, since its results are not complete; 'mdisim status' "
                          "says what is missing"}});
    }
    std::cout << citation_of(scenario_in(folder), manifest);
    return exit_ok;
}

}  // namespace

Command cite_command() {
    return {"cite", "cite RESULTS", "Prints a sentence and BibTeX to cite results with.", {}, 1,
            cite};
}

}  // namespace mdisim
