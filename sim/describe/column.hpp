// A column of recorded numbers, which a world replays.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace mdisim {

// Contract: the values never change, and copies share them. They are kept in memory. They are read
// by index through a cursor.
template <class T>
class Column {
  public:
    // Reads a column, which must outlive the cursor.
    class Cursor {
      public:
        Cursor() = default;
        T at(size_t index) { return values_[index]; }  // requires index < size() of the column

      private:
        friend class Column;
        explicit Cursor(const T* values) : values_(values) {}
        const T* values_ = nullptr;
    };

    Column() = default;
    Column(std::vector<T> values)
        : values_(std::make_shared<const std::vector<T>>(std::move(values))) {}

    size_t size() const { return values_ == nullptr ? 0 : values_->size(); }
    bool empty() const { return size() == 0; }
    Cursor cursor() const { return Cursor(values_ == nullptr ? nullptr : values_->data()); }
    T first() const { return cursor().at(0); }          // requires values
    T last() const { return cursor().at(size() - 1); }  // requires values
    // Whether there is another copy.
    bool is_shared() const { return values_.use_count() > 1; }

  private:
    std::shared_ptr<const std::vector<T>> values_;
};

}  // namespace mdisim
