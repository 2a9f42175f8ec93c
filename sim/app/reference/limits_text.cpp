#include "sim/app/reference/limits_text.hpp"

#include "sim/describe/letters.hpp"
#include "sim/describe/limits.hpp"
#include "sim/report/text.hpp"

namespace mdisim {

std::string limits_text() {
    std::string text =
        "limits: what is read and kept is bounded, so that no input fills the memory or is "
        "computed "
        "without end. A file, a scenario or a run that is beyond a limit is an error.\n\n"
        "The variable MDISIM_LIMITS changes them, for the program, its ranks, the library and "
        "Python alike: MDISIM_LIMITS=points=1e6,models=5000. It is a variable, not an option or a "
        "key, because a limit belongs to a machine and not to a study, and results do not depend "
        "on it.\n\n";
    constexpr size_t name_width = 18;
    constexpr size_t value_width = 10;
    constexpr size_t width = 80;
    for (const LimitRow& row : all_limits()) {
        const std::string head = "  " + left(row.name, name_width) +
                                 right(std::to_string(row.usual), value_width) + "  ";
        text += wrapped(head, row.doc, letters(head), width) + "\n";
    }
    return text +
           "\nFixed are: 64 levels of nesting in JSON, 16 MB for a row of a table, 8 profiles that "
           "name one another, and the range of every field ('mdisim explain FIELD'). Scenarios, "
           "profiles and tables are regular files; a file that is named on the command line may be "
           "/dev/stdin or a pipe of the shell, as in <(...).\n";
}

}  // namespace mdisim
