#include "sim/app/command.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "sim/app/arguments.hpp"

namespace mdisim {

// Each of these functions is defined in the file of its command below commands/.
Command run_command();
Command validate_command();
Command status_command();
Command merge_command();
Command rerun_command();
Command verify_command();
Command claims_command();
Command check_command();
Command compare_command();
Command table_command();
Command cite_command();
Command sensitivity_command();
Command rare_command();
Command report_command();
Command playground_command();
Command characterise_command();
Command fit_command();
Command import_command();
Command calibrate_command();
Command subset_command();
Command find_command();
Command new_policy_command();
Command laws_command();
Command list_command();
Command explain_command();
Command schema_command();
Command completion_command();
Command manual_command();
Command version_command();
Command help_command();

namespace {

std::string& line() {
    static std::string text;
    return text;
}

}  // namespace

const std::vector<Command>& all_commands() {
    static const std::vector<Command> commands = {
        run_command(),     validate_command(),   status_command(),     merge_command(),
        rerun_command(),   verify_command(),     claims_command(),     check_command(),
        compare_command(), table_command(),      cite_command(),       sensitivity_command(),
        rare_command(),    report_command(),     playground_command(), characterise_command(),
        fit_command(),     import_command(),     calibrate_command(),  find_command(),
        subset_command(),  new_policy_command(), laws_command(),       list_command(),
        explain_command(), schema_command(),     completion_command(), manual_command(),
        version_command(), help_command()};
    return commands;
}

std::vector<OptionSpec> options_of(const Command& command) {
    std::vector<OptionSpec> options = command.options;
    options.push_back({"plugin", "FILE", "load policies built apart, such as ./libmine.so"});
    options.push_back({"only-below", "DIR",
                       "read no scenarios, profiles and tables outside of DIR and profiles/"});
    options.push_back({"help,h", "", "print the help of this command"});
    return options;
}

std::string for_the_shell(const std::string& word) {
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("_-+./:=,@%").find(c) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
    std::string text = "'";
    for (char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

void remember_command_line(const std::string& program, const std::vector<std::string>& words) {
    line() = program;
    for (const std::string& word : words) line() += " " + for_the_shell(word);
}
const std::string& command_line() { return line(); }

}  // namespace mdisim
