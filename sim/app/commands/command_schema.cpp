#include <iostream>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

int schema(const Arguments&) {
    std::cout << dump(scenario_schema(), 1) << '\n';
    return exit_ok;
}

}  // namespace

Command schema_command() {
    return {"schema", "schema", "Prints the JSON schema of scenarios, for editors.", {}, 0, schema};
}

}  // namespace mdisim
