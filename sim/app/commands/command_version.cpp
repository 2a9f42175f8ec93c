#include <iostream>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/random.hpp"
#include "sim/library/version.hpp"

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

Command version_command() {
    return {"version", "version", "Prints the version and how it was built.", {}, 0, version};
}

}  // namespace mdisim
