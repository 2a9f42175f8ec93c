// Tells callbacks of the JSON parser how far it has read.
#pragma once

#include <cstddef>
#include <iterator>

namespace mdisim {

// An iterator over the text that notes how far it is, so that callbacks know where the parser is.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** progress) : at_(at), progress_(progress) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        *progress_ = at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

  private:
    const char* at_;
    const char** progress_;
};

}  // namespace mdisim
