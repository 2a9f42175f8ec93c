// The digests of the files that mdisim wrote into a results folder. They stand in its manifest, so
// that a file which a disk or a hand has changed since is noticed by whoever reads it.
//
// Contract: a digest tells files apart. It is no protection against somebody who forges both a file
// and its digest.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace mdisim {

// Digests in hexadecimal digits, by the name of the file as seen from the folder, such as
// "figures/one.json".
using FileDigests = std::map<std::string, std::string>;

// The digests of `known` files that are still in the folder, and of those that were `written` now.
FileDigests with_files(const std::string& folder, FileDigests known,
                       const std::vector<std::string>& written);

// Throws a UserError that names every file of `names` that is in the folder and is not what mdisim
// wrote. A folder without a manifest, and one of a version that kept no digests, is believed.
void require_as_written(const std::string& folder, const std::vector<std::string>& names);

// Puts the digests of files that were just written beside results into their manifest. Does nothing
// if the folder has no manifest with digests, or while another process writes results there.
void record_files(const std::string& folder, const std::vector<std::string>& written);

}  // namespace mdisim
