// The field tables, told: as a JSON schema for editors, and as text for people.
#pragma once

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

Node scenario_schema();
// Fields of a table, a line or two each, indented.
std::string fields_text(const Object& table);

}  // namespace mdisim
