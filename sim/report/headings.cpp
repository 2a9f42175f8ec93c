#include "sim/report/headings.hpp"

#include <cctype>
#include <string_view>
#include <utility>

#include "sim/describe/letters.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

constexpr size_t longest = 72;  // letters of a heading

// The text without a paper's name, in quotes or not, that it begins with.
std::string without_paper(const std::string& text, const std::string& paper) {
    if (paper.empty()) return text;
    for (const std::string& name : {"\"" + paper + "\"", paper}) {
        if (!text.starts_with(name)) continue;
        const std::string rest = text.substr(name.size());
        const size_t from = rest.find_first_not_of(",: ");
        if (from == 0 || from == std::string::npos) continue;
        const std::string said = rest.substr(from);
        const bool of_figure = said.starts_with("Fig") || said.starts_with("Tab") ||
                               said.starts_with("Sec") || rest[0] == ':';
        if (of_figure) return said;
    }
    return text;
}

// The end of the last clause that fits; that of the first if none does.
size_t end_of_clauses(const std::string& text) {
    size_t end = std::string::npos;
    for (size_t at = 0; (at = text.find_first_of(",:;?", at)) != std::string::npos; ++at) {
        const bool ends = at + 1 == text.size() || text[at + 1] == ' ';
        if (!ends) continue;
        const size_t until = text[at] == '?' ? at + 1 : at;
        if (end != std::string::npos && letters(text.substr(0, until)) > longest) break;
        end = until;
        if (text[at] == '?') break;
    }
    return end;
}

std::string with_capital(std::string text) {
    if (!text.empty()) {
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    }
    return text;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string heading_of(const std::string& about, const std::string& paper,
                       const std::string& fallback) {
    std::string text = without_paper(first_sentence(about), paper);
    if (text.ends_with('.')) text.pop_back();
    if (letters(text) > longest) {
        const size_t end = end_of_clauses(text);
        text = end == std::string::npos ? shortened(text, longest) : text.substr(0, end);
    }
    return text.empty() ? fallback : with_capital(text);
}

std::string figure_heading(const std::string& name) {
    for (const auto& [before, title] :
         {std::pair<std::string_view, const char*>{"fig", "Fig. "}, {"table", "Table "}}) {
        if (!name.starts_with(before) || name.size() == before.size()) continue;
        size_t end = before.size();
        while (end < name.size() && std::isdigit(static_cast<unsigned char>(name[end])) != 0) ++end;
        if (end == before.size()) continue;
        if (end < name.size() && is_letter(name[end])) ++end;
        const bool whole = end == name.size() || name[end] == '_';
        if (!whole) continue;
        const std::string rest = end == name.size() ? "" : ", " + words_of(name.substr(end + 1));
        return title + name.substr(before.size(), end - before.size()) + rest;
    }
    return with_capital(words_of(name));
}

}  // namespace mdisim
