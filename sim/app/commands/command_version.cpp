#include <iostream>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

int version(const Arguments&) {
    std::string here;
    for (const ColumnOps* ops : all_columns()) here += std::string(" ") + ops->name;
    std::cout << "mdisim " << version_text() << "\ncompiler   " << compiler_text()
              << "\nrng_layout " << rng_layout << "\ncolumns    " << columns().name << " of" << here
              << '\n';
    return exit_ok;
}

}  // namespace

std::string version_text() { return MDISIM_VERSION; }

std::string compiler_text() {
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "gcc " __VERSION__;
#endif
}

Command version_command() {
    return {"version", "version", "Prints the version and how it was built.", {}, 0, version};
}

}  // namespace mdisim
