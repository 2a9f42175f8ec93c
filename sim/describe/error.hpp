// A user's mistakes, with what is needed to mend them: where, what, and the nearest right thing.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mdisim {

struct Problem {
    std::string where;    // "file:line:column", or the command-line word; may be empty
    std::string pointer;  // JSON pointer, or empty
    std::string what;     // what is wrong and what was expected
};

// The one exception for mistakes a user can mend. It carries all problems found, not only the
// first.
class UserError : public std::runtime_error {
  public:
    explicit UserError(std::vector<Problem> problems);
    explicit UserError(std::string what)
        : UserError(std::vector<Problem>{{"", "", std::move(what)}}) {}
    const std::vector<Problem>& problems() const { return problems_; }

  private:
    std::vector<Problem> problems_;
};

// The known name nearest to `word` by edit distance; if none is near, the first one that contains
// `word` ("latency_ms_p99" for "p99"); else empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// " Did you mean 'x'?"; if no name is near, the known names if they are few; else empty. The word
// itself is never suggested.
std::string suggestion(std::string_view word, std::vector<std::string_view> known);

}  // namespace mdisim
