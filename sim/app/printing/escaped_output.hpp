// All that the program writes to std::cout and std::cerr goes through here. What came from outside
// may hold signs that steer a terminal or a log; they are escaped on their way
// (sim/describe/printable.hpp). The line of progress, which is written over, has numbers alone.
#pragma once

#include <memory>
#include <ostream>
#include <streambuf>

namespace mdisim {

// Whether the codes of the program's own colours are let through: ESC [ digits m.
enum class Colours { escaped, shown };

// Contract: while the object lives, all that is written to the stream is escaped. Requires that the
// stream outlives the object.
class EscapedOutput {
  public:
    EscapedOutput(std::ostream& out, Colours colours);
    ~EscapedOutput();
    EscapedOutput(const EscapedOutput&) = delete;
    EscapedOutput& operator=(const EscapedOutput&) = delete;

  private:
    std::ostream& out_;
    std::streambuf* inner_;
    std::unique_ptr<std::streambuf> escaping_;
};

}  // namespace mdisim
