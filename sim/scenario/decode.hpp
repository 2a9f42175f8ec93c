// Decodes documents into described structs and back, by their field tables. Every mistake is noted
// with its location; decoding goes on after a mistake.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

class Decoder {
  public:
    // warnings: if not null, takes numbers so unusual that the unit may be mistaken.
    explicit Decoder(std::vector<Problem>& problems, std::vector<Problem>* warnings = nullptr)
        : problems_(problems), warnings_(warnings) {}

    // Lets texts have several lines from now on, as a command line may. Else they have one.
    void allow_lines() { lines_ = true; }
    void decode(const Node& node, const Slot& slot, const std::string& pointer);
    // besides: keys that are decoded elsewhere and skipped here.
    void decode_object(const Node& node, const Object& table, void* object,
                       const std::string& pointer,
                       const std::vector<std::string_view>& besides = {});
    void problem(const Node& at, const std::string& pointer, std::string what);

  private:
    void read(const Node& node, double* x, const std::string& pointer);
    void read(const Node& node, int64_t* x, const std::string& pointer);
    void read(const Node& node, bool* x, const std::string& pointer);
    void read(const Node& node, std::string* x, const std::string& pointer);
    void read(const Node& node, const ChoiceSlot& choice, const std::string& pointer);
    void read(const Node& node, const ObjectSlot& slot, const std::string& pointer);
    void read(const Node& node, const OneOfSlot& slot, const std::string& pointer);
    void read(const Node& node, const ListSlot& list, const std::string& pointer);
    void read(const Node& node, const OptionalSlot& slot, const std::string& pointer);
    // Notes an unknown key. Returns the field that was probably meant, or "".
    std::string unknown_key(const Node& node, size_t member, const Object& table,
                            const std::vector<std::string_view>& besides,
                            const std::string& pointer);
    void check_range(const Node& node, const Field& field, const std::string& pointer);
    void check_name(const Node& node, const Field& field, const std::string& pointer);
    bool expect(const Node& node, Node::Kind kind, const std::string& pointer);
    template <class Validate>
    void validate(const Validate& validate, const void* object, const Node& node,
                  const std::string& pointer, size_t trouble_before);

    size_t trouble() const { return problems_.size() + broken_; }

    std::vector<Problem>& problems_;
    std::vector<Problem>* warnings_;
    size_t broken_ = 0;  // nodes skipped because their mistake has been noted
    bool lines_ = false;
};

// Encodes all fields, defaults included, in the order of the tables. Equal structs give equal
// documents.
Node encode(const Slot& slot);
Node encode_object(const Object& table, const void* object);

}  // namespace mdisim
