#include <algorithm>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

constexpr auto randomness = R"(Random numbers in mdisim are addressed, not consumed.

A number is a pure function of (seed, purpose, replication, source, index, block), made by
Philox4x32-10. The key is the seed; the 128-bit counter holds, from the top,
    purpose 12 | block 20 | replication 24 | source 24 | index 48   (rng_layout 1, frozen).
So the arrival gap, the network time and the execution noise of request 17 are the same under
every policy, whatever the thread count and however many numbers another part takes: common
random numbers, always on. A change of policy leaves the tape of draws identical.

A variate is one uniform in the open interval (0,1) put through the monotone inverse of its
distribution function, so a sweep over a mean or a spread keeps the quantile of every request.
Nothing that reaches a result calls the C library's log, exp or pow.

What counts as what:
    a bug       results differ between thread counts, compilers or processors
    a trap      comparing runs of different seeds as if they were paired
    a spandrel  the same network times in two scenarios of the same seed and network
)";

constexpr auto exits = R"(Exit codes
    0    all well
    1    an internal error, or the disk
    2    the command line or the scenario is wrong; the messages say where
    3    a check or a threshold failed
    4    the precision asked for was not reached
    130  interrupted; partial results are kept
)";

struct Topic {
    const char* name;
    const char* text;
};
constexpr Topic topics[] = {{"randomness", randomness}, {"exit-codes", exits}};

void overview() {
    std::cout << "mdisim: a laboratory for inference under a deadline\n\n";
    for (const Command& command : all_commands()) {
        std::string name = std::string("  ") + command.name;
        name.resize(15, ' ');
        std::cout << name << command.summary << '\n';
    }
    std::cout << "\nTopics:";
    for (const Topic& topic : topics) std::cout << " mdisim help " << topic.name << ';';
    std::cout << " mdisim COMMAND --help\n";
}

int help(const Arguments& arguments) {
    if (arguments.words.empty()) {
        overview();
        return exit_ok;
    }
    const std::string& wanted = arguments.words.front();
    std::vector<std::string_view> known;
    for (const Topic& topic : topics) {
        known.push_back(topic.name);
        if (topic.name != wanted) continue;
        std::cout << topic.text;
        return exit_ok;
    }
    for (const Command& command : all_commands()) {
        known.push_back(command.name);
        if (command.name != wanted) continue;
        std::cout << "mdisim " << command.usage << "\n\n"
                  << command.summary << "\n\n"
                  << options_help(command.options);
        return exit_ok;
    }
    throw UserError("there is no help on '" + wanted + "'." + suggestion(wanted, known));
}

}  // namespace

Command help_command() {
    return {"help", "help [TOPIC|COMMAND]", "Says what there is.", {}, 1, help};
}

}  // namespace mdisim
