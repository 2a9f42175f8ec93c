#include "sim/app/rulings_out.hpp"

#include <cstdlib>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

OptionSpec format_option() {
    return {"format", "FORMAT", "json, junit, markdown, github, ...: 'help ci'"};
}

Format format_of(const Arguments& arguments) {
    const std::vector<std::string>& names = names_of(Tag<Format>{});
    const std::string word = arguments.last("format").value_or(names.front());
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == word) return static_cast<Format>(i);
    }
    throw UserError(
        {{"--format " + word, "",
          "there is no such format." + suggestion(word, {names.begin(), names.end()})}});
}

bool is_of_rulings(const Arguments& arguments) {
    const Format format = format_of(arguments);
    return format != Format::table && format != Format::markdown;
}

int print_rulings(const std::vector<Assessment>& assessments, Format format, std::ostream& out) {
    out << rulings_text(assessments, format);
    const char* summary = std::getenv("GITHUB_STEP_SUMMARY");
    if (format == Format::github && summary != nullptr) {
        std::ofstream(summary, std::ios::app) << rulings_text(assessments, Format::markdown);
    }
    for (const Assessment& assessment : assessments) {
        if (!assessment.passed()) return exit_check;
    }
    return exit_ok;
}

}  // namespace mdisim
