// The field tables as a JSON schema for editors, and as text for people.
#pragma once

#include <string>

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

Node scenario_schema();
// A field's default, as in "default fifo", or "required", or "optional". fresh: a new object.
std::string default_text(const Field& field, void* fresh);
// The choices of a field, as in "fifo, earliest_deadline"; empty if it is no choice. fresh: a new
// object; its optional members are filled.
std::string choices_text(const Field& field, void* fresh);
// The documentation of a field with its choices and its default, as in "who is next (one of fifo,
// earliest_deadline; default fifo)". fresh: a new object; its optional members are filled.
std::string field_text(const Field& field, void* fresh);
// The slot inside a field: of an item of a list, or of the content of an optional member. fresh: a
// new object; both are filled.
Slot content_of(const Field& field, void* fresh);
// The fields of a table, a line or two each, indented.
std::string fields_text(const Object& table);

}  // namespace mdisim
