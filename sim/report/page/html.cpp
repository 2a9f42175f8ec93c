#include "sim/report/page/html.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>

namespace mdisim {

std::string escaped(const std::string& text) {
    std::string html;
    for (char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

std::string id_of(const std::string& name) {
    std::string id;
    for (char c : name) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        id += plain ? c : '-';
    }
    return id;
}

std::string json_text(const Node& node) {
    std::string text;
    for (char c : dump(node)) text += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return text;
}

std::string inline_code(std::string code) {
    for (size_t at = 0; (at = code.find("</script", at)) != std::string::npos; at += 9) {
        code.replace(at, 2, "<\\/");
    }
    return code;
}

std::string data_uri(const std::string& type, const std::string& text) {
    constexpr auto digits = "0123456789ABCDEF";
    std::string uri = "data:" + type + ",";
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = std::isalnum(byte) != 0 ||
                          std::string_view("-_.,:;=/()").find(c) != std::string_view::npos;
        uri += kept ? std::string(1, c) : std::string{'%', digits[byte / 16], digits[byte % 16]};
    }
    return uri;
}

std::string in_base64(const std::string& bytes) {
    constexpr auto digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (size_t at = 0; at < bytes.size(); at += 3) {
        uint32_t three = 0;
        for (size_t i = at; i < at + 3; ++i) {
            three = three << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u);
        }
        const size_t said = std::min<size_t>(bytes.size() - at, 3) + 1;
        for (size_t i = 0; i < 4; ++i) text += i < said ? digits[three >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

std::string bytes_uri(const std::string& type, const std::string& bytes) {
    return "data:" + type + ";base64," + in_base64(bytes);
}

std::string scrolled(const std::string& label, const std::string& table) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(label) +
           "\">" + table + "</div>\n";
}

}  // namespace mdisim
