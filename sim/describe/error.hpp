// Mistakes of a user, with what is needed to correct them: where the mistake is, what is wrong, and
// the nearest known name.
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

// The one exception for mistakes that a user can correct. It carries all problems found, not only
// the first.
class UserError : public std::runtime_error {
  public:
    explicit UserError(std::vector<Problem> problems);
    explicit UserError(std::string what)
        : UserError(std::vector<Problem>{{"", "", std::move(what)}}) {}
    const std::vector<Problem>& problems() const { return problems_; }

  private:
    std::vector<Problem> problems_;
};

// The exception that says that a computation was asked to stop. What was finished is kept.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("interrupted") {}
};

// The known name nearest to `word` by edit distance. If no name is near, the first name of which
// `word` is a part ("latency_ms_p99" for "p99"), else empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// A sentence to append to a message: " Did you mean 'x'?"; if no name is near, the list of known
// names if they are few; else empty. The word itself is never suggested.
std::string suggestion(std::string_view word, std::vector<std::string_view> known);

}  // namespace mdisim
