// Text in a page of HTML.
#pragma once

#include <string>

#include "sim/scenario/document.hpp"

namespace mdisim {

// Text with HTML's special characters escaped.
std::string escaped(const std::string& text);
// An id of an element, made from a name.
std::string id_of(const std::string& name);
// JSON and code, escaped for a script element.
std::string json_text(const Node& node);
std::string inline_code(std::string code);
// A link that contains a file.
std::string data_uri(const std::string& type, const std::string& text);
std::string in_base64(const std::string& bytes);
// data_uri() in base64, which is shorter if most bytes are not letters.
std::string bytes_uri(const std::string& type, const std::string& bytes);
// A table in a frame that scrolls, by keys too, if the table is wide. label: read by screen
// readers.
std::string scrolled(const std::string& label, const std::string& table);

}  // namespace mdisim
