#include "sim/app/program.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/plugins.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/time.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

int dispatch(const std::string& program, const std::vector<std::string>& words,
             const RemoteWorkers* remote) {
    const std::string name = words.empty() ? "help" : words.front();
    const std::string wanted = name == "--help" || name == "-h" ? "help"
                               : name == "--version"            ? "version"
                                                                : name;
    std::vector<std::string_view> known;
    for (const Command& command : all_commands()) {
        known.push_back(command.name);
        if (command.name != wanted) continue;
        const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1), words.end());
        const std::vector<OptionSpec> options = options_of(command);
        Arguments arguments = parse_arguments(rest, options);
        arguments.remote = remote;
        if (arguments.has("help")) {
            print_folded(program + ' ' + command.usage + "\n\n" + command.summary + "\n\n" +
                         options_help(options));
            return exit_ok;
        }
        if (arguments.words.size() > command.most_words) {
            throw UserError("'" + arguments.words[command.most_words] +
                            "' is not expected here: " + program + " " + command.usage);
        }
        load_plugins(arguments.all("plugin"));
        return command.run(arguments);
    }
    throw UserError("there is no command '" + name + "'." + suggestion(name, known) +
                    " 'mdisim help' lists all.");
}

// Throws UserError if the variable MDISIM_COLUMNS names column operations that this processor does
// not have.
void check_columns() {
    const char* wanted = std::getenv("MDISIM_COLUMNS");
    if (wanted == nullptr) return;
    std::vector<std::string_view> here;
    for (const ColumnOps* ops : all_columns()) here.push_back(ops->name);
    if (contains(here, wanted)) return;
    throw UserError("MDISIM_COLUMNS: this processor has no columns '" + std::string(wanted) + "'." +
                    suggestion(wanted, here));
}

// Names of files that no file can have are mistakes of the command line or of a scenario.
bool is_of_names(const std::error_code& code) {
    return code == std::errc::filename_too_long || code == std::errc::not_a_directory ||
           code == std::errc::is_a_directory || code == std::errc::too_many_symbolic_link_levels;
}

}  // namespace

int run_program(const std::string& name, const std::vector<std::string>& words,
                const RemoteWorkers* remote) {
    signal(SIGXFSZ, SIG_IGN);  // a limit of the size of files is an error like others of the disk
    return ending([&] {
        std::ios::sync_with_stdio(false);
        remember_command_line(name, words);
        check_columns();
        const int code = dispatch(name, words, remote);
        std::cout.flush();
        if (!std::cout) {
            std::cerr << "error: the output could not be written\n";
            return int{exit_internal};
        }
        return code;
    });
}

int ending(const std::function<int()>& work) {
    try {
        return work();
    } catch (const UserError& error) {
        for (const Problem& problem : error.problems()) print_problem("error", problem);
        return exit_usage;
    } catch (const OutOfRange& error) {
        std::cerr << "error: " << error.what() << '\n';
        return exit_usage;
    } catch (const std::filesystem::filesystem_error& error) {
        const std::string where = error.path1().string();
        print_problem("error", {where.size() > 200 ? where.substr(0, 200) + "..." : where, "",
                                error.code().message()});
        return is_of_names(error.code()) ? exit_usage : exit_internal;
    } catch (const std::bad_alloc&) {
        std::cerr << "error: there is not enough memory for this\n";
        return exit_internal;
    } catch (const std::logic_error& error) {
        std::cerr << "internal error, please report: " << error.what() << '\n';
        return exit_internal;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return exit_internal;
    }
}

}  // namespace mdisim
