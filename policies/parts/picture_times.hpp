// A phone's predictions for a picture, after PieSlicer: the time to shrink it on the phone, to send
// it, and to shrink it in the cloud. Each time is a linear function of the size, which is fitted to
// measurements.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/decide/picture_stages.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"
#include "sim/fit/regression.hpp"

namespace mdisim {

// How lines are fitted again during a run.
struct Retraining {
    int64_t window = 500;
    int64_t every = 100;
};
const Object& describe(Tag<Retraining>);

// A line that is known instead of fitted.
struct KnownLine {
    double intercept_ms = 0;
    double ms_per_mb = 0;
};
// The known lines of all stages.
struct KnownLines {
    KnownLine on_phone;
    KnownLine network;
    KnownLine in_cloud;
};
const Object& describe(Tag<KnownLine>);
const Object& describe(Tag<KnownLines>);

// The measurements of one stage: the time of the stage, by the size of the picture it works on.
Measurements measurements_of(PictureStage stage, std::span<const PictureMeasured> measured);

class PictureTimes {
  public:
    using Retraining = mdisim::Retraining;
    PictureTimes(const Retraining& how, bool retrains);

    // Fits all lines. Throws a UserError if the measurements do not determine a line.
    void train(std::span<const PictureMeasured> measured);
    // Takes known lines. measured: measurements that give the training errors of the lines.
    void take(const KnownLines& lines, std::span<const PictureMeasured> measured);
    // Keeps the latest measurements and, once in `every` calls, fits each line again whose recent
    // error is above its training error. A line stays as it is if the measurements do not determine
    // one. Does nothing if the lines are not to be fitted again.
    void learn(const PictureMeasured& measured);

    // The predicted time of a stage for a picture of this size, at least zero.
    double phone_ms(double bytes) const { return at(PictureStage::phone, bytes); }
    double network_ms(double bytes) const { return at(PictureStage::network, bytes); }
    double cloud_ms(double bytes) const { return at(PictureStage::cloud, bytes); }

  private:
    struct Model {
        double intercept_ms = 0;
        double ms_per_byte = 0;
        double trained_error = 0;
        double recent_error = 0;  // a running mean, in which the last `every` errors weigh most
    };
    const Model& model(PictureStage stage) const { return models_[static_cast<size_t>(stage)]; }
    double at(PictureStage stage, double bytes) const {
        const Model& m = model(stage);
        const double ms = m.intercept_ms + m.ms_per_byte * bytes;
        return ms > 0 ? ms : 0;
    }
    void note_error(PictureStage stage, double bytes, double ms);
    void train(PictureStage stage, std::span<const PictureMeasured> measured);
    void retrain();

    Retraining how_;
    bool retrains_;
    Model models_[3];
    std::vector<PictureMeasured> latest_;  // a ring buffer of `window` measurements
    uint64_t learnt_ = 0;
};

}  // namespace mdisim
