// What policies in Python are shown. An object is lent for the length of one call; a use of it
// after the call is an exception of Python.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/random.hpp"
#include "sim/python/columns.hpp"

namespace mdisim {

namespace py = pybind11;

// What is lent with every view: the request's own random numbers, and a notebook.
class Lent {
  public:
    void lend(uint64_t seed, const Address& first, size_t size, Notebook* notes) {
        seed_ = seed;
        first_ = first;
        size_ = size;
        notes_ = notes;
        lent_ = true;
    }
    void end() { lent_ = false; }
    void require() const;
    size_t size() const { return size_; }

    // The first k numbers of each request: a row for each request of a batch.
    py::array uniforms(size_t k, bool rows) const;
    py::array normals(size_t k, bool rows) const;
    // Writes into the notebook, if this request is watched.
    void note(const std::string& what, double value, std::optional<uint16_t> model) const;

  private:
    template <class Number>
    py::array numbers(size_t k, bool rows, Number number) const;

    uint64_t seed_ = 0;
    Address first_{};
    size_t size_ = 0;
    Notebook* notes_ = nullptr;
    bool lent_ = false;
};

// Ends a loan with its scope.
class Loan {
  public:
    explicit Loan(Lent& lent) : lent_(lent) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { lent_.end(); }

  private:
    Lent& lent_;
};

// A SelectBatch, or one request as a batch.
struct LentBatch : Lent {
    explicit LentBatch(size_t most) : uplink_ms(most), network_ms(most), budget_ms(most) {}

    void lend(const SelectBatch& batch);
    void lend(const SelectView& view, const Draw& draw);

    double sla_ms = 0;
    double waited_ms = 0;
    RequestColumn uplink_ms;
    RequestColumn network_ms;
    RequestColumn budget_ms;
    QueueView queue{};
    std::shared_ptr<ModelColumns> models;
};

// A SelectView.
struct LentRequest : Lent {
    void lend(const SelectView& view, const Draw& draw);

    double sla_ms = 0;
    double uplink_ms = 0;
    double network_ms = 0;
    double waited_ms = 0;
    double budget_ms = 0;
    QueueView queue{};
    std::shared_ptr<ModelColumns> models;
};

struct LentPlace : Lent {
    void lend(const PlaceView& seen, const Draw& draw);
    const PlaceView* view = nullptr;
    std::shared_ptr<ModelColumns> models;
};

// A site, with what is believed of its models.
struct ShownSite {
    std::string name;
    double round_trip_ms = 0;
    int64_t replicas = 0;
    std::shared_ptr<ModelColumns> models;
};

struct LentRoute : Lent {
    void lend(const RouteView& seen, const Draw& draw);
    const RouteView* view = nullptr;
    std::vector<ShownSite> sites;
};

struct LentPicture : Lent {
    void lend(const PictureView& seen, const Draw& draw);
    const PictureView* view = nullptr;
};

struct LentControl : Lent {
    void lend(const ControlView& seen, const Draw& draw);
    const ControlView* view = nullptr;
    std::shared_ptr<ModelColumns> models;
};

// An object that an instance is shown, anew for each call. Takes the interpreter's lock where it is
// made and destroyed.
template <class Lended>
class Shown {
  public:
    template <class... Given>
    explicit Shown(Given... given) {
        const py::gil_scoped_acquire lock;
        lent_ = std::make_shared<Lended>(given...);
        object_ = py::cast(lent_);
    }
    Shown(const Shown&) : Shown() {}
    Shown& operator=(const Shown&) = delete;
    ~Shown() {
        const py::gil_scoped_acquire lock;
        object_.release().dec_ref();
        lent_.reset();
    }

    Lended& lent() const { return *lent_; }
    const py::object& object() const { return object_; }

  private:
    std::shared_ptr<Lended> lent_;
    py::object object_;
};

// The classes of what policies are shown and answer.
void bind_views(py::module_& module);
void bind_answers(py::module_& module);

}  // namespace mdisim
