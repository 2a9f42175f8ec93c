#include "sim/run/trials/line_tests.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "sim/decide/picture_stages.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/fit/regression.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/world/phone/pictures.hpp"

namespace mdisim {
namespace {

struct MeasuredPlace {
    const LinePlace* place;
    std::vector<PictureMeasured> pictures;
};

std::vector<MeasuredPlace> measured_places(const World& world, uint32_t replication) {
    const LineTests& lines = *world.pictures->trials.lines;
    std::vector<MeasuredPlace> measured;
    for (const LinePlace& place : lines.places) {
        if (lines.phone != all_places && lines.phone != place.phone) continue;
        if (lines.at != all_places && lines.at != place.at) continue;
        World there;
        there.models = world.models;
        there.network = place.network;
        there.payload = world.payload;
        there.pictures = world.pictures;
        there.pictures->on_phone = place.on_phone;
        there.pictures->trials.lines.reset();
        measured.push_back({&place, measure_pictures(ReadyWorld(there), replication)});
    }
    return measured;
}

// The names of the phones, or of the networks, at which was measured, each once.
std::vector<std::string> names_at(const std::vector<MeasuredPlace>& all,
                                  std::string LinePlace::*name) {
    std::vector<std::string> names;
    for (const MeasuredPlace& m : all) {
        if (!contains(names, m.place->*name)) names.push_back(m.place->*name);
    }
    return names;
}

// The features of a stage: what is known of a picture before the stage, and for each phone and each
// network but the first, whether it was measured there.
class StageRows {
  public:
    StageRows(PictureStage stage, const LineTests& lines, const std::vector<MeasuredPlace>& all)
        : stage_(stage),
          lines_(lines),
          phones_(stage == PictureStage::cloud ? std::vector<std::string>()
                                               : names_at(all, &LinePlace::phone)),
          networks_(stage == PictureStage::network ? names_at(all, &LinePlace::at)
                                                   : std::vector<std::string>()),
          rows_(names()) {
        for (const MeasuredPlace& m : all) add(m);
    }
    const Measurements& rows() const { return rows_; }

  private:
    bool five() const { return lines_.features == LineFeatures::five; }
    std::vector<std::string> names() const {
        std::vector<std::string> list = {"bytes"};
        if (five()) list = {"bytes", "width", "height", "resolution", "sent"};
        for (size_t i = 1; i < phones_.size(); ++i) list.push_back("is " + phones_[i]);
        for (size_t i = 1; i < networks_.size(); ++i) list.push_back("is " + networks_[i]);
        return list;
    }
    void add(const MeasuredPlace& m) {
        for (const PictureMeasured& picture : m.pictures) {
            const StageMeasured measured = measured_of(stage_, picture);
            const bool raw = lines_.transfers == LineTransfers::raw;
            if (!measured.taken) continue;
            if (raw && picture.on_phone && stage_ != PictureStage::phone) continue;
            std::vector<double> features = {measured.bytes};
            if (five()) {
                features = {static_cast<double>(picture.bytes), picture.width, picture.height,
                            picture.width * picture.height, measured.bytes};
            }
            for (size_t i = 1; i < phones_.size(); ++i)
                features.push_back(phones_[i] == m.place->phone);
            for (size_t i = 1; i < networks_.size(); ++i)
                features.push_back(networks_[i] == m.place->at);
            rows_.add(features, measured.ms);
        }
    }

    PictureStage stage_;
    const LineTests& lines_;
    std::vector<std::string> phones_;
    std::vector<std::string> networks_;
    Measurements rows_;
};

uint128 in_parts(double error) { return static_cast<uint128>(round_to_integer(error * 1e9)); }

}  // namespace

LineErrors test_lines(const ReadyWorld& world, uint32_t replication) {
    const LineTests& lines = *world.pictures()->described().trials.lines;
    const std::vector<MeasuredPlace> all = measured_places(world.described(), replication);
    FitOptions options;
    options.folds = 0;
    options.seed = replication + 1;
    options.dependent = Dependent::share;
    const auto error = [&](PictureStage stage) {
        return in_parts(fit(StageRows(stage, lines, all).rows(), options).test_error);
    };
    return {1, error(PictureStage::phone), error(PictureStage::network),
            error(PictureStage::cloud)};
}

}  // namespace mdisim
