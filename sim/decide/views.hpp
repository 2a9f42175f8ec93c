// The views of policies. They hold measurements and beliefs. Only the estimator "true_value" puts a
// sampled truth, the time on the network, into one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mdisim {

// The belief about a model. `model` is its index in the pool.
struct ModelBelief {
    double mu_ms = 0;
    double sigma_ms = 0;
    double accuracy = 0;
    uint16_t model = 0;
};

// The models on offer, with the present beliefs. An Offer is never empty.
class Offer {
  public:
    Offer() = default;
    explicit Offer(std::vector<ModelBelief> beliefs);

    // The most accurate model first; of equals the one with the lower mu, then the lower index.
    std::span<const ModelBelief> by_accuracy() const { return by_accuracy_; }
    // The model with the least mu; of equals the more accurate. Policies fall back to it.
    const ModelBelief& fastest() const { return by_accuracy_[fastest_]; }
    const ModelBelief& most_accurate() const { return by_accuracy_.front(); }

  private:
    std::vector<ModelBelief> by_accuracy_;
    size_t fastest_ = 0;
};

struct QueueView {
    int64_t replicas = 0;  // 0: unlimited
    int64_t busy = 0;
    int64_t waiting = 0;
};

// A notebook in which a policy may write its intermediate results for one request. A policy has one
// only while an observer with notes watches that request.
struct Note {
    std::optional<uint16_t> model;  // none: the note is about the request as a whole
    std::string what;
    double value = 0;
};
class Notebook {
  public:
    void write(uint16_t model, const char* what, double value) {
        notes_.push_back({model, what, value});
    }
    void write(const char* what, double value) { notes_.push_back({{}, what, value}); }
    std::span<const Note> notes() const { return notes_; }

  private:
    std::vector<Note> notes_;
};

inline constexpr uint16_t no_logged_model = 0xFFFF;

// A request that has reached the servers.
struct SelectView {
    double sla_ms = 0;
    double uplink_ms = 0;   // measured T_in
    double network_ms = 0;  // estimate of T_nw = T_in + T_out
    const Offer& models;
    QueueView queue;
    Notebook* notes = nullptr;
    double waited_ms = 0;  // not 0 only if models are chosen when requests begin to run
    // Which model ran the request by its log. Set only for policies that follow the log.
    uint16_t logged_model = no_logged_model;

    // The part of the deadline that is left after the network and the wait so far.
    double budget_ms() const { return sla_ms - network_ms - waited_ms; }
};

// A front: the part of a split model that runs on the phone, or a model that may answer itself.
struct FrontView {
    std::string name;
    double mu_ms = 0;
    double exit_share = 0;  // share of requests that the front answers itself
};

// The cost of running one of a phone's models now.
struct PhoneModelCost {
    double load_ms = 0;   // until the model is in memory; 0 if it is there
    double power_mw = 0;  // above idle, while it runs
    double load_mw = 0;   // above idle, while it is loaded
};

// The power of a phone, beside that of its models.
struct PhonePower {
    double idle_mw = 0;
    double online_mw = 0;  // above idle, while the cloud is asked
    double sending_j = 0;  // energy of sending one request
};

// A request about to leave the phone.
struct PlaceView {
    double sla_ms = 0;
    std::span<const ModelBelief> phone_models;  // empty if the phone has no model
    uint16_t usual_model = 0;                   // the phone's model that the scenario names
    std::span<const FrontView> fronts;
    double cloud_ms = 0;  // mu of the fastest model in the cloud
    // How long the phone's unanswered request with the earliest deadline is past that deadline. Set
    // only for policies that learn.
    double overdue_ms = 0;
    Notebook* notes = nullptr;
    std::span<const PhoneModelCost> costs{};  // of phone_models
    PhonePower power{};
};

// A site to which requests can be sent.
struct SiteView {
    std::string name;
    double round_trip_ms = 0;  // expected, beyond the phone's network
    int64_t replicas = 0;      // 0: unlimited
    Offer models;              // as they are believed to be there when a run begins
};

inline constexpr uint16_t no_site = 0xFFFF;

// A request, or a further attempt of one, about to be sent to a site.
struct RouteView {
    double sla_ms = 0;
    double elapsed_ms = 0;  // since the request was created
    std::span<const SiteView> sites;
    uint32_t attempt = 0;     // 0: the first
    uint16_t last = no_site;  // where the attempt before went
    Notebook* notes = nullptr;
};

// What a phone learns of a site when an answer from there reaches it: its own measurements, and
// those of the servers, which come with the answer.
struct HeardFrom {
    uint16_t site = 0;
    double network_ms = 0;  // both ways, with the site's round trip
    double waited_ms = 0;
    double execution_ms = 0;
    bool on_time = false;
};

// A picture that goes to the cloud, with what the phone knows about it.
struct PictureView {
    int64_t bytes = 0;
    double width = 0;  // pixels
    double height = 0;
    int64_t target_pixels = 331;  // side of the pictures that models take
    double preparation_ms = 0;    // in the cloud, wherever it is shrunk
    Notebook* notes = nullptr;
};

inline constexpr uint16_t no_front = 0xFFFF;

// A copy is a model that the phone runs although the request is sent to the cloud too. An early
// copy begins with the request, whatever else the phone runs. A late copy begins phone_after_ms
// later or, if earlier late copies of the phone still run then, after them; it never begins if the
// cloud's answer has come before.
struct Placement {
    static constexpr double with_the_request = -1;

    bool cloud = true;
    bool phone = false;
    uint16_t phone_model = 0;
    uint16_t front = no_front;  // runs before the request is sent; it may answer itself
    double phone_after_ms = with_the_request;

    bool copy_is_late() const { return phone_after_ms >= 0; }
};

// What a phone learns when an answer from the cloud reaches it.
struct Heard {
    double uplink_ms = 0;
    double downlink_ms = 0;
    bool on_time = false;
    double latency_ms = 0;  // from creation
};

// What a phone knows about a picture when its answer has come: its own measurements, and the
// cloud's, which come with the answer.
struct PictureMeasured {
    int64_t bytes = 0;
    double width = 0;
    double height = 0;
    bool on_phone = false;   // where it was shrunk
    int64_t sent_bytes = 0;  // less than `bytes` if it was shrunk on the phone
    double phone_ms = 0;     // time of shrinking on the phone
    double network_ms = 0;   // both ways
    double cloud_ms = 0;     // time of shrinking in the cloud what was sent
};

// A measurement of an execution, passed to learn() at the simulated time at which it ends.
struct Measured {
    uint16_t model = 0;
    double execution_ms = 0;
    double uplink_ms = 0;
};

}  // namespace mdisim
