// A column of recorded numbers, which a world replays.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace mdisim {

// Contract: the values never change and are kept in memory. Copies of a column share them. Values
// are read by index through a cursor.
template <class T>
class Column {
  public:
    // Reads a column. Requires that the column outlives the cursor.
    class Cursor {
      public:
        Cursor() = default;
        // Requires index < size() of the column.
        T at(size_t index) { return values_[index]; }

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
    // first() and last(). Requires a column that is not empty.
    T first() const { return cursor().at(0); }
    T last() const { return cursor().at(size() - 1); }
    // Whether another copy of the column shares its values.
    bool is_shared() const { return values_.use_count() > 1; }

  private:
    std::shared_ptr<const std::vector<T>> values_;
};

}  // namespace mdisim
