// Parts of the pages of the reference, in Markdown.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

// The head of a page: its title, a first paragraph, and which command has written it.
std::string page_head(const std::string& title, const std::string& about);

// Text in which only backticks have a meaning in Markdown.
std::string prose(const std::string& text);
std::string code(const std::string& text);
std::string table_head(const std::vector<std::string>& titles);
std::string table_row(const std::vector<std::string>& cells);  // cells: Markdown
// Lines as they are, in a box.
std::string box(const std::string& text);

// What a field may be: "from 0 to 1", "above 0", "a whole number of at least 1", "one of a, b",
// "true or false". fresh: a new object; its optional members are filled, so its defaults are to be
// read before.
std::string values_text(const Field& field, void* fresh);
// A field's default for a cell of a table: `10`, or "required", or "optional".
std::string default_cell(const Field& field, void* fresh);
// A sentence made of a text that begins and ends like a part of one.
std::string sentence(const std::string& text);
// "milliseconds" for a field in "ms"; empty for a unit that needs no words.
std::string unit_words(const std::string& unit);

}  // namespace mdisim
