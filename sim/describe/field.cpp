#include "sim/describe/field.hpp"

#include <utility>

namespace mdisim {
namespace {

constexpr std::string_view units[] = {"mbit_per_s", "j_per_kb", "per_s", "ns", "us",  "ms",
                                      "kb",         "mb",       "mw",    "j",  "pct", "s"};

}  // namespace

std::string_view unit_of(std::string_view name) {
    for (std::string_view unit : units) {
        if (name.size() > unit.size() + 1 && name.ends_with(unit) &&
            name[name.size() - unit.size() - 1] == '_') {
            return unit;
        }
    }
    return {};
}

double nanosecond_in(std::string_view unit) {
    if (unit == "s") return 1e-9;
    if (unit == "ms") return 1e-6;
    if (unit == "us") return 1e-3;
    return unit == "ns" ? 1 : 0;
}

double longest_in(std::string_view unit) {
    if (unit == "s") return 1e9;
    if (unit == "ms") return 2e9;
    if (unit == "us") return 2e12;
    return unit == "ns" ? 2e15 : 0;
}

Field::Field(std::string name_, std::string doc_, std::function<Slot(void*)> slot_)
    : name(std::move(name_)), doc(std::move(doc_)), slot(std::move(slot_)) {}
Object::Object(std::string name_, std::string doc_, std::vector<Field> fields_,
               std::function<std::shared_ptr<void>()> make_)
    : name(std::move(name_)),
      doc(std::move(doc_)),
      fields(std::move(fields_)),
      make(std::move(make_)) {}
Alternative::Alternative(std::string name_, std::string doc_, Object table_,
                         std::function<void*(void*)> choose_, std::function<void*(void*)> held_)
    : name(std::move(name_)),
      doc(std::move(doc_)),
      table(std::move(table_)),
      choose(std::move(choose_)),
      held(std::move(held_)) {}
OneOf::OneOf(std::string name_, std::string doc_, std::vector<Alternative> kinds_,
             std::function<std::shared_ptr<void>()> make_)
    : name(std::move(name_)),
      doc(std::move(doc_)),
      kinds(std::move(kinds_)),
      make(std::move(make_)) {}

Field::Field(const Field&) = default;
Field::Field(Field&&) noexcept = default;
Field& Field::operator=(Field&&) noexcept = default;
Field::~Field() = default;

Object::Object() = default;
Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

Alternative::Alternative(const Alternative&) = default;
Alternative::Alternative(Alternative&&) noexcept = default;
Alternative& Alternative::operator=(Alternative&&) noexcept = default;
Alternative::~Alternative() = default;

OneOf::OneOf() = default;
OneOf::OneOf(const OneOf&) = default;
OneOf::OneOf(OneOf&&) noexcept = default;
OneOf& OneOf::operator=(OneOf&&) noexcept = default;
OneOf::~OneOf() = default;

}  // namespace mdisim
