#include "sim/scenario/import/ping_text.hpp"

#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"

namespace mdisim {
namespace {

// The number behind "time=", as in "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.057 ms".
std::optional<double> time_in(std::string_view line) {
    constexpr std::string_view key = "time=";
    const size_t at = line.find(key);
    std::string_view rest = line.substr(at + key.size());
    const size_t end = rest.find(' ');
    if (end == std::string_view::npos || without_blanks(rest.substr(end)) != "ms") {
        return std::nullopt;
    }
    const std::optional<double> ms = real_number(rest.substr(0, end));
    return ms && *ms >= 0 ? ms : std::nullopt;
}

}  // namespace

std::vector<double> ping_round_trips_ms(const std::string& file) {
    std::vector<double> found;
    std::vector<Problem> problems;
    std::istringstream lines(read_text(file));
    size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (line.ends_with("(DUP!)")) continue;  // the second answer to an echo
        const bool echo =
            line.find("icmp_seq=") != std::string::npos && line.find("time=") != std::string::npos;
        if (!echo) continue;
        if (const auto ms = time_in(line)) {
            found.push_back(*ms);
        } else {
            problems.push_back({file + ":" + std::to_string(number), "",
                                "expected a time in ms behind 'time=', as ping prints it"});
        }
    }
    if (problems.empty() && found.empty()) {
        problems.push_back({file, "", "has no line of an echo, as ping prints it"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return found;
}

}  // namespace mdisim
