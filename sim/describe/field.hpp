// Field tables: one description of a struct drives its decoder, its schema, `mdisim explain` and
// the canonical form that results are keyed by. Field tables know nothing of JSON: a Slot points at
// a member, which is read and written through the Slot.
//
// A struct is described by an overload found through its tag:
//     const Object& describe(Tag<Network>);
// and an enum by   const std::vector<std::string>& names_of(Tag<Family>);
// A default is the member's initialiser, read from a new object; a table does not repeat it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/check.hpp"

namespace mdisim {

// The unit at the end of a field's name ("ms" of "sla_ms"), or empty.
std::string_view unit_of(std::string_view name);
// A nanosecond in a unit of time (1e-6 for "ms"); zero for any other unit.
double nanosecond_in(std::string_view unit);
// The largest time that a field in this unit may have: 1e9 s, which fits into 64 bits of
// nanoseconds, or 2e9 ms in "ms", "us" and "ns", which is below the 26 days that a delay may take.
// Zero for any other unit.
double longest_in(std::string_view unit);

template <class T>
struct Tag {};

struct Object;
struct OneOf;
struct Slot;

struct ChoiceSlot {
    const std::vector<std::string>* names;
    std::function<size_t()> get;
    std::function<void(size_t)> set;
};
struct ObjectSlot {
    const Object* table;
    void* object;
};
struct OneOfSlot {
    const OneOf* table;
    void* object;
};
struct ListSlot {
    std::function<size_t()> size;
    std::function<Slot(size_t)> at;
    std::function<void()> grow;
};
struct OptionalSlot {
    std::function<bool()> present;
    std::function<Slot()> fill;  // makes the value present
};

using SlotKind = std::variant<double*, int64_t*, bool*, std::string*, ChoiceSlot, ObjectSlot,
                              OneOfSlot, ListSlot, OptionalSlot>;
struct Slot : SlotKind {
    using SlotKind::SlotKind;
    const SlotKind& kind() const { return *this; }
};

// A field of a table. Its constructors, assignment and destructor are compiled in field.cpp, not in
// every file with a table.
struct Field {
    Field(std::string name, std::string doc, std::function<Slot(void*)> slot);
    Field(const Field&);
    Field(Field&&) noexcept;
    Field& operator=(Field&&) noexcept;
    ~Field();

    std::string name;  // ends in the unit of the field, if there is one: sla_ms, rate_per_s
    std::string doc;
    std::function<Slot(void*)> slot;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool open_low = false;  // whether `low` itself is not allowed
    bool required = false;
    // A number outside of these bounds, except zero, is accepted with a warning that has the hint.
    double usual_low = -std::numeric_limits<double>::infinity();
    double usual_high = std::numeric_limits<double>::infinity();
    std::string usual_hint;
    bool is_aside = false;  // not part of a result's key, such as the path of a file

    Field&& at_least(double bound) && {
        low = bound;
        return std::move(*this);
    }
    // Sets a lower bound that is not allowed itself. A time above zero must be at least a
    // nanosecond, since less would be rounded to zero.
    Field&& above(double bound) && {
        const double least = bound == 0 ? nanosecond_in(unit_of(name)) : 0;
        low = least > 0 ? least : bound;
        open_low = least == 0;
        return std::move(*this);
    }
    Field&& at_most(double bound) && {
        high = bound;
        return std::move(*this);
    }
    Field&& share() && {
        low = 0;
        high = 1;
        return std::move(*this);
    }
    // hint: what the number is, such as "in milliseconds", for a user who took another unit.
    Field&& usually(double least, double most, std::string hint) && {
        usual_low = least;
        usual_high = most;
        usual_hint = std::move(hint);
        return std::move(*this);
    }
    Field&& needed() && {
        required = true;
        return std::move(*this);
    }
    Field&& aside() && {
        is_aside = true;
        return std::move(*this);
    }
};

struct Object {
    Object();
    Object(std::string name, std::string doc, std::vector<Field> fields,
           std::function<std::shared_ptr<void>()> make);
    Object(const Object&);
    Object(Object&&) noexcept;
    Object& operator=(Object&&) noexcept;
    ~Object();

    std::string name;
    std::string doc;
    std::vector<Field> fields;
    std::function<std::shared_ptr<void>()> make;  // makes an object with all defaults
    std::function<void(const void*)> validate;    // throws UserError on impossible combinations
    std::string text_field{};  // the field that a text in place of the object stands for, if any
};

// One of a closed set of alternatives, which a scenario names by "kind".
struct Alternative {
    Alternative(std::string name, std::string doc, Object table, std::function<void*(void*)> choose,
                std::function<void*(void*)> held);
    Alternative(const Alternative&);
    Alternative(Alternative&&) noexcept;
    Alternative& operator=(Alternative&&) noexcept;
    ~Alternative();

    std::string name;
    std::string doc;
    Object table;
    // Makes a variant hold this alternative and returns its address.
    std::function<void*(void*)> choose;
    // Returns the address of this alternative if a variant holds it, else null.
    std::function<void*(void*)> held;
};
// A closed set of alternatives.
struct OneOf {
    OneOf();
    OneOf(std::string name, std::string doc, std::vector<Alternative> kinds,
          std::function<std::shared_ptr<void>()> make);
    OneOf(const OneOf&);
    OneOf(OneOf&&) noexcept;
    OneOf& operator=(OneOf&&) noexcept;
    ~OneOf();

    std::string name;
    std::string doc;
    std::vector<Alternative> kinds;
    std::function<std::shared_ptr<void>()> make;
    std::function<void(const void*)> validate;
};

inline Slot slot_of(double& x) { return &x; }
inline Slot slot_of(int64_t& x) { return &x; }
inline Slot slot_of(bool& x) { return &x; }
inline Slot slot_of(std::string& x) { return &x; }

template <class T>
concept Enumeration = std::is_enum_v<T>;

template <Enumeration E>
Slot slot_of(E& x) {
    return ChoiceSlot{&names_of(Tag<E>{}), [&x] { return static_cast<size_t>(x); },
                      [&x](size_t i) { x = static_cast<E>(i); }};
}

template <class T>
requires std::is_same_v<decltype(describe(Tag<T>{})), const Object&> Slot slot_of(T& x) {
    return ObjectSlot{&describe(Tag<T>{}), &x};
}

template <class T>
requires std::is_same_v<decltype(describe(Tag<T>{})), const OneOf&> Slot slot_of(T& x) {
    return OneOfSlot{&describe(Tag<T>{}), &x};
}

template <class T>
Slot slot_of(std::vector<T>& x) {
    return ListSlot{[&x] { return x.size(); }, [&x](size_t i) { return slot_of(x[i]); },
                    [&x] { x.emplace_back(); }};
}

template <class T>
Slot slot_of(std::optional<T>& x) {
    return OptionalSlot{[&x] { return x.has_value(); },
                        [&x] { return slot_of(x ? *x : x.emplace()); }};
}

template <class M>
inline constexpr bool holds_numbers =
    std::is_same_v<M, double> || std::is_same_v<M, int64_t> ||
    std::is_same_v<M, std::optional<double>> || std::is_same_v<M, std::vector<double>>;

// Makes a field. If its name ends in a unit of time, its range fits into nanoseconds.
template <class T, class M>
Field field(std::string name, M T::*member, std::string doc) {
    Field made(std::move(name), std::move(doc),
               [member](void* object) { return slot_of(static_cast<T*>(object)->*member); });
    const double longest = longest_in(unit_of(made.name));
    if (!holds_numbers<M> || longest == 0) return made;
    return std::move(made).at_least(-longest).at_most(longest);
}

template <class T>
Object object(std::string name, std::string doc, std::vector<Field> fields) {
    return {std::move(name), std::move(doc), std::move(fields),
            [] { return std::static_pointer_cast<void>(std::make_shared<T>()); }};
}

// One alternative T of a variant type V (V::kind() gives the std::variant).
template <class V, class T>
Alternative alternative(std::string name, std::string doc, std::vector<Field> fields) {
    return {name, doc, object<T>(name, doc, std::move(fields)),
            [](void* v) -> void* { return &static_cast<V*>(v)->kind().template emplace<T>(); },
            [](void* v) -> void* { return std::get_if<T>(&static_cast<V*>(v)->kind()); }};
}

// Requires that every alternative of the variant is among the kinds.
template <class V>
OneOf one_of(std::string name, std::string doc, std::vector<Alternative> kinds) {
    using Kinds = std::remove_reference_t<decltype(std::declval<V&>().kind())>;
    ensure(kinds.size() == std::variant_size_v<Kinds>, "an alternative that nobody described");
    return {std::move(name), std::move(doc), std::move(kinds),
            [] { return std::static_pointer_cast<void>(std::make_shared<V>()); }};
}

}  // namespace mdisim
