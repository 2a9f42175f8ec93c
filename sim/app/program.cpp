#include "sim/app/program.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
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
#include "sim/app/printing/escaped_output.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/printable.hpp"
#include "sim/describe/text_file.hpp"
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
        if (const auto folder = arguments.last("only-below")) only_below(*folder);
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

// Throws UserError if a word has signs that are not shown: they would be in manifests and reports.
void check_words(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (has_hidden_sign(word))
            throw UserError({{"'" + word + "'", "",
                              "has a control character or a mark of the direction of writing"}});
    }
}

void print_all(const std::vector<Problem>& problems) {
    constexpr size_t most = 200;
    for (size_t i = 0; i < std::min(most, problems.size()); ++i)
        print_problem("error", problems[i]);
    if (problems.size() > most)
        print_problem("error", {"", "", "and " + counted(problems.size() - most, "more mistake")});
}

// Whether it is the path that is wrong, and not the disk.
bool is_wrong_path(const std::error_code& error) {
    return error == std::errc::filename_too_long || error == std::errc::not_a_directory ||
           error == std::errc::is_a_directory || error == std::errc::too_many_symbolic_link_levels;
}

}  // namespace

int run_program(const std::string& name, const std::vector<std::string>& words,
                const RemoteWorkers* remote) {
    signal(SIGXFSZ, SIG_IGN);  // a limit of the size of files is an error like others of the disk
    std::ios::sync_with_stdio(false);
    const Colours colours = terminal_style().colour ? Colours::shown : Colours::escaped;
    const EscapedOutput out(std::cout, colours);
    const EscapedOutput err(std::cerr, Colours::escaped);
    return ending([&] {
        check_words(words);
        remember_command_line(name, words);
        check_columns();
        (void)limit_of(Limit::points);  // a wrong MDISIM_LIMITS is told before anything is done
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
        print_all(error.problems());
        return exit_usage;
    } catch (const std::filesystem::filesystem_error& error) {
        print_problem("error", {error.path1().string(), "", error.code().message()});
        return is_wrong_path(error.code()) ? exit_usage : exit_internal;
    } catch (const OutOfRange& error) {
        print_problem("error", {"", "", error.what()});
        return exit_usage;
    } catch (const std::bad_alloc&) {
        print_problem("error", {"", "",
                                "there is not enough memory for this: fewer jobs (--jobs), "
                                "points, replications or requests at once need less"});
        return exit_usage;
    } catch (const std::logic_error& error) {
        std::cerr << "internal error, please report: " << error.what() << '\n';
        return exit_internal;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return exit_internal;
    }
}

}  // namespace mdisim
