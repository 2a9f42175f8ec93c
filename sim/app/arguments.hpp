// Parses the words of the command line. Only arguments.cpp uses Boost.Program_options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mdisim {

struct RemoteWorkers;

struct OptionSpec {
    std::string name;   // such as "out", or "jobs,j" with a short form
    std::string value;  // the name of the option's value; empty for a switch
    std::string doc;
};

struct Arguments {
    std::vector<std::string> words;                           // the words that are not options
    std::map<std::string, std::vector<std::string>> options;  // all values of each option
    // Workers on other hosts; null if there are none.
    const RemoteWorkers* remote = nullptr;

    bool has(const std::string& name) const { return options.contains(name); }
    std::optional<std::string> last(const std::string& name) const;
    std::vector<std::string> all(const std::string& name) const;
    // The two sides of each value of an option whose values are pairs such as "sla_ms=100". Throws
    // UserError, which says that `form` was expected, if a side is missing.
    std::vector<std::pair<std::string, std::string>> pairs(
        const std::string& name, const std::string& form = "path=value") const;
};

// Throws UserError on an unknown option, with a suggestion of a known one, and on an empty word.
Arguments parse_arguments(const std::vector<std::string>& words,
                          const std::vector<OptionSpec>& specs);
std::string options_help(const std::vector<OptionSpec>& specs);

}  // namespace mdisim
