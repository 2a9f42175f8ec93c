#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/help_topics.hpp"
#include "sim/app/reference/limits_text.hpp"
#include "sim/app/reference/parts.hpp"
#include "sim/app/reference/reference.hpp"

namespace mdisim {
namespace {

// An option as it is typed: "-o, --out DIR".
std::string typed(const OptionSpec& option) {
    const size_t comma = option.name.find(',');
    const bool is_short = comma != std::string::npos;
    std::string text = is_short ? "-" + option.name.substr(comma + 1) + ", " : "";
    text += "--" + option.name.substr(0, comma);
    return option.value.empty() ? text : text + " " + option.value;
}

std::string about(const Command& command) {
    std::string text = "\n## " + std::string(command.name) + "\n\n" + prose(command.summary) +
                       "\n\n" + box(std::string("mdisim ") + command.usage);
    if (command.options.empty()) return text;
    text += "\n" + table_head({"option", "what it does"});
    for (const OptionSpec& option : command.options) {
        text += table_row({code(typed(option)), prose(option.doc)});
    }
    return text;
}

}  // namespace

std::string commands_page() {
    std::string text = page_head("Commands and exit codes",
                                 "`mdisim COMMAND --help` prints the options of a command, and "
                                 "`mdisim help TOPIC` one of the topics at the end of this page. "
                                 "[Exit codes](#help-exit-codes) are among them.");
    for (const Command& command : all_commands()) text += about(command);
    for (const HelpTopic& topic : help_topics()) {
        text += "\n## help " + std::string(topic.name) + "\n\n" + box(topic.text);
    }
    return text + "\n## Limits\n\n" + box(limits_text());
}

}  // namespace mdisim
