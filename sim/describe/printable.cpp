#include "sim/describe/printable.hpp"

#include <algorithm>
#include <cstdint>

namespace mdisim {
namespace {

// A letter of UTF-8: its code point and its number of bytes.
struct Letter {
    uint32_t code = 0;
    size_t bytes = 1;
    bool valid = false;
};

size_t bytes_of_letter(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

Letter letter_at(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const size_t bytes = bytes_of_letter(byte(0));
    if (bytes == 0 || at + bytes > text.size()) return {};
    if (bytes == 1) return {byte(0), 1, true};
    uint32_t code = byte(0) & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        code = code << 6 | (byte(i) & 0x3Fu);
    }
    const bool longer_than_needed = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool half_of_a_pair = code >= 0xD800 && code < 0xE000;
    if (longer_than_needed || half_of_a_pair || code > 0x10FFFF) return {};
    return {code, bytes, true};
}

bool is_hidden(uint32_t code) {
    const auto between = [code](uint32_t first, uint32_t last) {
        return code >= first && code <= last;
    };
    return code < 0x20 || between(0x7F, 0x9F) || code == 0x061C || between(0x200E, 0x200F) ||
           between(0x2028, 0x202E) || between(0x2066, 0x2069);
}

bool is_line_end_or_tab(uint32_t code) { return code == '\n' || code == '\t'; }

void append_code(std::string& out, uint32_t code) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 15];
}

bool is_plain(char c) { return c >= ' ' && c < 0x7F; }

std::string escaped(std::string_view text, bool one_line) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        if (is_plain(text[at])) {
            out += text[at++];
            continue;
        }
        const Letter letter = letter_at(text, at);
        if (!letter.valid)
            out += "\xEF\xBF\xBD";
        else if (is_hidden(letter.code) && (one_line || !is_line_end_or_tab(letter.code)))
            append_code(out, letter.code);
        else
            out.append(text, at, letter.bytes);
        at += letter.bytes;
    }
    return out;
}

}  // namespace

std::string printable(std::string_view text) { return escaped(text, false); }
std::string printable_line(std::string_view text) { return escaped(text, true); }

size_t unfinished_letter(std::string_view text) {
    for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0) == 0x80) continue;
        return bytes_of_letter(byte) > back ? back : 0;
    }
    return 0;
}

NameFault fault_of_name(std::string_view name) {
    if (name.find_first_not_of(" \t") == std::string_view::npos) return NameFault::blank;
    return is_one_line(name) ? NameFault::none : NameFault::hidden_sign;
}

bool is_one_line(std::string_view text) { return printable_line(text) == text; }

bool has_hidden_sign(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (letter.valid && is_hidden(letter.code) && !is_line_end_or_tab(letter.code)) return true;
        at += letter.bytes;
    }
    return false;
}

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_plain) || printable(text) == text;
}

}  // namespace mdisim
