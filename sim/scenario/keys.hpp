// The documentation of every key that a scenario file can have, at any depth.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

struct KeyTopic {
    std::string name;
    // The blocks that have this key: "servers", "phone.sessions", "law of kind \"normal\""; "" is
    // the file itself.
    std::vector<std::string> blocks;
    std::string doc;     // with its choices and its default
    std::string inside;  // the keys inside it, a line or two each; may be empty
};

// The topics of all keys but those of head_keys() (head.hpp), in the order of the field tables.
// Keys of one name and one documentation are one topic with several blocks; keys of one name and
// different documentations are different topics.
std::vector<KeyTopic> key_topics();

// The alternatives of a block and their keys.
std::string kinds_text(const OneOf& table);

}  // namespace mdisim
