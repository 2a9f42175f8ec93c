#include <iostream>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/completion.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

int completion(const Arguments& arguments) {
    const std::vector<std::string>& shells = completed_shells();
    if (arguments.words.empty()) throw UserError("completion needs a shell: " + joined(shells));
    const std::string& shell = arguments.words.front();
    if (!contains(shells, shell)) {
        throw UserError("there is no completion for '" + shell + "'." +
                        suggestion(shell, {shells.begin(), shells.end()}));
    }
    std::cout << completion_for(shell);
    return exit_ok;
}

}  // namespace

Command completion_command() {
    return {"completion",
            "completion [bash|zsh|fish]",
            "Prints a script that makes a shell complete commands.",
            {},
            1,
            completion};
}

}  // namespace mdisim
