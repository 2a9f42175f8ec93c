// Columns that a policy in Python is shown: read-only NumPy arrays.
//
// Contract: a column of requests lies in memory of its own, which lives as long as an array of it,
// and is filled anew for the next call. So an array that a policy keeps may be read, but later has
// the values of other requests. Columns of models keep theirs.
#pragma once

#include <pybind11/numpy.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/decide/views.hpp"

namespace mdisim {

// A column of numbers of requests.
class RequestColumn {
  public:
    explicit RequestColumn(size_t most);
    double* data() { return values_->data(); }
    // The first n values. Requires the interpreter's lock.
    pybind11::array first(size_t n) const;

  private:
    std::shared_ptr<std::vector<double>> values_;
};

// What is believed of models, as columns, in the order in which they were given.
class ModelColumns {
  public:
    // Both functions require the interpreter's lock.
    explicit ModelColumns(std::span<const ModelBelief> models);
    // The columns of these models: the given ones if they are of the same, else new ones.
    static std::shared_ptr<ModelColumns> of(std::span<const ModelBelief> models,
                                            const std::shared_ptr<ModelColumns>& known);

    size_t size() const { return beliefs_->size(); }
    const ModelBelief& operator[](size_t i) const { return (*beliefs_)[i]; }
    // Whether a number is that of one of the models.
    bool has(int64_t number) const {
        return number >= 0 && number < static_cast<int64_t>(known_.size()) &&
               known_[static_cast<size_t>(number)];
    }

    pybind11::array mu_ms;
    pybind11::array sigma_ms;
    pybind11::array accuracy;
    pybind11::array model;
    uint16_t fastest = 0;        // the model with the least mu; of equals the first
    uint16_t most_accurate = 0;  // of equals the first

  private:
    std::shared_ptr<std::vector<ModelBelief>> beliefs_;
    std::vector<bool> known_;  // by the number of a model
};

}  // namespace mdisim
