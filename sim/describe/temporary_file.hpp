// A file without a name, for numbers that would fill the memory. It is gone when nobody uses it.
#pragma once

#include <cstddef>

namespace mdisim {

// Contract: what was written never changes. Threads may read at once.
class TemporaryFile {
  public:
    // Throws UserError if the system's folder for temporary files takes none.
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    // Throws UserError if the disk is full.
    void append(const void* bytes, size_t size);
    // Requires that these bytes were written.
    void read(size_t from, void* bytes, size_t size) const;

  private:
    int file_;
};

}  // namespace mdisim
