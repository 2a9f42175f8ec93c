// Command-line words, parsed. The only door to Boost.Program_options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mdisim {

struct RemoteWorkers;

struct OptionSpec {
    std::string name;   // "out", or "jobs,j" with a short form
    std::string value;  // what its value is called, empty for a switch
    std::string doc;
};

struct Arguments {
    std::vector<std::string> words;                           // what is not an option
    std::map<std::string, std::vector<std::string>> options;  // each as often as given
    // Others who compute what the command computes, if there are any.
    const RemoteWorkers* remote = nullptr;

    bool has(const std::string& name) const { return options.contains(name); }
    std::optional<std::string> last(const std::string& name) const;
    std::vector<std::string> all(const std::string& name) const;
};

// Throws UserError on an option that is not there, with the nearest that is.
Arguments parse_arguments(const std::vector<std::string>& words,
                          const std::vector<OptionSpec>& specs);
std::string options_help(const std::vector<OptionSpec>& specs);

}  // namespace mdisim
