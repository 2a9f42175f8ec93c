// A target of the fuzzer: one reader of bytes that come from outside. Whatever the bytes are, it
// ends in something that was read or in a user's error; what it reads it holds to account, and
// traps where that is not so.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mdisim::fuzz {

struct Target {
    const char* name;
    // Returns whether the bytes were accepted as what the target reads.
    bool (*read)(std::string_view bytes);
};

std::span<const Target> document_targets();
std::span<const Target> table_targets();
std::span<const Target> result_targets();
std::span<const Target> path_targets();

// Null if no target has the name.
const Target* find_target(std::string_view name);
std::string names_of_targets();

inline void require(bool what_must_hold) {
    if (!what_must_hold) __builtin_trap();
}

// A folder in memory, where there is one, that is removed when the program ends.
const std::string& scratch_folder();
// Writes a file of that folder, and returns its path.
std::string scratch_file(const std::string& name, std::string_view text);

}  // namespace mdisim::fuzz
