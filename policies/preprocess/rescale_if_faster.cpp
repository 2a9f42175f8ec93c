#include "policies/parts/picture_times.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The rule of "Cloud-based or On-device" (Guo; IC2E 2018, Sec. IV-C3), with what a phone can
know: a picture of size x is rescaled on the phone before it is sent if
    T_d(x) + T_n(small)  <=  T_n(x)
where T_d, the time to rescale, and T_n, that of an upload with its answer, are lines fitted to what
the phone measured of its own pictures, before a run and, with `retrain`, during it; `small` is the
mean size of those it has rescaled. What the cloud does with a picture is not in the rule: PieSlicer
adds it.)";

class RescaleIfFaster final : public Preprocess {
  public:
    static constexpr auto title = "rescale if faster";
    struct Options {
        bool retrain = true;
        PictureTimes::Retraining retraining;
        double small_kb = 172;
    };
    static std::vector<Field> fields() {
        return {field("retrain", &Options::retrain, "whether lines are fitted again during a run"),
                field("retraining", &Options::retraining, "how lines are fitted again"),
                field("small_kb", &Options::small_kb,
                      "size of a rescaled picture until the phone has rescaled one")
                    .above(0)};
    }
    explicit RescaleIfFaster(const Options& options)
        : times_(options.retraining, options.retrain), small_bytes_(options.small_kb * 1000) {}

    bool on_phone(const PictureView& view, Draw&) const override {
        const auto bytes = static_cast<double>(view.bytes);
        const double rescaled_ms = times_.phone_ms(bytes) + times_.network_ms(small_bytes_);
        const double raw_ms = times_.network_ms(bytes);
        if (view.notes != nullptr) {
            view.notes->write("rescaled and sent, ms", rescaled_ms);
            view.notes->write("sent as it is, ms", raw_ms);
        }
        return rescaled_ms <= raw_ms;
    }
    void train(std::span<const PictureMeasured> measured) override { times_.train(measured); }
    void learn(const PictureMeasured& m) override {
        if (m.on_phone) {
            ++rescaled_;
            small_bytes_ +=
                (static_cast<double>(m.sent_bytes) - small_bytes_) / static_cast<double>(rescaled_);
        }
        times_.learn(m);
    }

  private:
    PictureTimes times_;
    double small_bytes_;
    int64_t rescaled_ = 0;
};

const Registered registered = policy<RescaleIfFaster>("rescale_if_faster", doc);

}  // namespace
}  // namespace mdisim
