// Files that are written completely or not at all.
#pragma once

#include <fstream>
#include <string>

namespace mdisim {

// Throws a UserError if no file can be written at `path`: it is empty, it names a folder, or there
// is no folder in which its own folder is or could be made. (A mistyped path makes no tree of
// folders.)
void check_target(const std::string& path);
// Throws a UserError if there is no folder at `path` and none can be made: something else is there,
// or the folder around it is missing.
void check_folder_to_write(const std::string& path);
// Whether `path` is the standard output of this process, as /dev/stdout is.
bool is_standard_output(const std::string& path);

// A file that appears complete or not at all: a file beside its path is written, and renamed by
// finish(). The folder is made if it is missing. Links are followed. Devices, pipes and what is
// already open as stdout or stderr are written directly. Throws the UserErrors of check_target(),
// and from finish() a std::runtime_error that says why nothing could be written.
class WholeFile {
  public:
    explicit WholeFile(const std::string& path, const std::string& writer = "");
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    ~WholeFile();  // leaves nothing behind that was not finished
    std::ostream& stream() { return open_ != nullptr ? *open_ : out_; }
    void finish();

  private:
    std::string path_;
    std::string part_;
    std::ofstream out_;
    std::ostream* open_;   // the stream that is written directly, or null
    bool opened_ = false;  // a file of its own
    bool finished_ = false;

    bool is_written_aside() const { return open_ == nullptr && part_ != path_; }
};

void write_file(const std::string& path, const std::string& text, const std::string& writer = "");

}  // namespace mdisim
