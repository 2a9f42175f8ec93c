#include "sim/python/views.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/python/columns.hpp"

namespace mdisim {
namespace {

template <class T>
using SharedClass = py::class_<T, std::shared_ptr<T>>;

// A property that may be read while the object is lent.
template <class Lended, class Read>
void lent_property(SharedClass<Lended>& type, const char* name, Read read, const char* doc) {
    type.def_property_readonly(
        name,
        [read](const Lended& lent) {
            lent.require();
            return read(lent);
        },
        doc);
}

template <class Lended>
void bind_common(SharedClass<Lended>& type, bool rows) {
    type.def(
        "uniforms", [rows](const Lended& lent, size_t k) { return lent.uniforms(k, rows); },
        py::arg("k"), "The first k uniform numbers that the policy draws for a request.");
    type.def(
        "normals", [rows](const Lended& lent, size_t k) { return lent.normals(k, rows); },
        py::arg("k"), "The same numbers as standard normal ones.");
    type.def("note", &Lended::note, py::arg("what"), py::arg("value"),
             py::arg("model") = py::none(),
             "Writes down what the policy weighed, for explain_request().");
}

void bind_select(py::module_& module) {
    SharedClass<LentBatch> batch(module, "SelectBatch", "Requests that need a model, as columns.");
    lent_property(
        batch, "size", [](const LentBatch& b) { return b.size(); }, "The number of requests.");
    lent_property(
        batch, "sla_ms", [](const LentBatch& b) { return b.sla_ms; }, "The deadline.");
    lent_property(
        batch, "uplink_ms", [](const LentBatch& b) { return b.uplink_ms.first(b.size()); },
        "The uplink as it was measured, by request.");
    lent_property(
        batch, "network_ms", [](const LentBatch& b) { return b.network_ms.first(b.size()); },
        "An estimate of the whole time on the network, by request.");
    lent_property(
        batch, "budget_ms", [](const LentBatch& b) { return b.budget_ms.first(b.size()); },
        "What the network and the wait so far leave of the deadline, by request.");
    lent_property(
        batch, "waited_ms", [](const LentBatch& b) { return b.waited_ms; },
        "The wait so far; not 0 only if models are chosen when requests begin to run.");
    lent_property(
        batch, "queue", [](const LentBatch& b) { return b.queue; }, "The queue at the servers.");
    lent_property(
        batch, "models", [](const LentBatch& b) { return b.models; },
        "The models on offer, the most accurate first.");
    bind_common(batch, true);

    SharedClass<LentRequest> view(module, "SelectView", "A request that has reached the servers.");
    lent_property(
        view, "sla_ms", [](const LentRequest& v) { return v.sla_ms; }, "The deadline.");
    lent_property(
        view, "uplink_ms", [](const LentRequest& v) { return v.uplink_ms; },
        "The uplink as it was measured.");
    lent_property(
        view, "network_ms", [](const LentRequest& v) { return v.network_ms; },
        "An estimate of the whole time on the network.");
    lent_property(
        view, "budget_ms", [](const LentRequest& v) { return v.budget_ms; },
        "What the network and the wait so far leave of the deadline.");
    lent_property(
        view, "waited_ms", [](const LentRequest& v) { return v.waited_ms; },
        "The wait so far; not 0 only if models are chosen when requests begin to run.");
    lent_property(
        view, "queue", [](const LentRequest& v) { return v.queue; }, "The queue at the servers.");
    lent_property(
        view, "models", [](const LentRequest& v) { return v.models; },
        "The models on offer, the most accurate first.");
    bind_common(view, false);
}

void bind_place(py::module_& module) {
    SharedClass<LentPlace> view(module, "PlaceView", "A request about to leave the phone.");
    lent_property(
        view, "sla_ms", [](const LentPlace& v) { return v.view->sla_ms; }, "The deadline.");
    lent_property(
        view, "phone_models", [](const LentPlace& v) { return v.models; },
        "The phone's models; none if it has no model.");
    lent_property(
        view, "usual_model", [](const LentPlace& v) { return v.view->usual_model; },
        "The phone's model that the scenario names.");
    lent_property(
        view, "fronts",
        [](const LentPlace& v) {
            return std::vector<FrontView>(v.view->fronts.begin(), v.view->fronts.end());
        },
        "The fronts of the phone.");
    lent_property(
        view, "cloud_ms", [](const LentPlace& v) { return v.view->cloud_ms; },
        "The mean of the fastest model in the cloud.");
    lent_property(
        view, "overdue_ms", [](const LentPlace& v) { return v.view->overdue_ms; },
        "How long the phone's unanswered request with the earliest deadline is past it; set only "
        "for policies that learn.");
    lent_property(
        view, "costs",
        [](const LentPlace& v) {
            return std::vector<PhoneModelCost>(v.view->costs.begin(), v.view->costs.end());
        },
        "What running each of the phone's models costs now.");
    lent_property(
        view, "power", [](const LentPlace& v) { return v.view->power; },
        "The power of the phone, beside that of its models.");
    bind_common(view, false);
}

void bind_route(py::module_& module) {
    py::class_<ShownSite>(module, "Site", "A site to which requests can be sent.")
        .def_readonly("name", &ShownSite::name)
        .def_readonly("round_trip_ms", &ShownSite::round_trip_ms,
                      "Expected, beyond the phone's network.")
        .def_readonly("replicas", &ShownSite::replicas, "0: as many as requests need.")
        .def_readonly("models", &ShownSite::models, "The models that are there.");
    SharedClass<LentRoute> view(module, "RouteView", "A request about to be sent to a site.");
    lent_property(
        view, "sla_ms", [](const LentRoute& v) { return v.view->sla_ms; }, "The deadline.");
    lent_property(
        view, "elapsed_ms", [](const LentRoute& v) { return v.view->elapsed_ms; },
        "The time since the request was created.");
    lent_property(
        view, "sites", [](const LentRoute& v) { return v.sites; }, "The sites, by number.");
    lent_property(
        view, "attempt", [](const LentRoute& v) { return v.view->attempt; },
        "0 for the first time that the request is sent.");
    lent_property(
        view, "last",
        [](const LentRoute& v) -> std::optional<uint16_t> {
            if (v.view->last == no_site) return std::nullopt;
            return v.view->last;
        },
        "The site of the attempt before; None for the first.");
    bind_common(view, false);
}

void bind_picture(py::module_& module) {
    SharedClass<LentPicture> view(module, "PictureView", "A picture that goes to the cloud.");
    lent_property(
        view, "bytes", [](const LentPicture& v) { return v.view->bytes; }, "Its size.");
    lent_property(
        view, "width", [](const LentPicture& v) { return v.view->width; }, "In pixels.");
    lent_property(
        view, "height", [](const LentPicture& v) { return v.view->height; }, "In pixels.");
    lent_property(
        view, "target_pixels", [](const LentPicture& v) { return v.view->target_pixels; },
        "The side of the pictures that models take.");
    lent_property(
        view, "preparation_ms", [](const LentPicture& v) { return v.view->preparation_ms; },
        "In the cloud, wherever it is shrunk.");
    bind_common(view, false);
}

void bind_control(py::module_& module) {
    SharedClass<LentControl> view(module, "ControlView", "The servers, at a decision about them.");
    lent_property(
        view, "now_ms", [](const LentControl& v) { return v.view->now_ms; }, "The time.");
    lent_property(
        view, "sla_ms", [](const LentControl& v) { return v.view->sla_ms; }, "The deadline.");
    lent_property(
        view, "running", [](const LentControl& v) { return v.view->running; },
        "The last decision, even if its replicas are still starting.");
    lent_property(
        view, "cores", [](const LentControl& v) { return v.view->cores; },
        "The cores of the servers as described.");
    lent_property(
        view, "most_replicas", [](const LentControl& v) { return v.view->most_replicas; },
        "The most replicas that may be asked for.");
    lent_property(
        view, "arrangements",
        [](const LentControl& v) {
            py::list pairs;
            for (const Arrangement& a : v.view->arrangements)
                pairs.append(py::make_tuple(a.replicas, a.threads));
            return pairs;
        },
        "The possible (replicas, threads) of these cores.");
    lent_property(
        view, "queue", [](const LentControl& v) { return v.view->queue; },
        "The queue at the servers.");
    lent_property(
        view, "models", [](const LentControl& v) { return v.models; },
        "What is believed of the models, by their numbers.");
    lent_property(
        view, "names",
        [](const LentControl& v) {
            return std::vector<std::string>(v.view->names.begin(), v.view->names.end());
        },
        "The names of the models, by their numbers.");
    view.def(
        "rate_per_s",
        [](const LentControl& v, size_t window) {
            v.require();
            return v.view->arrivals.rate_per_s(window);
        },
        py::arg("window"),
        "The rate between the oldest and the youngest of the last `window` arrivals, of at most "
        "1,024; zero until there are two.");
    bind_common(view, false);
}

}  // namespace

void Lent::require() const {
    if (!lent_) throw std::runtime_error("what a policy is shown is valid during the call only");
}

template <class Number>
py::array Lent::numbers(size_t k, bool rows, Number number) const {
    require();
    const auto width = static_cast<py::ssize_t>(k);
    const auto height = static_cast<py::ssize_t>(size_);
    py::array_t<double> array =
        rows ? py::array_t<double>({height, width}) : py::array_t<double>(width);
    double* out = array.mutable_data();
    for (size_t i = 0; i < size_; ++i) {
        Address own = first_;
        own.index += i;
        Draw draw(seed_, own);
        for (size_t j = 0; j < k; ++j) *out++ = number(draw);
    }
    return array;
}

py::array Lent::uniforms(size_t k, bool rows) const {
    return numbers(k, rows, [](Draw& draw) { return draw.uniform(); });
}

py::array Lent::normals(size_t k, bool rows) const {
    return numbers(k, rows, [](Draw& draw) { return draw.normal(); });
}

void Lent::note(const std::string& what, double value, std::optional<uint16_t> model) const {
    require();
    if (notes_ == nullptr) return;
    if (model) {
        notes_->write(*model, what.c_str(), value);
    } else {
        notes_->write(what.c_str(), value);
    }
}

void LentBatch::lend(const SelectBatch& batch) {
    sla_ms = batch.sla_ms;
    waited_ms = 0;
    queue = {};
    std::copy_n(batch.uplink_ms, batch.size, uplink_ms.data());
    std::copy_n(batch.network_ms, batch.size, network_ms.data());
    for (size_t i = 0; i < batch.size; ++i) budget_ms.data()[i] = sla_ms - batch.network_ms[i];
    models = ModelColumns::of(batch.models.by_accuracy(), models);
    Lent::lend(batch.draws.seed(), batch.draws.address(0), batch.size, nullptr);
}

void LentBatch::lend(const SelectView& view, const Draw& draw) {
    sla_ms = view.sla_ms;
    waited_ms = view.waited_ms;
    queue = view.queue;
    *uplink_ms.data() = view.uplink_ms;
    *network_ms.data() = view.network_ms;
    *budget_ms.data() = view.budget_ms();
    models = ModelColumns::of(view.models.by_accuracy(), models);
    Lent::lend(draw.seed(), draw.address(), 1, view.notes);
}

void LentRequest::lend(const SelectView& view, const Draw& draw) {
    sla_ms = view.sla_ms;
    uplink_ms = view.uplink_ms;
    network_ms = view.network_ms;
    waited_ms = view.waited_ms;
    budget_ms = view.budget_ms();
    queue = view.queue;
    models = ModelColumns::of(view.models.by_accuracy(), models);
    Lent::lend(draw.seed(), draw.address(), 1, view.notes);
}

void LentPlace::lend(const PlaceView& seen, const Draw& draw) {
    view = &seen;
    models = ModelColumns::of(seen.phone_models, models);
    Lent::lend(draw.seed(), draw.address(), 1, seen.notes);
}

void LentRoute::lend(const RouteView& seen, const Draw& draw) {
    view = &seen;
    sites.resize(seen.sites.size());
    for (size_t s = 0; s < sites.size(); ++s) {
        const SiteView& site = seen.sites[s];
        sites[s].name = site.name;
        sites[s].round_trip_ms = site.round_trip_ms;
        sites[s].replicas = site.replicas;
        sites[s].models = ModelColumns::of(site.models.by_accuracy(), sites[s].models);
    }
    Lent::lend(draw.seed(), draw.address(), 1, seen.notes);
}

void LentPicture::lend(const PictureView& seen, const Draw& draw) {
    view = &seen;
    Lent::lend(draw.seed(), draw.address(), 1, seen.notes);
}

void LentControl::lend(const ControlView& seen, const Draw& draw) {
    view = &seen;
    models = ModelColumns::of(seen.models, models);
    Lent::lend(draw.seed(), draw.address(), 1, seen.notes);
}

void bind_views(py::module_& module) {
    py::class_<ModelColumns, std::shared_ptr<ModelColumns>>(
        module, "Models", "What is believed of models, as columns.")
        .def("__len__", &ModelColumns::size)
        .def_readonly("mu_ms", &ModelColumns::mu_ms, "Mean execution times.")
        .def_readonly("sigma_ms", &ModelColumns::sigma_ms, "Standard deviations of these.")
        .def_readonly("accuracy", &ModelColumns::accuracy)
        .def_readonly("model", &ModelColumns::model, "The numbers by which policies name models.")
        .def_readonly("fastest", &ModelColumns::fastest, "The model with the least mean.")
        .def_readonly("most_accurate", &ModelColumns::most_accurate, "The most accurate model.");
    py::class_<QueueView>(module, "QueueView", "The queue at the servers.")
        .def_readonly("replicas", &QueueView::replicas, "0: as many as requests need.")
        .def_readonly("busy", &QueueView::busy, "Replicas that run requests.")
        .def_readonly("waiting", &QueueView::waiting, "Requests that wait.");
    bind_select(module);
    bind_place(module);
    bind_route(module);
    bind_picture(module);
    bind_control(module);
}

}  // namespace mdisim
