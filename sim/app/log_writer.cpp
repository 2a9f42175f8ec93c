#include "sim/app/log_writer.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/report/files.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/requests.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/workload/request_log.hpp"

namespace mdisim {
namespace {

class LogWriter {
  public:
    LogWriter(const ReadyWorld& world, Duration sla, const Plan& plan, std::ostream& out)
        : world_(world),
          sla_(sla),
          incoming_(world, plan),
          logged_(logged_executions_of(world)),
          addresses_(plan.seed, plan.replication, logged_ ? &*logged_ : nullptr),
          out_(out),
          sends_payload_(world.pictures() == nullptr && world.phones().fronts().empty()),
          has_downlink_(world.downlink_is_known()) {}

    Node head() {
        Node block = Node::object();
        const auto column = [&](bool there, const char* key, const std::string& name) {
            if (!there) return;
            block.set(key, Node(name));
            add(name);
        };
        block.set("from_zero", Node(true));
        column(true, "created", "created_ms");
        column(world_.phones().count() > 1, "phone", "phone");
        column(world_.classes().named(), "class", "class");
        column(has_deadlines(), "deadline", "deadline_ms");
        column(sends_payload_, "size", "size_B");
        column(sends_payload_, "uplink", "uplink_ms");
        column(has_downlink_, "downlink", "downlink_ms");
        each_model(block, "executions", "execution.", world_.models());
        each_model(block, "phone_executions", "phone_execution.", world_.phones().models());
        end_line();
        return block;
    }

    void rows() {
        for (; incoming_.more(); incoming_.pass()) row();
    }

  private:
    bool has_deadlines() const { return world_.classes().named() || has_logged_deadlines(world_); }
    // Calls visit(model) for each model of the pool that is no front.
    template <class Visit>
    void each_of(const ReadyPool& models, Visit visit) const {
        const bool on_phones = &models == &world_.phones().models();
        for (uint16_t m = 0; m < models.size(); ++m) {
            if (!on_phones || world_.phones().is_own(m)) visit(m);
        }
    }
    void each_model(Node& block, const char* key, const std::string& prefix,
                    const ReadyPool& models) {
        bool any = false;
        each_of(models, [&](uint16_t m) {
            any = true;
            add(prefix + models.names()[m] + "_ms");
        });
        if (any) block.set(key, Node(prefix + "{model}_ms"));
    }

    void row() {
        const RequestColumns& batch = incoming_.batch();
        const size_t i = incoming_.cursor();
        Outcome request;
        request.source = batch.of_class[i];
        incoming_.derivation().add_terms(batch, i, request);
        add(exact_ms(batch.created[i] - Time{}));
        if (world_.phones().count() > 1) add(std::to_string(batch.phone[i]));
        if (world_.classes().named()) add(world_.classes().names()[request.source]);
        if (has_deadlines()) add(exact_ms(world_.classes().sla(request, sla_)));
        if (sends_payload_) {
            add(std::to_string(incoming_.derivation().up_bytes(batch, i)));
            add(exact_ms(batch.up[i]));
        }
        if (has_downlink_) add(exact_ms(batch.down[i]));
        const NoiseAddress noise = addresses_.noise(incoming_.number());
        add_times(world_.models(), batch.noise[i], noise);
        add_times(world_.phones().models(), batch.phone_noise[i], noise);
        end_line();
    }
    void add_times(const ReadyPool& models, double score, const NoiseAddress& noise) {
        each_of(models, [&](uint16_t m) { add(exact_ms(models.execution(m, score, noise))); });
    }

    void add(const std::string& field) {
        if (!line_.empty()) line_ += ',';
        line_ += quoted(field);
    }
    void end_line() {
        out_ << line_ << '\n';
        line_.clear();
    }

    const ReadyWorld& world_;
    Duration sla_;
    Incoming incoming_;
    std::optional<LoggedExecutions> logged_;
    RunAddresses addresses_;
    std::ostream& out_;
    bool sends_payload_;
    bool has_downlink_;
    std::string line_;
};

}  // namespace

Node write_log(const ReadyWorld& world, Duration sla, const Plan& plan, std::ostream& out) {
    LogWriter writer(world, sla, plan, out);
    Node block = writer.head();
    writer.rows();
    return block;
}

}  // namespace mdisim
