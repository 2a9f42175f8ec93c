// The field tables, told: as a JSON schema for editors, and as text for people.
#pragma once

#include <string>

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

Node scenario_schema();
// What a field of a fresh object says of itself, with its choices and its default, as in "who is
// next (one of fifo, earliest_deadline; default fifo)". Fills what is optional.
std::string field_told(const Field& field, void* fresh);
// What a field of a fresh object holds: the item of a list, the content of what is optional. Fills
// both.
Slot content_of(const Field& field, void* fresh);
// Fields of a table, a line or two each, indented.
std::string fields_text(const Object& table);

}  // namespace mdisim
