#include <iostream>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/manual.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

int manual(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("manual needs a folder to write into");
    for (const ManPage& page : man_pages()) {
        const std::string file = arguments.words.front() + "/" + page.file;
        write_file(file, page.text);
        std::cout << file << '\n';
    }
    return exit_ok;
}

}  // namespace

Command manual_command() {
    return {"manual", "manual FOLDER", "Writes the man pages into a folder.", {}, 1, manual};
}

}  // namespace mdisim
