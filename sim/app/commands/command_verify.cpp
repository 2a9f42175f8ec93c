#include <iostream>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/verification.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

int verify(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("verify needs results folders");
    std::vector<std::string> folders;
    for (const std::string& word : arguments.words) {
        const std::vector<std::string> below = results_folders_in(word);
        folders.insert(folders.end(), below.begin(), below.end());
        if (below.empty()) folders.push_back(word);
    }
    int code = exit_ok;
    for (const std::string& folder : folders) {
        const Verification found = verification_of(folder);
        for (const Problem& problem : found.wrong) print_problem("error", problem);
        for (const Problem& problem : found.notes) print_problem("note", problem);
        const std::string of = counted(found.files, "file") + " and " + counted(found.runs, "run");
        if (found.wrong.empty()) {
            std::cout << folder << ": " << of << " are as they were written\n";
            continue;
        }
        std::cout << folder << ": of " << of << " not all can be trusted\n";
        code = exit_check;
    }
    return code;
}

}  // namespace

Command verify_command() {
    return {
        "verify", "verify RESULTS...", "Checks that results are as they were written; 3 if not.",
        {},       any_words,           verify};
}

}  // namespace mdisim
