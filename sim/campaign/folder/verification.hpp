// Whether a results folder still holds what mdisim wrote into it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {

struct Verification {
    std::string folder;
    size_t files = 0;            // of which the manifest has a digest
    uint64_t runs = 0;           // in all stores of the folder
    std::vector<Problem> wrong;  // what cannot be trusted
    std::vector<Problem> notes;  // what could not be checked
};

// Compares every file with its digest in the manifest, the manifest with its own digest, every row
// of every store with its digest, and the fingerprint of the stored rows with that of the manifest.
// Reads all files, and changes nothing but what SQLite takes back in a store whose writer was
// killed. Throws a UserError if the folder holds no results.
Verification verification_of(const std::string& folder);

}  // namespace mdisim
