#include <optional>

#include "policies/parts/picture_times.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(PieSlicer (Ogden, Kong, Guo; ICPE 2021): shrinks a picture of size x on the phone if that is
predicted to be strictly faster,
    T_phone(x) + T_network(small) + T_cloud(small)  <  T_network(x) + T_cloud(x)
where each T is a line fitted to measurements of this phone on this network, with predictions of at
least zero, and `small` is the mean size of the shrunk pictures so far. The paper's optimisations
(Sec. 5.2):
  selective  A picture is sent as it is if its file is smaller than `small`, or a side is shorter
             than that of the pictures that models take. The check of the file never changes a
             decision, since the lines predict that shrinking such a file is not faster.
  adaptive   Delta <- (1-a) Delta + a delta, delta = (T_network - predicted) / bytes sent. literal
             adds Delta to T_network, as the paper prints it: to both sides, so nothing changes.
             per_byte adds Delta x bytes, which is right where the bandwidth changed, and wrong
             where the latency did.
Not in the paper: two ways to make Delta per byte of transfers that tell the bandwidth. An error of
the latency, e, is e / bytes in delta, the more the smaller the picture.
  large      As per_byte, from transfers of at least `large_kb` alone.
  weighted   Delta = N / (D + large_kb^2), N <- (1-a) N + a (T_network - predicted) x bytes,
             D <- (1-a) D + a bytes^2: the slope by least squares with a prior, under which a
             transfer of large_kb tells as much of the bandwidth as it hides by its latency.
  retrain    A line is fitted again to the latest measurements when its recent error is above that
             of training. The cloud's line comes with answers in the paper; here each phone fits all
             three.)";

enum class Adaptive { off, literal, per_byte, large, weighted };

const std::vector<std::string>& names_of(Tag<Adaptive>) {
    static const std::vector<std::string> names = {"off", "literal", "per_byte", "large",
                                                   "weighted"};
    return names;
}

class PieSlicer final : public Preprocess {
  public:
    static constexpr auto title = "PieSlicer";
    struct Options {
        bool selective = true;
        Adaptive adaptive = Adaptive::literal;
        double alpha = 0.5;
        double large_kb = 500;
        double decision_ms = 0;
        bool retrain = false;
        PictureTimes::Retraining retraining;
        double small_kb = 53.982;
        std::optional<KnownLines> lines{};
    };
    static std::vector<Field> fields() {
        return {
            field("selective", &Options::selective,
                  "whether small pictures are sent without shrinking"),
            field("adaptive", &Options::adaptive, "how Delta corrects T_network"),
            field("alpha", &Options::alpha, "a: weight of the newest delta").above(0).at_most(1),
            field("large_kb", &Options::large_kb,
                  "size of a transfer that tells the bandwidth, for large and weighted")
                .above(0),
            field("decision_ms", &Options::decision_ms, "time that a decision takes on the phone")
                .at_least(0),
            field("retrain", &Options::retrain, "whether lines are fitted again during the run"),
            field("retraining", &Options::retraining, "how lines are fitted again"),
            field("small_kb", &Options::small_kb,
                  "size of a shrunk picture that is assumed until the phone has shrunk one")
                .above(0),
            field("lines", &Options::lines, "lines to begin with; default: fitted")};
    }
    explicit PieSlicer(const Options& options)
        : options_(options),
          times_(options.retraining, options.retrain),
          small_bytes_(options.small_kb * 1000) {}

    bool on_phone(const PictureView& view, Draw&) const override {
        const auto bytes = static_cast<double>(view.bytes);
        const auto side = static_cast<double>(view.target_pixels);
        const bool tiny = bytes < small_bytes_ || view.width < side || view.height < side;
        if (options_.selective && tiny) return false;
        const double shrunk_ms = times_.phone_ms(bytes) + ready_ms(small_bytes_);
        const double raw_ms = ready_ms(bytes);
        if (view.notes != nullptr) {
            view.notes->write("shrunk on the phone, ms", shrunk_ms + view.preparation_ms);
            view.notes->write("in the cloud, ms", raw_ms + view.preparation_ms);
        }
        return shrunk_ms < raw_ms;
    }

    double decision_ms() const override { return options_.decision_ms; }

    void train(std::span<const PictureMeasured> measured) override {
        if (options_.lines) {
            times_.take(*options_.lines, measured);
        } else {
            times_.train(measured);
        }
    }

    void learn(const PictureMeasured& m) override {
        const auto sent = static_cast<double>(m.sent_bytes);
        smooth(sent, m.network_ms - times_.network_ms(sent));
        if (m.on_phone) {
            ++shrunk_;
            small_bytes_ += (sent - small_bytes_) / static_cast<double>(shrunk_);
        }
        times_.learn(m);
    }

  private:
    void smooth(double sent, double error_ms) {
        const double a = options_.alpha;
        const double large = options_.large_kb * 1000;
        if (options_.adaptive == Adaptive::weighted) {
            error_bytes_ += a * (error_ms * sent - error_bytes_);
            square_ += a * (sent * sent - square_);
            delta_ = error_bytes_ / (square_ + large * large);
        } else if (options_.adaptive != Adaptive::large || sent >= large) {
            delta_ += a * ((sent > 0 ? error_ms / sent : 0) - delta_);
        }
    }
    // The predicted time from sending a picture of this size until the servers have it shrunk.
    double ready_ms(double bytes) const {
        double network_ms = times_.network_ms(bytes);
        if (options_.adaptive == Adaptive::literal) network_ms += delta_;
        if (options_.adaptive > Adaptive::literal) network_ms += delta_ * bytes;
        return (network_ms > 0 ? network_ms : 0) + times_.cloud_ms(bytes);
    }

    Options options_;
    PictureTimes times_;
    double small_bytes_;
    double delta_ = 0;  // in milliseconds a byte
    double error_bytes_ = 0;
    double square_ = 0;
    int64_t shrunk_ = 0;
};

const Registered registered = policy<PieSlicer>("pieslicer", doc);

}  // namespace
}  // namespace mdisim
