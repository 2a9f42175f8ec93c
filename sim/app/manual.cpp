#include "sim/app/manual.hpp"

#include <cctype>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/help_topics.hpp"
#include "sim/library/version.hpp"

namespace mdisim {
namespace {

constexpr auto environment = R"(.SH ENVIRONMENT
.TP
.B MDISIM_PROFILES
A folder in which profiles are looked for first.
.TP
.B MDISIM_COLUMNS
The column operations that are used, among those of
.BR mdisim\-version (1).
Results do not depend on them.
.TP
.B MDISIM_NODE_MODULES
The folder in which npm installed Vega-Lite, for interactive reports.
.TP
.B COLUMNS
The width of tables and notes.
.TP
.B NO_COLOR
If it is set, nothing is coloured.
)";

// Text as roff has it: backslashes and dashes stand for themselves, and no line begins with a
// request.
std::string roff(const std::string& text) {
    std::string out;
    for (char c : text) {
        const bool begins_line = out.empty() || out.back() == '\n';
        if (begins_line && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    return out;
}

std::string head_of(const std::string& name) {
    std::string title = name;
    for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return ".TH " + roff(title) + " 1 \"\" \"mdisim " + version_text() + "\" \"mdisim\"\n";
}

// A summary as the section NAME has it: without the capital and the full stop of a sentence.
std::string without_sentence(std::string summary) {
    const bool word =
        summary.size() > 1 && std::islower(static_cast<unsigned char>(summary[1])) != 0;
    if (word) summary[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(summary[0])));
    if (summary.ends_with('.')) summary.pop_back();
    return summary;
}

std::string options_in_roff(const Command& command) {
    const std::vector<OptionSpec> options = options_of(command);
    std::string text = ".SH OPTIONS\n";
    for (const OptionSpec& option : options) {
        const size_t comma = option.name.find(',');
        std::string head = "--" + option.name.substr(0, comma);
        if (comma != std::string::npos) head = "-" + option.name.substr(comma + 1) + ", " + head;
        text += ".TP\n\\fB" + roff(head) + "\\fR";
        if (!option.value.empty()) text += " \\fI" + roff(option.value) + "\\fR";
        text += "\n" + roff(option.doc) + "\n";
    }
    return text;
}

ManPage page_of(const Command& command) {
    const std::string name = std::string("mdisim-") + command.name;
    return {name + ".1", head_of(name) + ".SH NAME\n" + roff(name) + " \\- " +
                             roff(without_sentence(command.summary)) +
                             "\n.SH SYNOPSIS\n.B mdisim " + roff(command.usage) +
                             "\n.SH DESCRIPTION\n" + roff(command.summary) + "\n" +
                             options_in_roff(command) +
                             ".SH EXIT STATUS\nAs in\n.BR mdisim (1).\n"
                             ".SH SEE ALSO\n.BR mdisim (1)\n"};
}

ManPage page_of_program() {
    std::string text = head_of("mdisim") +
                       ".SH NAME\nmdisim \\- a laboratory for inference under a deadline\n"
                       ".SH SYNOPSIS\n.B mdisim\n.I COMMAND\n.RI [ options ]\n"
                       ".SH DESCRIPTION\nA scenario is one JSON file, and policies decide which "
                       "model answers and where.\nA deterministic simulation measures how often "
                       "users get a correct answer in time.\n.SH COMMANDS\n";
    for (const Command& command : all_commands()) {
        text += ".TP\n.BR " + roff(std::string("mdisim-") + command.name) + " (1)\n" +
                roff(command.summary) + "\n";
    }
    for (const HelpTopic& topic : help_topics()) {
        text += ".SH " + roff(topic.name) + "\n.nf\n" + roff(topic.text) + ".fi\n";
    }
    return {"mdisim.1", text + environment};
}

}  // namespace

std::vector<ManPage> man_pages() {
    std::vector<ManPage> pages = {page_of_program()};
    for (const Command& command : all_commands()) pages.push_back(page_of(command));
    return pages;
}

}  // namespace mdisim
