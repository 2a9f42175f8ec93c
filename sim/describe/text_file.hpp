// Reads a file as text, and says which files are read at all.
#pragma once

#include <cstdint>
#include <string>

namespace mdisim {

// Pipes and devices are read only where the user has named one as a descriptor of the program:
// /dev/stdin, or the /dev/fd/63 that a shell makes of <(...).
enum class Pipes { refused, of_this_program };

// Throws UserError if the file is missing, is a folder, is a pipe or a device that is not read, or
// has more than `most_mb` megabytes. limit_text: the end of the message that says so.
void check_readable(const std::string& file, uint64_t most_mb, const std::string& limit_text,
                    Pipes pipes = Pipes::refused);

// The content of the whole file. Throws UserError if the file is not readable as above, or has
// more megabytes than Limit::text_mb.
std::string read_text(const std::string& file, Pipes pipes = Pipes::refused);

// Lets scenarios from now on name only files below this folder, with links resolved, or below the
// folders of also_below(). It holds for the whole process. Requires that no other thread runs yet.
// Throws UserError if there is no such folder.
void only_below(const std::string& folder);
// Does nothing unless only_below() was called, or if the folder is written as one inside of that
// folder: what lies there may be a link to anywhere.
void also_below(const std::string& folder);
// Throws UserError if only_below() does not allow the file.
void check_allowed(const std::string& file);

}  // namespace mdisim
