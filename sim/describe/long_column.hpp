// A column of whole numbers that may be too long for the memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/describe/temporary_file.hpp"

namespace mdisim {

// Contract: the values never change. Copies of a column share them. A column is kept in memory if
// it is short or was made of a vector, else in a temporary file. Values are read by index through a
// cursor.
class LongColumn {
  public:
    // Reads a column, of which it keeps a small part in memory. Requires that the column outlives
    // the cursor.
    class Cursor {
      public:
        Cursor() = default;
        Cursor(Cursor&&) = default;
        Cursor& operator=(Cursor&&) = default;
        // Requires index < size() of the column. Neighbours are quick to read.
        int64_t at(size_t index) {
            if (index - first_ < count_) [[likely]]
                return values_[index - first_];
            return moved_to(index);
        }

      private:
        friend class LongColumn;
        int64_t moved_to(size_t index);

        const LongColumn* column_ = nullptr;
        const int64_t* values_ = nullptr;  // from index first_ on, count_ of them
        size_t first_ = 0;
        size_t count_ = 0;
        std::vector<int64_t> window_;  // a part of the file
    };

    LongColumn() = default;
    LongColumn(std::vector<int64_t> values)
        : size_(values.size()),
          values_(std::make_shared<const std::vector<int64_t>>(std::move(values))) {}

    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Cursor cursor() const;
    // first() and last(). Requires a column that is not empty.
    int64_t first() const { return cursor().at(0); }
    int64_t last() const { return cursor().at(size_ - 1); }
    // Whether another copy of the column shares its values.
    bool is_shared() const { return values_.use_count() > 1 || file_.use_count() > 1; }

  private:
    friend class LongColumnWriter;

    size_t size_ = 0;
    std::shared_ptr<const std::vector<int64_t>> values_;
    std::shared_ptr<const TemporaryFile> file_;  // if there are no values_
};

// Makes a column, value by value.
class LongColumnWriter {
  public:
    // most_in_memory: a longer column is kept in a file.
    explicit LongColumnWriter(size_t most_in_memory = size_t{1} << 17)
        : most_in_memory_(most_in_memory) {}

    void push(int64_t value) {
        if (values_.size() == most_in_memory_) [[unlikely]]
            move_to_file();
        values_.push_back(value);
    }
    size_t size() const { return in_file_ + values_.size(); }
    // The value pushed last. Requires one.
    int64_t last() const { return values_.back(); }
    LongColumn finish();

  private:
    void move_to_file();

    size_t most_in_memory_;
    std::vector<int64_t> values_;  // those that are not in the file
    std::shared_ptr<TemporaryFile> file_;
    size_t in_file_ = 0;
};

}  // namespace mdisim
