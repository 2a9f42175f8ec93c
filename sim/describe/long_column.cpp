#include "sim/describe/long_column.hpp"

#include <algorithm>

namespace mdisim {
namespace {

constexpr size_t window_size = 4096;
constexpr size_t value_size = sizeof(int64_t);

}  // namespace

LongColumn::Cursor LongColumn::cursor() const {
    Cursor cursor;
    cursor.column_ = this;
    if (values_ == nullptr) return cursor;
    cursor.values_ = values_->data();
    cursor.count_ = size_;
    return cursor;
}

int64_t LongColumn::Cursor::moved_to(size_t index) {
    first_ = index / window_size * window_size;
    count_ = std::min(window_size, column_->size_ - first_);
    window_.resize(count_);
    column_->file_->read(first_ * value_size, window_.data(), count_ * value_size);
    values_ = window_.data();
    return values_[index - first_];
}

void LongColumnWriter::move_to_file() {
    if (file_ == nullptr) file_ = std::make_shared<TemporaryFile>();
    file_->append(values_.data(), values_.size() * value_size);
    in_file_ += values_.size();
    values_.clear();
}

LongColumn LongColumnWriter::finish() {
    if (file_ == nullptr) return {std::move(values_)};
    move_to_file();
    LongColumn column;
    column.size_ = in_file_;
    column.file_ = std::move(file_);
    return column;
}

}  // namespace mdisim
