// Text that goes into a page of HTML.
#pragma once

#include <string>

#include "sim/scenario/document.hpp"

namespace mdisim {

// As it is shown.
std::string escaped(const std::string& text);
// As the name of a place in the page.
std::string id_of(const std::string& name);
// JSON and code as they may stand in a script element.
std::string json_text(const Node& node);
std::string inline_code(std::string code);
// A file inside a link.
std::string data_uri(const std::string& type, const std::string& text);
// The same in base64, which is shorter where most bytes are no letters.
std::string bytes_uri(const std::string& type, const std::string& bytes);
// A table that scrolls by itself where it is wide, with keys too; `label` says what it is to those
// who do not see it.
std::string scrolled(const std::string& label, const std::string& table);

}  // namespace mdisim
