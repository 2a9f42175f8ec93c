#include "sim/python/asking.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace mdisim {
namespace {

// The threads that ask policies. The interpreter's lock guards them.
std::vector<unsigned long>& asking_threads() {
    static std::vector<unsigned long> threads;
    return threads;
}

thread_local bool* forked_while_asking = nullptr;

// A state of the interpreter that a thread has without the interpreter's lock.
class ThreadState {
  public:
    ThreadState() : ensured_(PyGILState_Ensure()), saved_(PyEval_SaveThread()) {}
    ThreadState(const ThreadState&) = delete;
    ThreadState& operator=(const ThreadState&) = delete;
    ~ThreadState() {
        PyEval_RestoreThread(saved_);
        PyGILState_Release(ensured_);
    }

  private:
    PyGILState_STATE ensured_;
    PyThreadState* saved_;
};

}  // namespace

std::string Occasion::text() const {
    if (requests == 0) return "";
    const std::string first = std::to_string(request);
    return " for " +
           (requests == 1 ? "request " + first
                          : "requests " + first + " to " + std::to_string(request + requests - 1)) +
           " of replication " + std::to_string(replication);
}

void keep_thread_state() {
    if (PyGILState_GetThisThreadState() != nullptr) return;
    thread_local const ThreadState kept;
}

Asking::Asking() : thread_(PyThread_get_thread_ident()) {
    asking_threads().push_back(thread_);
    forked_while_asking = &forked_;
}

Asking::~Asking() {
    forked_while_asking = nullptr;
    std::vector<unsigned long>& threads = asking_threads();
    threads.erase(std::find(threads.begin(), threads.end(), thread_));
}

void Asking::check_forks() const {
    if (forked_) throw WrongAnswer("forked the process, which no policy may do");
}

bool Asking::in_this_thread() { return forked_while_asking != nullptr; }

void Asking::note_fork() {
    if (forked_while_asking != nullptr) *forked_while_asking = true;
}

void Asking::interrupt_all() {
    for (const unsigned long thread : asking_threads()) {
        PyThreadState_SetAsyncExc(thread, PyExc_KeyboardInterrupt);
    }
}

PythonInstance::PythonInstance(const PythonInstance& other) : name_(other.name_) {
    guarded(Occasion("__deepcopy__"),
            [&] { self_ = py::module_::import("copy").attr("deepcopy")(other.self_); });
}

PythonInstance::~PythonInstance() {
    const py::gil_scoped_acquire lock;
    self_.release().dec_ref();
}

void PythonInstance::fail(py::error_already_set& error, const Occasion& occasion) const {
    if (!error.matches(PyExc_Exception)) throw;  // it is being handled
    const std::string said = py::str(error.value());
    const std::string kind = py::str(error.type().attr("__name__"));
    throw PolicyFailed("the policy '" + name_ + "' raised " + kind + " in " + occasion.call +
                           occasion.text() + (said.empty() ? "" : ": " + said),
                       name_, occasion, std::make_shared<py::error_already_set>(error));
}

void PythonInstance::fail(const WrongAnswer& answer, const Occasion& occasion) const {
    throw PolicyFailed("the policy '" + name_ + "': " + occasion.call + " " + answer.what() + " (" +
                           (occasion.requests == 0 ? "no request" : occasion.text().substr(5)) +
                           ")",
                       name_, occasion, nullptr);
}

}  // namespace mdisim
