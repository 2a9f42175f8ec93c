// A select policy that is written in Python, in either form: one request at a time, or many as
// columns. The other form is made of the one that it has.
#include <pybind11/numpy.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/random.hpp"
#include "sim/python/asking.hpp"
#include "sim/python/columns.hpp"
#include "sim/python/options.hpp"
#include "sim/python/policies.hpp"
#include "sim/python/views.hpp"

namespace mdisim {
namespace {

// So many that what a call costs by itself does not count.
constexpr size_t requests_at_once = 16 * column_size;

std::string text_of(const py::handle& object) {
    std::string text = py::repr(object);
    constexpr size_t longest = 60;
    if (text.size() > longest) text = text.substr(0, longest) + "...";
    return text + ", a " + std::string(py::str(py::type::of(object).attr("__name__")));
}

[[noreturn]] void not_on_offer(const std::string& answer, uint64_t request,
                               const ModelColumns& models) {
    std::string offered;
    for (size_t i = 0; i < models.size(); ++i) {
        offered += (i == 0 ? "" : ", ") + std::to_string(models[i].model);
    }
    throw WrongAnswer("chose model " + answer + " for request " + std::to_string(request) +
                      ", which is not on offer: these are " + offered);
}

uint16_t model_in(const py::object& answer, uint64_t request, const ModelColumns& models) {
    const bool whole = PyIndex_Check(answer.ptr()) != 0 && !py::isinstance<py::bool_>(answer);
    if (!whole) throw WrongAnswer("answered " + text_of(answer) + ", not the number of a model");
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(answer.ptr()));
    if (!number) throw py::error_already_set();
    int too_large = 0;
    const int64_t model = PyLong_AsLongLongAndOverflow(number.ptr(), &too_large);
    if (too_large != 0 || !models.has(model)) not_on_offer(py::str(number), request, models);
    return static_cast<uint16_t>(model);
}

std::string shape_of(const py::array& array) {
    return "an array of " + std::string(py::str(array.dtype())) + " of shape " +
           std::string(py::str(array.attr("shape")));
}

void take_models(const py::object& answer, uint64_t first, size_t size, const ModelColumns& models,
                 uint16_t* out) {
    const py::array array = py::array::ensure(answer);
    if (!array) {
        PyErr_Clear();
        throw WrongAnswer("answered " + text_of(answer) + ", not an array of numbers of models");
    }
    const char kind = array.dtype().kind();
    const bool shaped = array.ndim() == 1 && static_cast<size_t>(array.shape(0)) == size;
    if (!shaped || (kind != 'i' && kind != 'u')) {
        throw WrongAnswer("answered " + shape_of(array) + ", not the numbers of " +
                          std::to_string(size) + " models, one for each request");
    }
    const auto numbers = py::array_t<int64_t, py::array::c_style | py::array::forcecast>(array);
    const int64_t* model = numbers.data();
    for (size_t i = 0; i < size; ++i) {
        if (!models.has(model[i])) not_on_offer(std::to_string(model[i]), first + i, models);
        out[i] = static_cast<uint16_t>(model[i]);
    }
}

class PythonSelect final : public Select {
  public:
    PythonSelect(const PythonPolicy& policy, const PolicyOptions& options)
        : policy_(policy),
          instance_(policy.entry.name, [&] { return policy.instance(options); }),
          batch_(requests_at_once) {}
    PythonSelect(const PythonSelect&) = delete;
    PythonSelect& operator=(const PythonSelect&) = delete;

    void know(std::span<const std::string> models) override {
        if (!policy_.knows) return;
        instance_.ask(Occasion("know"), [&](const py::object& self) {
            py::list names;
            for (const std::string& name : models) names.append(name);
            self.attr("know")(names);
        });
    }

    uint16_t choose(const SelectView& view, Draw& draw) const override {
        const Occasion occasion(name_of_form(), draw.address(), 1);
        uint16_t chosen = 0;
        instance_.ask(occasion, [&](const py::object& self) {
            if (policy_.has_choose) {
                chosen = choose_one(self, view, draw);
            } else {
                batch_.lent().lend(view, draw);
                const Loan loan(batch_.lent());
                take_models(self.attr("choose_all")(batch_.object()), occasion.request, 1,
                            *batch_.lent().models, &chosen);
            }
        });
        return chosen;
    }

    void choose_all(const SelectBatch& batch, uint16_t* models) const override {
        const Address first = batch.draws.address(0);
        if (policy_.has_choose_all) {
            instance_.ask({"choose_all", first, batch.size}, [&](const py::object& self) {
                batch_.lent().lend(batch);
                const Loan loan(batch_.lent());
                take_models(self.attr("choose_all")(batch_.object()), first.index, batch.size,
                            *batch_.lent().models, models);
            });
            return;
        }
        for (size_t i = 0; i < batch.size; ++i) {
            Draw draw(batch.draws.seed(), batch.draws.address(i));
            models[i] = choose(batch.view(i), draw);
        }
    }

    size_t most_at_once() const override { return requests_at_once; }

    void learn(const Measured& measured) override {
        instance_.ask(Occasion("learn"),
                      [&](const py::object& self) { self.attr("learn")(measured); });
    }

  private:
    const char* name_of_form() const { return policy_.has_choose ? "choose" : "choose_all"; }

    uint16_t choose_one(const py::object& self, const SelectView& view, const Draw& draw) const {
        request_.lent().lend(view, draw);
        const Loan loan(request_.lent());
        return model_in(self.attr("choose")(request_.object()), draw.address().index,
                        *request_.lent().models);
    }

    const PythonPolicy& policy_;
    PythonInstance instance_;
    Shown<LentBatch> batch_;
    Shown<LentRequest> request_;
};

}  // namespace

Maker<Select> select_maker(const PythonPolicy& policy) {
    return [&policy](const void* options) -> std::unique_ptr<Select> {
        return std::make_unique<PythonSelect>(policy, *static_cast<const PolicyOptions*>(options));
    };
}

}  // namespace mdisim
