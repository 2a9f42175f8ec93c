#include "sim/app/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "sim/describe/letters.hpp"
#include "sim/describe/printable.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

constexpr size_t narrowest = 40;  // narrower tables and columns cannot be read

}  // namespace

std::optional<size_t> terminal_width(int descriptor) {
    if (const char* said = std::getenv("COLUMNS")) {
        size_t columns = 0;
        const auto [end, error] = std::from_chars(said, said + std::strlen(said), columns);
        if (error == std::errc() && *end == 0 && columns > 0) return std::max(narrowest, columns);
    }
    winsize size{};
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return std::nullopt;
    }
    return std::max<size_t>(narrowest, size.ws_col);
}

TableStyle terminal_style() {
    TableStyle style;
    style.width = terminal_width(STDOUT_FILENO).value_or(style.width);
    style.colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return style;
}

void print_folded(const std::string& text) { std::cout << folded(text, terminal_style().width); }

void print_note(const std::string& line) {
    constexpr size_t hang = 4;
    const std::optional<size_t> width = terminal_width(STDERR_FILENO);
    std::cerr << (width ? folded(line, *width, hang) : line) << '\n';
}

void print_problem(const std::string& kind, const Problem& problem) {
    constexpr size_t longest = 2000;  // a name may be as long as a file
    std::string line = problem.where.empty() ? "" : cut(problem.where, longest) + ": ";
    line += kind + ": " + cut(problem.what, longest);
    if (!problem.pointer.empty()) line += " [" + cut(problem.pointer, longest) + "]";
    print_note(printable_line(line));
}

}  // namespace mdisim
