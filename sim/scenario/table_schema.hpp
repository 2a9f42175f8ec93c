// Field tables as JSON Schema: what the decoder accepts, with defaults, ranges and documentation.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The parts from which schemas are put together.
namespace json_schema {
Node text(const char* s);
Node type(const char* name);  // {"type": name}
Node constant(Node value);    // {"const": value}
}  // namespace json_schema

// Makes schemas of tables. A table that a field refers to is defined once, under "#/$defs/", and
// may refer to itself: laws contain laws. Two tables of one name get a number after it. In place of
// a table, a document may have a profile with keys that replace some of the profile's.
class TableSchema {
  public:
    // The schema of an object of this table. The tables of its fields become definitions.
    Node object_of(const Object& table);
    // All definitions, for "$defs". Call it last.
    Node take_definitions() { return std::move(definitions_); }

  private:
    Node schema_of(const Slot& slot);
    Node of(const double* x);
    Node of(const int64_t* x);
    Node of(const bool* x);
    Node of(const std::string* x);
    Node of(const ChoiceSlot& choice);
    Node of(const ListSlot& list);
    Node of(const OptionalSlot& optional);
    Node of(const ObjectSlot& slot);
    Node of(const OneOfSlot& slot);
    template <class Table>
    Node shared(const Table* table, const std::string& name);
    Node definition(const Object& table);
    void add_made_from(Node& block);
    Node definition(const OneOf& table);

    Node definitions_ = Node::object();
    std::map<std::string, const void*> known_;  // the table of each definition
};

}  // namespace mdisim
