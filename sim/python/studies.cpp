#include "sim/python/studies.hpp"

#include <pybind11/stl.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/describe/error.hpp"
#include "sim/python/asking.hpp"

namespace mdisim {
namespace {

// What a study makes, computed in threads of its own, while the thread that asked for it looks
// after signals and tells how far it is.
template <class Made>
class PythonRun {
  public:
    using Make = std::function<Made(const RunOptions&)>;

    PythonRun(Make make, RunOptions options)
        : make_(std::move(make)), options_(std::move(options)) {
        options_.stop = &stop_;
        options_.progress = [this](const RunProgress& progress) {
            const std::lock_guard lock(guard_);
            progress_ = progress;
        };
    }

    // tell: called with the requests done and all requests; None: it is not. Requires the
    // interpreter's lock.
    Made run(const py::object& tell) {
        std::thread computing([this] { compute(); });
        while (!wait()) look_after(tell);
        {
            const py::gil_scoped_release release;
            computing.join();
        }
        if (raised_) throw py::error_already_set(*raised_);
        if (failure_) std::rethrow_exception(failure_);
        if (!tell.is_none()) tell_progress(tell);
        return std::move(*made_);
    }

  private:
    void compute() {
        try {
            made_ = make_(options_);
        } catch (...) {
            failure_ = std::current_exception();
        }
        const std::lock_guard lock(guard_);
        over_ = true;
        ended_.notify_all();
    }
    // Returns whether the run is over.
    bool wait() {
        constexpr auto between_looks = std::chrono::milliseconds(50);
        const py::gil_scoped_release release;
        std::unique_lock lock(guard_);
        return ended_.wait_for(lock, between_looks, [this] { return over_; });
    }
    // The first signal lets what is being computed be finished, as on the command line; the second
    // one ends policies, too.
    void look_after(const py::object& tell) {
        try {
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            if (!tell.is_none() && !raised_) tell_progress(tell);
        } catch (const py::error_already_set& error) {
            if (raised_) Asking::interrupt_all();
            raised_ = error;
            stop_ = true;
        }
    }
    void tell_progress(const py::object& tell) {
        RunProgress now;
        {
            const std::lock_guard lock(guard_);
            now = progress_;
        }
        if (now.requests == 0 || now.requests_done == told_) return;
        told_ = now.requests_done;
        tell(now.requests_done, now.requests);
    }

    Make make_;
    RunOptions options_;
    std::atomic<bool> stop_ = false;
    std::mutex guard_;  // of progress_ and over_
    std::condition_variable ended_;
    RunProgress progress_;
    bool over_ = false;
    std::optional<Made> made_;
    std::exception_ptr failure_;
    std::optional<py::error_already_set> raised_;
    uint64_t told_ = 0;
};

// The Study with a change. Studies of Python do not change.
template <class Change>
Study changed(Study study, Change change) {
    change(study);
    return study;
}

Results run(const Study& study, unsigned jobs, const std::string& out, const std::string& command,
            const py::object& progress, bool general_form, uint64_t share, uint64_t shares) {
    RunOptions options;
    options.general_form = general_form;
    options.share = share;
    options.shares = shares;
    options.jobs = jobs;
    options.folder = out;
    options.command = command;
    return PythonRun<Results>([&](const RunOptions& o) { return study.run(o); }, options)
        .run(progress);
}

using Vary = std::vector<std::pair<std::string, std::string>>;

Found find(const Study& study, const Vary& vary, std::vector<std::string> most,
           std::vector<std::string> least, std::vector<std::string> so_that,
           const std::string& policy, unsigned jobs, const std::string& out,
           const std::string& command, const py::object& progress) {
    Search search{{}, std::move(most), std::move(least), std::move(so_that), policy};
    for (const auto& [path, values] : vary) search.vary.emplace_back(path, Values(values));
    RunOptions options;
    options.jobs = jobs;
    options.folder = out;
    options.command = command;
    return PythonRun<Found>([&](const RunOptions& o) { return study.find(search, o); }, options)
        .run(progress);
}

}  // namespace

void bind_studies(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    module.def("add_data_folder", &add_data_folder, py::arg("folder"),
               "Makes profiles/ and scenarios/ be looked for in this folder, too.");
    module.def("require_as_written", &require_as_written, py::arg("folder"), py::arg("names"),
               "Raises an error if files of a results folder are not what was written.");
    module.def("version", &version_text, "The version of mdisim.");
    py::class_<Study>(module, "Study", "A scenario with changes. Texts of values are JSON.")
        .def_static("load", &Study::load, py::arg("path_or_name"))
        .def_static("from_text", &Study::from_text, py::arg("json"), py::arg("name"))
        .def(
            "set",
            [](const Study& study, const std::string& path, const std::string& value) {
                return changed(study, [&](Study& s) { s.set(path, value); });
            },
            py::arg("path"), py::arg("value"))
        .def(
            "over",
            [](const Study& study, const std::string& path, const std::string& values) {
                return changed(study, [&](Study& s) { s.over(path, Values(values)); });
            },
            py::arg("path"), py::arg("values"))
        .def("check", &Study::check, Released())
        .def(
            "warnings",
            [](const Study& study) {
                std::vector<std::string> texts;
                for (const Problem& p : study.warnings())
                    texts.push_back(p.where.empty() ? p.what : p.where + ": " + p.what);
                return texts;
            },
            Released())
        .def("text", &Study::text, Released())
        .def("run", &run, py::arg("jobs"), py::arg("out"), py::arg("command"), py::arg("progress"),
             py::arg("general_form"), py::arg("share"), py::arg("shares"))
        .def("find", &find, py::arg("vary"), py::arg("most"), py::arg("least"), py::arg("so_that"),
             py::arg("policy"), py::arg("jobs"), py::arg("out"), py::arg("command"),
             py::arg("progress"));
    py::class_<Found>(module, "Found", "What a search has found.")
        .def_readonly("meets", &Found::meets)
        .def_readonly("text", &Found::text)
        .def_readonly("document", &Found::document);
}

}  // namespace mdisim
