// Files that appear whole.
#pragma once

#include <fstream>
#include <string>

namespace mdisim {

// Refuses, with a UserError, a path at which no file can be written: nothing, a folder, or a place
// in a folder whose own folder is missing. So a slip makes no tree of folders.
void check_target(const std::string& path);
// Whether it is what this process prints on, as /dev/stdout is.
bool is_standard_output(const std::string& path);

// A file that appears whole, or not at all: written beside its place, then moved there. Its folder
// is made where it is missing. Links are followed; what is no regular file (a device, a pipe), and
// what this process prints on, is written as it stands. Throws UserError as check_target().
class WholeFile {
  public:
    explicit WholeFile(const std::string& path, const std::string& writer = "");
    std::ostream& stream() { return open_ != nullptr ? *open_ : out_; }
    void finish();

  private:
    std::string path_;
    std::string part_;
    std::ofstream out_;
    std::ostream* open_;  // of this process, where that is what is written to
};

void write_file(const std::string& path, const std::string& text, const std::string& writer = "");

}  // namespace mdisim
