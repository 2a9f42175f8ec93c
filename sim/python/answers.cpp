// What policies in Python answer and learn.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/python/views.hpp"

namespace mdisim {
namespace {

Placement placement_of(bool cloud, bool phone, uint16_t phone_model, std::optional<uint16_t> front,
                       std::optional<double> phone_after_ms) {
    Placement placement;
    placement.cloud = cloud;
    placement.phone = phone;
    placement.phone_model = phone_model;
    placement.front = front.value_or(no_front);
    placement.phone_after_ms = phone_after_ms.value_or(Placement::with_the_request);
    return placement;
}

Operation operation_of(std::optional<uint16_t> model, int64_t replicas, int64_t threads,
                       int64_t batch, const std::string& offers) {
    if (offers != "one" && offers != "and_faster") {
        throw py::value_error("offers is 'one' or 'and_faster', not '" + offers + "'");
    }
    return {model.value_or(any_model),
            {replicas, threads},
            batch,
            offers == "one" ? Offering::one : Offering::and_faster};
}

std::optional<uint16_t> unless(uint16_t value, uint16_t none) {
    return value == none ? std::nullopt : std::optional<uint16_t>(value);
}

void bind_given(py::module_& module) {
    py::class_<Placement>(module, "Placement", "Where a request goes.")
        .def(py::init(&placement_of), py::arg("cloud") = true, py::arg("phone") = false,
             py::arg("phone_model") = 0, py::arg("front") = py::none(),
             py::arg("phone_after_ms") = py::none())
        .def_readonly("cloud", &Placement::cloud)
        .def_readonly("phone", &Placement::phone)
        .def_readonly("phone_model", &Placement::phone_model)
        .def_property_readonly("front",
                               [](const Placement& p) { return unless(p.front, no_front); })
        .def_property_readonly(
            "phone_after_ms",
            [](const Placement& p) {
                return p.copy_is_late() ? std::optional(p.phone_after_ms) : std::nullopt;
            },
            "How much later than the request the copy begins; None: with it.");
    py::class_<Operation>(module, "Operation", "What the servers run.")
        .def(py::init(&operation_of), py::arg("model"), py::arg("replicas"), py::arg("threads"),
             py::arg("batch") = 1, py::arg("offers") = "one")
        .def_property_readonly(
            "model", [](const Operation& o) { return unless(o.model, any_model); },
            "The active model; None: all are on offer.")
        .def_property_readonly("replicas", [](const Operation& o) { return o.on.replicas; })
        .def_property_readonly("threads", [](const Operation& o) { return o.on.threads; })
        .def_readonly("batch", &Operation::batch,
                      "How many requests a replica may take at once, at most.")
        .def_property_readonly(
            "offers",
            [](const Operation& o) {
                return names_of(Tag<Offering>{})[static_cast<size_t>(o.offers)];
            },
            "'one': the active model; 'and_faster': also all faster ones.");
    py::class_<FrontView>(module, "FrontView",
                          "The part of a split model that runs on the phone, or an early exit.")
        .def_readonly("name", &FrontView::name)
        .def_readonly("mu_ms", &FrontView::mu_ms)
        .def_readonly("exit_share", &FrontView::exit_share,
                      "The share of requests that the front answers itself.");
    py::class_<PhoneModelCost>(module, "PhoneModelCost", "What running a phone's model costs now.")
        .def_readonly("load_ms", &PhoneModelCost::load_ms, "Until the model is in memory.")
        .def_readonly("power_mw", &PhoneModelCost::power_mw, "Above idle, while it runs.")
        .def_readonly("load_mw", &PhoneModelCost::load_mw, "Above idle, while it is loaded.");
    py::class_<PhonePower>(module, "PhonePower", "The power of a phone, beside its models'.")
        .def_readonly("idle_mw", &PhonePower::idle_mw)
        .def_readonly("online_mw", &PhonePower::online_mw)
        .def_readonly("sending_j", &PhonePower::sending_j);
}

void bind_learnt(py::module_& module) {
    py::class_<Measured>(module, "Measured", "An execution that has ended.")
        .def_readonly("model", &Measured::model)
        .def_readonly("execution_ms", &Measured::execution_ms)
        .def_readonly("uplink_ms", &Measured::uplink_ms);
    py::class_<Heard>(module, "Heard", "An answer from the cloud that has reached the phone.")
        .def_readonly("uplink_ms", &Heard::uplink_ms)
        .def_readonly("downlink_ms", &Heard::downlink_ms)
        .def_readonly("on_time", &Heard::on_time)
        .def_readonly("latency_ms", &Heard::latency_ms, "From the creation of the request.");
    py::class_<HeardFrom>(module, "HeardFrom", "An answer from a site that has reached the phone.")
        .def_readonly("site", &HeardFrom::site)
        .def_readonly("network_ms", &HeardFrom::network_ms)
        .def_readonly("waited_ms", &HeardFrom::waited_ms)
        .def_readonly("execution_ms", &HeardFrom::execution_ms)
        .def_readonly("on_time", &HeardFrom::on_time);
    py::class_<PictureMeasured>(module, "PictureMeasured", "A picture whose answer has come.")
        .def_readonly("bytes", &PictureMeasured::bytes)
        .def_readonly("width", &PictureMeasured::width)
        .def_readonly("height", &PictureMeasured::height)
        .def_readonly("on_phone", &PictureMeasured::on_phone, "Whether it was shrunk there.")
        .def_readonly("sent_bytes", &PictureMeasured::sent_bytes)
        .def_readonly("phone_ms", &PictureMeasured::phone_ms)
        .def_readonly("network_ms", &PictureMeasured::network_ms)
        .def_readonly("cloud_ms", &PictureMeasured::cloud_ms);
    py::class_<Served>(module, "Served", "A batch of requests that was served.")
        .def_readonly("model", &Served::model)
        .def_readonly("batch", &Served::batch, "The number of requests.")
        .def_readonly("waited_ms", &Served::waited_ms, "The longest wait.")
        .def_readonly("execution_ms", &Served::execution_ms, "Of the whole batch.")
        .def_readonly("network_ms", &Served::network_ms, "An estimate.")
        .def_readonly("sla_ms", &Served::sla_ms)
        .def_property_readonly("latency_ms", &Served::latency_ms);
    py::class_<Characterisation, std::shared_ptr<Characterisation>>(
        module, "Characterisation", "The latencies of models in trials before the run.")
        .def(
            "p99_ms",
            [](const Characterisation& c, uint16_t model, int64_t replicas, int64_t threads,
               double rate_per_s) {
                return c.p99_ms(model, {replicas, threads}, rate_per_s);
            },
            py::arg("model"), py::arg("replicas"), py::arg("threads"), py::arg("rate_per_s"),
            "The 99th percentile of latency at an arrival rate.")
        .def(
            "share_within",
            [](const Characterisation& c, uint16_t model, int64_t replicas, int64_t threads,
               double rate_per_s, double ms) {
                return c.share_within(model, {replicas, threads}, rate_per_s, ms);
            },
            py::arg("model"), py::arg("replicas"), py::arg("threads"), py::arg("rate_per_s"),
            py::arg("ms"), "The share of latencies up to `ms` at an arrival rate.");
}

}  // namespace

void bind_answers(py::module_& module) {
    bind_given(module);
    bind_learnt(module);
}

}  // namespace mdisim
