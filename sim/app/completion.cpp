#include "sim/app/completion.hpp"

#include <algorithm>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/help_topics.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/rulings.hpp"

namespace mdisim {
namespace {

enum class Kind { nothing, files, folders, scenarios, names, choices };

// What may stand at a place of the command line.
struct Expected {
    Kind kind = Kind::nothing;
    std::vector<std::string> choices{};  // with Kind::choices
};

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(by, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool is_lower(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Expected expected_value(const OptionSpec& option) {
    const std::string& value = option.value;
    if (value == "DIR" || value == "RESULTS") return {Kind::folders};
    if (value == "FILE" || value == "PROFILE") return {Kind::files};
    if (value == "FORMAT") return {Kind::choices, names_of(Tag<Format>{})};
    if (value.find('|') != std::string::npos && is_lower(value)) {
        return {Kind::choices, split(value, '|')};
    }
    return {};
}

// What the words of a command are, by the first that its usage names.
Expected expected_words(const Command& command) {
    if (command.most_words == 0) return {};
    const std::vector<std::string> usage = split(command.usage, ' ');
    std::string word = usage.size() > 1 ? usage[1] : "";
    std::erase_if(word, [](char c) { return c == '[' || c == ']' || c == '.'; });
    const std::vector<std::string> kinds = split(word, '|');
    if (is_lower(word)) return {Kind::choices, kinds};
    if (contains(kinds, "COMMAND")) {
        Expected expected{Kind::choices, {}};
        for (const HelpTopic& topic : help_topics()) expected.choices.emplace_back(topic.name);
        for (const Command& other : all_commands()) expected.choices.emplace_back(other.name);
        return expected;
    }
    if (contains(kinds, "NAME")) return {Kind::names};
    if (contains(kinds, "SCENARIO")) return {Kind::scenarios};
    return {Kind::files};
}

struct OptionNames {
    explicit OptionNames(const OptionSpec& option) {
        const std::vector<std::string> parts = split(option.name, ',');
        whole = parts.front();
        if (parts.size() > 1) brief = parts[1];
    }
    std::string whole;  // without dashes
    std::string brief;  // one letter, or empty
};

// Text within single quotes. A quote in it would end them for the shell.
std::string quoted_for_shell(const std::string& text) {
    std::string quoted = "'";
    for (char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

// What lists scenarios, and what `explain` explains. The program is asked, since both depend on the
// folder.
constexpr auto listed_scenarios = "mdisim list scenarios 2>/dev/null | sed 's/ .*//'";
constexpr auto three_lists = "mdisim list policies; mdisim list metrics; mdisim list profiles; ";
constexpr auto without_the_rest =
    "2>/dev/null | sed 's/ .*//; s,^\\(control\\|place\\|preprocess\\|select\\)/,,'";

// Bash.

std::string bash_reply(const Expected& expected) {
    switch (expected.kind) {
        case Kind::files:
            return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\"))";
        case Kind::folders:
            return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$word\"))";
        case Kind::scenarios:
            return std::string(
                       "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\") "
                       "$(compgen -W \"$(") +
                   listed_scenarios + ")\" -- \"$word\"))";
        case Kind::names:
            return std::string("COMPREPLY=($(compgen -W \"$({ ") + three_lists + "} " +
                   without_the_rest + ")\" -- \"$word\"))";
        case Kind::choices:
            return "COMPREPLY=($(compgen -W '" + joined(expected.choices, " ") + "' -- \"$word\"))";
        case Kind::nothing:
            break;
    }
    return ":";
}

std::string for_bash() {
    std::vector<std::string> commands;
    std::string values;
    std::string words;
    std::string options;
    for (const Command& command : all_commands()) {
        const std::string name = command.name;
        commands.push_back(name);
        std::vector<std::string> dashed;
        for (const OptionSpec& option : options_of(command)) {
            const OptionNames names(option);
            dashed.push_back("--" + names.whole);
            if (option.value.empty()) continue;
            std::string at = "\"" + name + " --" + names.whole + "\"";
            if (!names.brief.empty()) at += " | \"" + name + " -" + names.brief + "\"";
            values += "        " + at + ") " + bash_reply(expected_value(option)) + "; return ;;\n";
        }
        options += "            " + name + ") words='" + joined(dashed, " ") + "' ;;\n";
        words += "        " + name + ") " + bash_reply(expected_words(command)) + " ;;\n";
    }
    return "# Completion of mdisim for bash, written by 'mdisim completion bash'.\n"
           "_mdisim() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    local command=${COMP_WORDS[1]} words=\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
           "        COMPREPLY=($(compgen -W '" +
           joined(commands, " ") +
           "' -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case \"$command $before\" in\n" +
           values +
           "    esac\n"
           "    if [[ $word == -* ]]; then\n"
           "        case \"$command\" in\n" +
           options +
           "        esac\n"
           "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case \"$command\" in\n" +
           words +
           "    esac\n"
           "}\n"
           "complete -F _mdisim mdisim\n";
}

// Zsh.

std::string zsh_action(const Expected& expected) {
    switch (expected.kind) {
        case Kind::files:
            return "_files";
        case Kind::folders:
            return "_files -/";
        case Kind::scenarios:
            return "_mdisim_scenarios";
        case Kind::names:
            return "_mdisim_names";
        case Kind::choices:
            return "(" + joined(expected.choices, " ") + ")";
        case Kind::nothing:
            break;
    }
    return " ";
}

// A text within the specification of an option, where brackets and colons have a meaning.
std::string zsh_text(const std::string& text) {
    std::string safe;
    for (char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string zsh_option(const OptionSpec& option) {
    const OptionNames names(option);
    std::string rest = "[" + zsh_text(option.doc) + "]";
    if (!option.value.empty()) {
        rest += ":" + zsh_text(option.value) + ":" + zsh_action(expected_value(option));
    }
    const std::string whole = "--" + names.whole;
    if (names.brief.empty()) return quoted_for_shell("*" + whole + rest);
    return "'*'{-" + names.brief + "," + whole + "}" + quoted_for_shell(rest);
}

std::string for_zsh() {
    std::string commands;
    std::string cases;
    for (const Command& command : all_commands()) {
        commands += "        " +
                    quoted_for_shell(std::string(command.name) + ":" + zsh_text(command.summary)) +
                    "\n";
        cases += std::string("        ") + command.name + ") _arguments -s";
        for (const OptionSpec& option : options_of(command)) {
            cases += " \\\n            " + zsh_option(option);
        }
        const Expected words = expected_words(command);
        if (words.kind != Kind::nothing) {
            cases += " \\\n            " + quoted_for_shell("*:word:" + zsh_action(words));
        }
        cases += " ;;\n";
    }
    return std::string(
               "#compdef mdisim\n"
               "# Completion of mdisim for zsh, written by 'mdisim completion zsh'.\n"
               "_mdisim_scenarios() {\n"
               "    local -a found\n"
               "    found=(${(f)\"$(") +
           listed_scenarios +
           ")\"})\n"
           "    _alternative 'files:file:_files' 'scenarios:scenario:compadd -a found'\n"
           "}\n"
           "_mdisim_names() {\n"
           "    local -a found\n"
           "    found=(${(f)\"$({ " +
           three_lists + "} " + without_the_rest +
           ")\"})\n"
           "    compadd -a found\n"
           "}\n"
           "_mdisim() {\n"
           "    local -a commands\n"
           "    commands=(\n" +
           commands +
           "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    shift words\n"
           "    (( CURRENT-- ))\n"
           "    case $words[1] in\n" +
           cases +
           "    esac\n"
           "}\n"
           "_mdisim \"$@\"\n";
}

// Fish.

std::string fish_quoted(const std::string& text) {
    std::string quoted = "'";
    for (char c : text) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

std::string fish_values(const Expected& expected) {
    switch (expected.kind) {
        case Kind::files:
            return " -F";
        case Kind::folders:
            return " -a '(__fish_complete_directories (commandline -ct))'";
        case Kind::scenarios:
            return " -F -a " + fish_quoted(std::string("(") + listed_scenarios + ")");
        case Kind::names:
            return " -a " + fish_quoted(std::string("(begin; ") + three_lists + "end " +
                                        without_the_rest + ")");
        case Kind::choices:
            return " -a " + fish_quoted(joined(expected.choices, " "));
        case Kind::nothing:
            break;
    }
    return "";
}

std::string for_fish() {
    std::string text =
        "# Completion of mdisim for fish, written by 'mdisim completion fish'.\n"
        "complete -c mdisim -f\n";
    for (const Command& command : all_commands()) {
        text += std::string("complete -c mdisim -n __fish_use_subcommand -a ") + command.name +
                " -d " + fish_quoted(command.summary) + "\n";
        const std::string here =
            std::string("complete -c mdisim -n '__fish_seen_subcommand_from ") + command.name + "'";
        for (const OptionSpec& option : options_of(command)) {
            const OptionNames names(option);
            text += here + " -l " + names.whole;
            if (!names.brief.empty()) text += " -s " + names.brief;
            const Expected value = expected_value(option);
            if (!option.value.empty()) {
                text += (value.kind == Kind::files ? " -r" : " -x") + fish_values(value);
            }
            text += " -d " + fish_quoted(option.doc) + "\n";
        }
        const Expected words = expected_words(command);
        if (words.kind != Kind::nothing) text += here + fish_values(words) + "\n";
    }
    return text;
}

struct Shell {
    std::string name;
    std::string (*script)();
};
const std::vector<Shell>& shells() {
    static const std::vector<Shell> all = {
        {"bash", for_bash}, {"zsh", for_zsh}, {"fish", for_fish}};
    return all;
}

}  // namespace

const std::vector<std::string>& completed_shells() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Shell& shell : shells()) list.push_back(shell.name);
        return list;
    }();
    return names;
}

std::string completion_for(const std::string& shell) {
    const auto at = std::find_if(shells().begin(), shells().end(),
                                 [&](const Shell& known) { return known.name == shell; });
    return at->script();
}

}  // namespace mdisim
