// Classes of requests: each with a deadline and a size of its own, and either a share of the
// world's workload or a workload of its own. Their requests may come from phones of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {

struct RequestClass {
    std::string name;
    std::optional<double> share{};
    std::optional<Workload> workload{};
    std::optional<double> sla_ms{};
    std::optional<double> sla_factor{};  // multiplies the scenario's deadline
    std::optional<Payload> payload{};
    std::optional<int64_t> phones{};  // their number
    std::optional<Phone> phone{};
    std::optional<Network> network{};
};

const Object& describe(Tag<RequestClass>);

// Whether a class has something of its phones' own; then the phones of each class are others.
bool have_own_phones(const std::vector<RequestClass>& classes);

// Whether a class has a workload of its own; then every class has one.
bool have_own_workloads(const std::vector<RequestClass>& classes);

// What is wrong with the classes taken together.
std::vector<Problem> wrong_classes(const std::vector<RequestClass>& classes);

// Classes made ready. A world without classes has one here, without a name, for all its requests.
class ReadyClasses {
  public:
    // phone: of classes that have none of their own.
    ReadyClasses(const std::vector<RequestClass>& classes, const Payload& payload,
                 const Phone& phone);

    size_t size() const { return list_.size(); }
    const std::vector<std::string>& names() const { return names_; }  // none without classes
    bool named() const { return !names_.empty(); }
    // Whether the class of a request is drawn. If not, its workload or its log determines it.
    bool drawn() const { return drawn_; }
    bool own_payload() const { return own_payload_; }

    uint16_t of_draw(double uniform) const;
    Duration sla(size_t of_class, Duration of_scenario) const;
    // The deadline of a request, which a log may have.
    Duration sla(const Outcome& request, Duration of_scenario) const {
        return request.own_deadline.ns < 0 ? sla(request.source, of_scenario)
                                           : request.own_deadline;
    }
    int64_t up_bytes(size_t of_class) const { return list_[of_class].up_bytes; }
    double down_bits(size_t of_class) const { return list_[of_class].down_bits; }
    int64_t sending_pj(size_t of_class) const { return list_[of_class].sending_pj; }

  private:
    struct Ready {
        double up_to = 1;  // upper end of the class's interval of the draw
        std::optional<Duration> sla{};
        double sla_factor = 1;
        int64_t up_bytes = 0;
        double down_bits = 0;
        int64_t sending_pj = 0;
    };

    std::vector<Ready> list_;
    std::vector<std::string> names_;
    bool drawn_ = false;
    bool own_payload_ = false;
};

// The workloads of a world: one, or one for each class.
class ReadyWorkloads {
  public:
    // log: may be null.
    ReadyWorkloads(const Workload& workload, const std::vector<RequestClass>& classes,
                   const RequestLog* log = nullptr);

    size_t size() const { return list_.size(); }
    const ReadyWorkload& operator[](size_t i) const { return list_[i]; }

    bool random() const;          // whether any workload is
    uint64_t longest() const;     // number of all requests if it is fixed, else UINT64_MAX
    bool ends() const;            // whether all workloads do
    double expected(Time) const;  // about how many requests are created before that time

  private:
    std::vector<ReadyWorkload> list_;
    uint64_t most_ = UINT64_MAX;  // requests that a log has
};

}  // namespace mdisim
