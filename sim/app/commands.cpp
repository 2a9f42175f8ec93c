#include "sim/app/command.hpp"

namespace mdisim {
namespace {

std::string& line() {
    static std::string text;
    return text;
}

}  // namespace

const std::vector<Command>& all_commands() {
    static const std::vector<Command> commands = {
        run_command(),     claims_command(), validate_command(), list_command(),
        explain_command(), schema_command(), version_command(),  help_command()};
    return commands;
}

void remember_command_line(std::string text) { line() = std::move(text); }
const std::string& command_line() { return line(); }

}  // namespace mdisim
