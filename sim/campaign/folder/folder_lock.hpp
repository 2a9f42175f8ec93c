// The file lock that keeps a second process from writing a store. The system releases the lock when
// the process ends, however it ends.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {

// The error that another process writes a store of the folder. A command may wait for the end of
// that process, or do without the store.
class FolderInUse : public UserError {
  public:
    explicit FolderInUse(const std::string& file)
        : UserError({{file, "",
                      "another mdisim is writing these results; wait for it, or choose another "
                      "folder with --out"}}) {}
};

// The file that the writer of a store locks.
inline std::string lock_file(const std::string& store_file) { return store_file + ".lock"; }

class FolderLock {
  public:
    // Throws FolderInUse if another process holds the lock.
    explicit FolderLock(const std::string& file)
        : fd_(::open(file.c_str(), O_RDWR | O_CREAT, 0666)) {
        if (fd_ < 0) {
            throw std::runtime_error("cannot write " + file + ": " +
                                     std::generic_category().message(errno));
        }
        struct flock whole {};
        whole.l_type = F_WRLCK;
        whole.l_whence = SEEK_SET;
        if (fcntl(fd_, F_SETLK, &whole) == 0) return;
        ::close(fd_);
        throw FolderInUse(file);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { ::close(fd_); }

  private:
    int fd_;
};

}  // namespace mdisim
