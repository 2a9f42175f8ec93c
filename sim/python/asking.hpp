// Calls of policies that are written in Python, from the threads that compute.
//
// Contract: whatever a policy does wrong ends the run by an exception that says which policy it was
// and which request it was asked about. What stops a program, such as a KeyboardInterrupt, is
// thrown as it is. Nothing of Python is touched without the interpreter's lock, which every call
// takes.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/engine/random.hpp"

namespace mdisim {

namespace py = pybind11;

// What a policy was asked about.
struct Occasion {
    const char* call;  // the function of Python
    uint64_t request = 0;
    size_t requests = 0;  // from `request` on; zero: it was asked about no request
    uint32_t replication = 0;

    Occasion(const char* called, const Address& first, size_t count)
        : call(called), request(first.index), requests(count), replication(first.replication) {}
    explicit Occasion(const char* called) : call(called) {}
    std::string text() const;
};

// A policy raised, or answered what no policy may answer.
struct PolicyFailed : std::runtime_error {
    PolicyFailed(const std::string& what, std::string of, const Occasion& on,
                 std::shared_ptr<py::error_already_set> raised)
        : std::runtime_error(what), policy(std::move(of)), occasion(on), cause(std::move(raised)) {}

    std::string policy;
    Occasion occasion;
    std::shared_ptr<py::error_already_set> cause;  // null if it raised nothing
};

// An answer that no policy may give, in words that follow the name of the function.
struct WrongAnswer : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Notes, while it exists, that this thread asks a policy. Requires the interpreter's lock, and that
// there is no other of this thread.
class Asking {
  public:
    Asking();
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;
    ~Asking();

    // Throws WrongAnswer if the policy forked: the run goes on in one process.
    void check_forks() const;

    static bool in_this_thread();
    // This process has forked. Called in the parent.
    static void note_fork();
    // Raises a KeyboardInterrupt in every policy that is being asked.
    static void interrupt_all();

  private:
    unsigned long thread_;
    bool forked_ = false;
};

// Lets this thread keep its state of the interpreter until it ends. One for each call would map and
// unmap memory each time.
void keep_thread_state();

// An instance of a policy's class.
class PythonInstance {
  public:
    // Makes the instance by calling `make`. name: the policy's.
    template <class Make>
    PythonInstance(const std::string& name, Make make) : name_(name) {
        guarded(Occasion("__init__"), [&] { self_ = make(); });
    }
    // A deep copy, with what the instance has learnt.
    PythonInstance(const PythonInstance& other);
    PythonInstance& operator=(const PythonInstance&) = delete;
    ~PythonInstance();

    // Calls `call` with the instance. It returns nothing of Python.
    template <class Call>
    void ask(const Occasion& occasion, Call call) const {
        guarded(occasion, [&] { call(self_); });
    }

  private:
    template <class Call>
    void guarded(const Occasion& occasion, Call call) const {
        keep_thread_state();
        const py::gil_scoped_acquire lock;
        try {
            const Asking asking;
            call();
            asking.check_forks();
        } catch (py::error_already_set& error) {
            fail(error, occasion);
        } catch (const WrongAnswer& answer) {
            fail(answer, occasion);
        } catch (const py::cast_error& error) {
            fail(WrongAnswer(error.what()), occasion);
        }
    }
    [[noreturn]] void fail(py::error_already_set& error, const Occasion& occasion) const;
    [[noreturn]] void fail(const WrongAnswer& answer, const Occasion& occasion) const;

    std::string name_;
    py::object self_;
};

}  // namespace mdisim
