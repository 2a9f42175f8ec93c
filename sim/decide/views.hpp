// What a policy gets to see. The boundary of knowledge is here: these types hold measurements and
// beliefs, never the sampled truth.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mdisim {

// What is believed about a model. `model` is its place in the pool.
struct ModelBelief {
    double mu_ms = 0;
    double sigma_ms = 0;
    double accuracy = 0;
    uint16_t model = 0;
};

// The models on offer, as believed now. Never empty.
class Offer {
  public:
    Offer() = default;
    explicit Offer(std::vector<ModelBelief> beliefs);

    // Most accurate first; of equals the one with the lower mu, then the lower place.
    std::span<const ModelBelief> by_accuracy() const { return by_accuracy_; }
    // The least mu; of equals the more accurate. Every rule falls back to it.
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

// A notebook in which a policy may write what it saw and weighed. Kept for one request at a time,
// and only when somebody asked to read it.
struct Note {
    std::optional<uint16_t> model;  // none: about the request as a whole
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

// A request that has reached the servers.
struct SelectView {
    double sla_ms = 0;
    double uplink_ms = 0;   // measured T_in
    double network_ms = 0;  // estimate of T_nw = T_in + T_out
    const Offer& models;
    QueueView queue;
    Notebook* notes = nullptr;
    double waited_ms = 0;  // already, where models are chosen when requests begin to run

    // What the network and the wait so far leave of the deadline.
    double budget_ms() const { return sla_ms - network_ms - waited_ms; }
};

// What the phone may compute before it sends: part of a split model, or one that may answer itself.
struct FrontView {
    std::string name;
    double mu_ms = 0;
    double exit_share = 0;  // of requests it answers itself
};

// What running one of its models costs a phone now.
struct PhoneModelCost {
    double load_ms = 0;   // until it is in memory, where it is not
    double power_mw = 0;  // above idle, while it runs
};

// What a phone draws, beside its models.
struct PhonePower {
    double idle_mw = 0;
    double load_mw = 0;    // above idle, while it loads a model
    double online_mw = 0;  // above idle, while the cloud is asked
    double sending_j = 0;  // a request, beside that
};

// A request about to leave the phone.
struct PlaceView {
    double sla_ms = 0;
    std::span<const ModelBelief> phone_models;  // empty when the phone runs none
    uint16_t usual_model = 0;                   // the one the scenario gave the phone
    std::span<const FrontView> fronts;
    double compute_power_mw = 0;
    double cloud_ms = 0;  // mu of the fastest model in the cloud
    // How long the oldest request without its answer from the cloud is past its deadline; kept for
    // policies that learn.
    double overdue_ms = 0;
    Notebook* notes = nullptr;
    std::span<const PhoneModelCost> costs{};  // of phone_models
    PhonePower power{};
};

// A picture that goes to the cloud, as the phone knows it.
struct PictureView {
    int64_t bytes = 0;
    double width = 0;  // pixels
    double height = 0;
    int64_t target_pixels = 331;  // a side of what the models take
    double preparation_ms = 0;    // in the cloud, wherever it is shrunk
    Notebook* notes = nullptr;
};

inline constexpr uint16_t no_front = 0xFFFF;

struct Placement {
    bool cloud = true;
    bool phone = false;
    uint16_t phone_model = 0;
    uint16_t front = no_front;  // then to the cloud, unless the front answers itself
};

// What a phone learns when an answer from the cloud reaches it.
struct Heard {
    double uplink_ms = 0;
    double downlink_ms = 0;
    bool on_time = false;
    double latency_ms = 0;  // from creation
};

// What is known of a picture when its answer has come: the phone's own measurements, and the
// cloud's, which come with the answer.
struct PictureMeasured {
    int64_t bytes = 0;
    double width = 0;
    double height = 0;
    bool on_phone = false;   // where it was shrunk
    int64_t sent_bytes = 0;  // as it was taken, or what came of shrinking it
    double phone_ms = 0;     // of shrinking it there
    double network_ms = 0;   // both ways
    double cloud_ms = 0;     // of shrinking what was sent
};

// A measurement, handed to learn() when it would physically have arrived.
struct Measured {
    uint16_t model = 0;
    double execution_ms = 0;
    double uplink_ms = 0;
};

}  // namespace mdisim
