// Every key that can stand in a scenario file, at any depth, and what there is to say of it.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

struct KeyTopic {
    std::string name;
    // What it stands in: "servers", "phone.sessions", "law of kind \"normal\""; "" is the file
    // itself.
    std::vector<std::string> places;
    std::string doc;     // with its choices and its default
    std::string inside;  // the keys that stand in it, a line or two each; may be empty
};

// Those of head_keys() (head.hpp) are left out. In the order of the field tables. Keys that are
// called the same are topics of their own, unless the same is said of them: then they are one topic
// with several places.
std::vector<KeyTopic> key_topics();

// The alternatives of a block and their keys.
std::string kinds_text(const OneOf& table);

}  // namespace mdisim
