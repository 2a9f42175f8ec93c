// A column of numbers that somebody recorded, as a world is given it to replay.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace mdisim {

// Contract: the values never change, and copies share them. They are read through a cursor by their
// places, so that where they are kept is nobody else's business; today they are in memory.
template <class T>
class Column {
  public:
    // Stands somewhere in a column that outlives it. Quick where places rise.
    class Cursor {
      public:
        Cursor() = default;
        T at(size_t place) { return values_[place]; }  // requires a place below the column's size

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
    // Whether somebody holds a copy.
    bool is_shared() const { return values_.use_count() > 1; }

  private:
    std::shared_ptr<const std::vector<T>> values_;
};

}  // namespace mdisim
