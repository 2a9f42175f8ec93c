#include "policies/parts/picture_times.hpp"

#include <cstdint>

#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {

const Object& describe(Tag<Retraining>) {
    static const Object table = object<Retraining>(
        "retraining", "how lines are fitted again during a run",
        {field("window", &Retraining::window,
               "number of latest measurements to which lines are fitted")
             .at_least(20)
             .at_most(1e5),
         field("every", &Retraining::every, "the least number of measurements between two fits")
             .at_least(1)});
    return table;
}

const Object& describe(Tag<KnownLine>) {
    static const Object table = object<KnownLine>(
        "line", "the time of a stage, by the size of the picture it works on",
        {field("intercept_ms", &KnownLine::intercept_ms, "time for a picture of 0 bytes"),
         field("ms_per_mb", &KnownLine::ms_per_mb, "time for each megabyte")});
    return table;
}

const Object& describe(Tag<KnownLines>) {
    static const Object table = object<KnownLines>(
        "lines", "lines that are known instead of fitted",
        {field("on_phone", &KnownLines::on_phone, "the line for shrinking on the phone").needed(),
         field("network", &KnownLines::network, "the line for sending and for the answer").needed(),
         field("in_cloud", &KnownLines::in_cloud, "the line for shrinking in the cloud").needed()});
    return table;
}

Measurements measurements_of(PictureStage stage, std::span<const PictureMeasured> measured) {
    Measurements rows({"bytes"});
    for (const PictureMeasured& m : measured) {
        const StageMeasured s = measured_of(stage, m);
        if (s.taken) rows.add({&s.bytes, 1}, s.ms);
    }
    return rows;
}

PictureTimes::PictureTimes(const Retraining& how, bool retrains) : how_(how), retrains_(retrains) {
    if (retrains_) latest_.reserve(static_cast<size_t>(how_.window));
}

void PictureTimes::train(std::span<const PictureMeasured> measured) {
    for (PictureStage stage : picture_stages) train(stage, measured);
}

void PictureTimes::train(PictureStage stage, std::span<const PictureMeasured> measured) {
    const Fit fitted = fit(measurements_of(stage, measured));
    models_[static_cast<size_t>(stage)] = {fitted.line.intercept, fitted.line.slopes.front(),
                                           fitted.train_error, fitted.train_error};
}

void PictureTimes::take(const KnownLines& lines, std::span<const PictureMeasured> measured) {
    const KnownLine* known[] = {&lines.on_phone, &lines.network, &lines.in_cloud};
    for (PictureStage stage : picture_stages) {
        const auto i = static_cast<size_t>(stage);
        const FittedLine line{known[i]->intercept_ms, {known[i]->ms_per_mb * 1e-6}};
        const double error = mean_absolute_percentage_error(line, measurements_of(stage, measured));
        models_[i] = {line.intercept, line.slopes.front(), error, error};
    }
}

void PictureTimes::note_error(PictureStage stage, double bytes, double ms) {
    if (!(ms > 0)) return;
    const double off = (at(stage, bytes) - ms) / ms;
    double& error = models_[static_cast<size_t>(stage)].recent_error;
    error += ((off < 0 ? -off : off) - error) / static_cast<double>(how_.every);
}

void PictureTimes::learn(const PictureMeasured& measured) {
    if (!retrains_) return;
    for (PictureStage stage : picture_stages) {
        const StageMeasured s = measured_of(stage, measured);
        if (s.taken) note_error(stage, s.bytes, s.ms);
    }
    const auto window = static_cast<size_t>(how_.window);
    if (latest_.size() < window) {
        latest_.push_back(measured);
    } else {
        latest_[learnt_ % window] = measured;
    }
    ++learnt_;
    if (learnt_ % static_cast<uint64_t>(how_.every) == 0) retrain();
}

void PictureTimes::retrain() {
    for (PictureStage stage : picture_stages) {
        if (!(model(stage).recent_error > model(stage).trained_error)) continue;
        try {
            train(stage, latest_);
        } catch (const UserError&) {  // the measurements determine no line: the old one stays
        }
    }
}

}  // namespace mdisim
