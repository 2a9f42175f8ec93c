#include <string>
#include <string_view>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/help_topics.hpp"
#include "sim/app/terminal.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"

namespace mdisim {
namespace {

void overview() {
    std::string text = "mdisim: a laboratory for inference under a deadline\n\n";
    for (const Command& command : all_commands()) {
        text += left(std::string("  ") + command.name, 15) + command.summary + "\n";
    }
    text += "\nTopics, by mdisim help TOPIC:";
    for (const HelpTopic& topic : help_topics()) text += std::string(" ") + topic.name;
    print_folded(text +
                 ".\nOptions: mdisim COMMAND --help.  Policies, metrics, keys: mdisim explain\n");
}

int help(const Arguments& arguments) {
    if (arguments.words.empty()) {
        overview();
        return exit_ok;
    }
    const std::string& wanted = arguments.words.front();
    std::vector<std::string_view> known;
    for (const HelpTopic& topic : help_topics()) {
        known.push_back(topic.name);
        if (topic.name != wanted) continue;
        print_folded(topic.text);
        return exit_ok;
    }
    for (const Command& command : all_commands()) {
        known.push_back(command.name);
        if (command.name != wanted) continue;
        print_folded(std::string("mdisim ") + command.usage + "\n\n" + command.summary + "\n\n" +
                     options_help(command.options));
        return exit_ok;
    }
    throw UserError("there is no help on '" + wanted + "'." + suggestion(wanted, known));
}

}  // namespace

Command help_command() {
    return {"help", "help [TOPIC|COMMAND]", "Prints this overview, or a topic.", {}, 1, help};
}

}  // namespace mdisim
