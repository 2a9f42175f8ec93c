// Results as Python has them: lists and columns, of which the package makes its tables.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/python/studies.hpp"

namespace mdisim {
namespace {

namespace py = pybind11;

py::tuple at_in_python(const std::vector<AtAxis>& at) {
    py::tuple labels(at.size());
    for (size_t a = 0; a < at.size(); ++a) {
        labels[a] = py::make_tuple(at[a].axis, at[a].label, at[a].number);
    }
    return labels;
}

template <class Read>
py::object numbers_of(const std::vector<RequestRow>& rows, Read read) {
    using Number = decltype(read(rows.front()));
    py::array_t<Number> column(static_cast<py::ssize_t>(rows.size()));
    std::transform(rows.begin(), rows.end(), column.mutable_data(), read);
    return column;
}

// A column of a number or a text that requests have.
template <class Member>
py::object column_of(const std::vector<RequestRow>& rows, Member RequestRow::*member) {
    if constexpr (std::is_same_v<Member, std::string>) {
        py::list texts;
        for (const RequestRow& row : rows) texts.append(row.*member);
        return texts;
    } else {
        return numbers_of(rows, [member](const RequestRow& row) { return row.*member; });
    }
}

py::dict columns_of(const std::vector<RequestRow>& rows) {
    py::dict columns;
    const auto add = [&](const char* name, auto member) {
        columns[name] = column_of(rows, member);
    };
    add("request", &RequestRow::request);
    add("replication", &RequestRow::replication);
    add("phone", &RequestRow::phone);
    add("class", &RequestRow::of_class);
    add("created_ms", &RequestRow::created_ms);
    add("deadline_ms", &RequestRow::deadline_ms);
    add("model", &RequestRow::model);
    add("phone_model", &RequestRow::phone_model);
    add("earlier_ms", &RequestRow::earlier_ms);
    add("prepare_ms", &RequestRow::prepare_ms);
    add("uplink_ms", &RequestRow::uplink_ms);
    add("cloud_prepare_ms", &RequestRow::cloud_prepare_ms);
    add("wait_ms", &RequestRow::wait_ms);
    add("execution_ms", &RequestRow::execution_ms);
    add("downlink_ms", &RequestRow::downlink_ms);
    add("phone_start_ms", &RequestRow::phone_start_ms);
    add("phone_ms", &RequestRow::phone_ms);
    add("answer", &RequestRow::answer);
    add("accuracy", &RequestRow::accuracy);
    add("latency_ms", &RequestRow::latency_ms);
    add("on_time", &RequestRow::on_time);
    add("rescued", &RequestRow::rescued);
    add("right", &RequestRow::right);
    return columns;
}

py::list differences(const Results& results, const std::string& before, const std::string& after,
                     const std::string& metric) {
    py::list found;
    for (const Difference& d : results.compare(before, after, metric)) {
        found.append(py::make_tuple(at_in_python(d.at), d.before, d.after, d.mean, d.low, d.high,
                                    d.p, d.verdict));
    }
    return found;
}

}  // namespace

void bind_results(py::module_& module) {
    py::class_<Row>(module, "Row", "The results of one cell.")
        .def_property_readonly(
            "at", [](const Row& row) { return at_in_python(row.at()); },
            "(axis, label, number) for each axis.")
        .def_property_readonly("policy", &Row::policy)
        .def_property_readonly("knows_truth", &Row::knows_truth)
        .def_property_readonly("replications", &Row::replications)
        .def_property_readonly("requests", &Row::requests)
        .def_property_readonly("fingerprint", &Row::fingerprint)
        .def_property_readonly("metrics", &Row::metrics)
        .def(
            "metric",
            [](const Row& row, const std::string& name) {
                const MetricValue value = row.metric(name);
                return py::make_tuple(value.unit, value.mean, value.low, value.high,
                                      value.replications);
            },
            py::arg("name"), "Its unit, mean, low, high, and the value of each replication.");
    py::class_<Results>(module, "Results", "The results of a run.")
        .def_static("read", &Results::read, py::arg("folder"),
                    py::call_guard<py::gil_scoped_release>())
        .def_static("merge", &Results::merge, py::arg("shares"), py::arg("folder"),
                    py::arg("command"), py::call_guard<py::gil_scoped_release>())
        .def(
            "explain",
            [](const Results& results, uint64_t request,
               const std::vector<std::pair<std::string, std::string>>& at) {
                return results.explain(request, {at.begin(), at.end()});
            },
            py::arg("request"), py::arg("at"), py::call_guard<py::gil_scoped_release>(),
            "What each policy was shown, noted and chose, as text.")
        .def("figure", &Results::figure, py::arg("figure"),
             py::call_guard<py::gil_scoped_release>(), "A figure as figures/NAME.json has it.")
        .def_property_readonly("scenario", &Results::scenario)
        .def_property_readonly("fingerprint", &Results::fingerprint)
        .def_property_readonly("warnings", &Results::warnings)
        .def_property_readonly("rows", [](const Results& results) { return results.rows(); })
        .def("compare", &differences, py::arg("before"), py::arg("after"), py::arg("metric"),
             "(at, before, after, mean, low, high, p, verdict) for each point.")
        .def(
            "requests",
            [](const Results& results, const Row& row, uint64_t first, uint64_t count,
               uint32_t replication) {
                std::vector<RequestRow> rows;
                {
                    const py::gil_scoped_release release;
                    rows = results.requests(row, first, count, replication);
                }
                return columns_of(rows);
            },
            py::arg("row"), py::arg("first"), py::arg("count"), py::arg("replication"),
            "Columns of what happened to requests.");
}

}  // namespace mdisim
