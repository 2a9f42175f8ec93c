// Pictures that requests carry: their sizes, and how long it takes to shrink them on the phone and
// in the cloud. Pixels are not simulated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/network.hpp"

namespace mdisim {

// Time of a stage that works on `bytes`: (intercept + slope x size) x noise x scale. With a noise
// of its own, the intercept has that one; one draw decides both.
struct StageTime {
    double intercept_ms = 0;
    double ms_per_mb = 0;
    Law noise = Constant{1};
    std::optional<Law> intercept_noise{};
    double scale = 1;

    double at(double bytes) const { return intercept_ms + ms_per_mb * bytes * 1e-6; }
};

// A phone on a network, where pictures are measured.
struct LinePlace {
    std::string phone;
    std::string at;
    Network network = LatencyLink{};
    StageTime on_phone;
};
inline constexpr const char* all_places = "all";
// raw: transfers of pictures as they were taken; both: of shrunk ones too.
enum class LineTransfers { raw, both };
// size: of what the stage works on; five: also size, width, height and resolution as taken.
enum class LineFeatures { size, five };
// Asks how far lines are off that are fitted to what is measured at places.
struct LineTests {
    std::vector<LinePlace> places;
    std::string phone = all_places;
    std::string at = all_places;
    LineTransfers transfers = LineTransfers::both;
    LineFeatures features = LineFeatures::five;
};

// Measurements made before a run, for policies that learn.
struct PictureTrials {
    int64_t pictures = 1000;
    int64_t seed = 1;
    std::optional<LineTests> lines{};
};

struct Pictures {
    std::optional<Law> size;        // kb
    std::optional<int64_t> seed{};  // of sizes and shapes, which all runs then have in common
    std::string file;               // replaces the law of sizes by recorded pictures
    std::optional<std::string> digest{};
    Law bits_per_pixel = LogNormal{2.5, 0.8};
    Law small = Constant{53.982};  // kb after shrinking
    int64_t target_pixels = 331;
    StageTime on_phone;
    StageTime in_cloud;
    double preparation_ms = 1;
    double phone_power_mw = 0;
    PictureTrials trials;
    // The content of the file: one picture at each index.
    Column<int64_t> own_bytes{};
    Column<double> own_widths{};
    Column<double> own_heights{};
};

const Object& describe(Tag<StageTime>);
const Object& describe(Tag<LinePlace>);
const Object& describe(Tag<LineTests>);
const std::vector<std::string>& names_of(Tag<LineTransfers>);
const std::vector<std::string>& names_of(Tag<LineFeatures>);
const Object& describe(Tag<PictureTrials>);
const Object& describe(Tag<Pictures>);

// The picture of one request, and the noise of its two stages.
struct Picture {
    int64_t bytes = 0;
    int64_t small_bytes = 0;
    double width = 0;
    double height = 0;
    double phone_noise = 1;
    double cloud_noise = 1;
    // The noise of the two intercepts.
    double phone_start_noise = 1;
    double cloud_start_noise = 1;
};

// Columns of the uniforms that pictures are made of.
struct PictureDraws {
    const double* size;
    const double* shape;
    const double* small;
    const double* phone;
    const double* cloud;
};

class ReadyPictures {
  public:
    // Requires a law of sizes, or recorded pictures.
    explicit ReadyPictures(const Pictures& pictures);

    const Pictures& described() const { return described_; }
    void fill(const PictureDraws& draws, size_t n, Picture* pictures) const;
    Duration on_phone(const Picture& picture) const;
    // Time in the cloud for a picture of `bytes`, with its preparation for a model.
    Duration in_cloud(const Picture& picture, int64_t bytes) const;

  private:
    void fill_own(const double* draws, size_t n, Picture* pictures) const;
    void size(const PictureDraws& draws, size_t n, Picture* pictures) const;

    Pictures described_;
    Sampler size_;
    Sampler bits_per_pixel_;
    Sampler small_;
    Sampler phone_noise_;
    Sampler cloud_noise_;
    Sampler phone_start_noise_;
    Sampler cloud_start_noise_;
};

}  // namespace mdisim
