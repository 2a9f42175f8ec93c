#include "sim/describe/error.hpp"

#include <algorithm>
#include <utility>

namespace mdisim {
namespace {

std::string join_lines(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        if (!text.empty()) text += '\n';
        if (!problem.where.empty()) text += problem.where + ": ";
        text += problem.what;
        if (!problem.pointer.empty()) text += " (at " + problem.pointer + ")";
    }
    return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t substituted = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

bool is_part_of_a_word(char c) {
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Whether the word is a whole part of the name: "p99" is one of "latency_ms_p99", not of "p999".
bool names_a_part(std::string_view word, std::string_view name) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (auto from = name.begin();; ++from) {
        from = std::search(from, name.end(), word.begin(), word.end(), same);
        if (from == name.end()) return false;
        const auto end = from + static_cast<std::ptrdiff_t>(word.size());
        const bool begins = from == name.begin() || !is_part_of_a_word(from[-1]);
        if (begins && (end == name.end() || !is_part_of_a_word(*end))) return true;
    }
}

}  // namespace

UserError::UserError(std::vector<Problem> problems)
    : std::runtime_error(join_lines(problems)), problems_(std::move(problems)) {}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
    std::string_view best;
    constexpr size_t longest_name = 200;
    if (word.size() > longest_name) return best;  // no misspelling, and slow to compare
    // A misspelling differs in at most two letters, or in a third of a longer word.
    size_t best_distance = std::min(std::max<size_t>(3, word.size() / 3 + 1), word.size());
    for (std::string_view name : known) {
        if (name.size() > longest_name) continue;
        const size_t distance = edit_distance(word, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    constexpr size_t shortest_part = 3;
    if (!best.empty() || word.size() < shortest_part) return best;
    const auto part = std::find_if(known.begin(), known.end(),
                                   [&](std::string_view name) { return names_a_part(word, name); });
    return part == known.end() ? best : *part;
}

std::string suggestion(std::string_view word, std::vector<std::string_view> known) {
    std::erase(known, word);
    if (const std::string_view near = nearest(word, known); !near.empty()) {
        return " Did you mean '" + std::string(near) + "'?";
    }
    if (known.empty() || known.size() > 24) return "";
    std::string text = " Known:";
    for (std::string_view name : known) text.append(" ").append(name);
    return text + ".";
}

}  // namespace mdisim
