// Pictures that requests carry: how big they are, and what shrinking them takes on the phone and in
// the cloud. The picture itself is not simulated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/describe/column.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

// What a stage takes, in the size of what it works on: (intercept + slope x size) x noise.
struct StageTime {
    double intercept_ms = 0;
    double ms_per_mb = 0;
    Law noise = Constant{1};

    double at(double bytes) const { return intercept_ms + ms_per_mb * bytes * 1e-6; }
};

// Measurements made before a run, for policies that learn.
struct PictureTrials {
    int64_t pictures = 1000;
    int64_t seed = 1;
};

struct Pictures {
    std::optional<Law> size;  // kb
    std::string file;         // instead: one's own
    std::optional<std::string> digest{};
    Law bits_per_pixel = LogNormal{2.5, 0.8};
    Law small = Constant{53.982};  // kb after shrinking
    int64_t target_pixels = 331;
    StageTime on_phone;
    StageTime in_cloud;
    double preparation_ms = 1;
    double phone_power_mw = 0;
    PictureTrials trials;
    // What the file holds: a picture at each place.
    Column<int64_t> own_bytes{};
    Column<double> own_widths{};
    Column<double> own_heights{};
};

const Object& describe(Tag<StageTime>);
const Object& describe(Tag<PictureTrials>);
const Object& describe(Tag<Pictures>);

// The picture of one request, and the noise it meets.
struct Picture {
    int64_t bytes = 0;
    int64_t small_bytes = 0;
    double width = 0;
    double height = 0;
    double phone_noise = 1;
    double cloud_noise = 1;
};

// Columns of uniforms.
struct PictureDraws {
    const double* size;
    const double* shape;
    const double* small;
    const double* phone;
    const double* cloud;
};

class ReadyPictures {
  public:
    // Requires a law of their size, or pictures of one's own.
    explicit ReadyPictures(const Pictures& pictures);

    const Pictures& described() const { return described_; }
    void fill(const PictureDraws& draws, size_t n, Picture* pictures) const;
    Duration on_phone(const Picture& picture) const;
    // Of what was sent, with what preparing it for a model takes.
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
};

}  // namespace mdisim
