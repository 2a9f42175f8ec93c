#include "sim/python/columns.hpp"

#include <pybind11/numpy.h>

#include <algorithm>
#include <memory>
#include <span>
#include <tuple>
#include <vector>

#include "sim/decide/views.hpp"

namespace mdisim {
namespace {

namespace py = pybind11;

// An object of Python that keeps the memory of arrays.
template <class T>
py::capsule keeper_of(const std::shared_ptr<T>& memory) {
    return py::capsule(new std::shared_ptr<T>(memory),
                       [](void* kept) { delete static_cast<std::shared_ptr<T>*>(kept); });
}

py::array read_only(py::array array) {
    py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
    return array;
}

bool same(const ModelBelief& a, const ModelBelief& b) {
    return std::tuple(a.mu_ms, a.sigma_ms, a.accuracy, a.model) ==
           std::tuple(b.mu_ms, b.sigma_ms, b.accuracy, b.model);
}

}  // namespace

RequestColumn::RequestColumn(size_t most) : values_(std::make_shared<std::vector<double>>(most)) {}

py::array RequestColumn::first(size_t n) const {
    return read_only(
        py::array_t<double>(static_cast<py::ssize_t>(n), values_->data(), keeper_of(values_)));
}

ModelColumns::ModelColumns(std::span<const ModelBelief> models)
    : beliefs_(std::make_shared<std::vector<ModelBelief>>(models.begin(), models.end())) {
    const py::capsule keeper = keeper_of(beliefs_);
    const auto column = [&]<class T>(T ModelBelief::*member) {
        const T* first = beliefs_->empty() ? nullptr : &(beliefs_->front().*member);
        return read_only(py::array_t<T>({static_cast<py::ssize_t>(beliefs_->size())},
                                        {static_cast<py::ssize_t>(sizeof(ModelBelief))}, first,
                                        keeper));
    };
    mu_ms = column(&ModelBelief::mu_ms);
    sigma_ms = column(&ModelBelief::sigma_ms);
    accuracy = column(&ModelBelief::accuracy);
    model = column(&ModelBelief::model);
    const ModelBelief* quick = nullptr;
    const ModelBelief* accurate = nullptr;
    for (const ModelBelief& belief : *beliefs_) {
        if (quick == nullptr || belief.mu_ms < quick->mu_ms) quick = &belief;
        if (accurate == nullptr || belief.accuracy > accurate->accuracy) accurate = &belief;
        if (belief.model >= known_.size()) known_.resize(belief.model + size_t{1});
        known_[belief.model] = true;
    }
    if (quick != nullptr) fastest = quick->model;
    if (accurate != nullptr) most_accurate = accurate->model;
}

std::shared_ptr<ModelColumns> ModelColumns::of(std::span<const ModelBelief> models,
                                               const std::shared_ptr<ModelColumns>& known) {
    if (known != nullptr && std::equal(models.begin(), models.end(), known->beliefs_->begin(),
                                       known->beliefs_->end(), same)) {
        return known;
    }
    return std::make_shared<ModelColumns>(models);
}

}  // namespace mdisim
