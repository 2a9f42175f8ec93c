#include "sim/world/phone/pictures.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"

namespace mdisim {
namespace {

void check(const Pictures& p) {
    if (p.size.has_value() == !p.file.empty()) {
        throw UserError("pictures need either a law of their 'size' or a 'file'");
    }
    if (p.size) validate(*p.size);
    for (const Law* law : {&p.bits_per_pixel, &p.small, &p.on_phone.noise, &p.in_cloud.noise}) {
        validate(*law);
    }
    for (const StageTime* stage : {&p.on_phone, &p.in_cloud}) {
        if (stage->intercept_noise) validate(*stage->intercept_noise);
    }
    if (!(infimum(p.bits_per_pixel) >= 0)) throw UserError("'bits_per_pixel' may be negative");
}

int64_t bytes_of(double kb) { return round_to_integer((kb > 0 ? kb : 0) * 1000); }

}  // namespace

const Object& describe(Tag<StageTime>) {
    static const Object table = object<StageTime>(
        "stage", "the time of a stage: (intercept + slope x megabytes) x noise",
        {field("intercept_ms", &StageTime::intercept_ms, "time for a picture of no size")
             .at_least(0),
         field("ms_per_mb", &StageTime::ms_per_mb, "time for each megabyte").at_least(0),
         law_field("noise", &StageTime::noise, "", "a factor; its mean should be 1"),
         law_field("intercept_noise", &StageTime::intercept_noise, "",
                   "a factor of the intercept in place of the noise, from the same draw"),
         field("scale", &StageTime::scale, "a factor of all times").above(0)});
    return table;
}

const std::vector<std::string>& names_of(Tag<LineTransfers>) {
    static const std::vector<std::string> names = {"raw", "both"};
    return names;
}

const std::vector<std::string>& names_of(Tag<LineFeatures>) {
    static const std::vector<std::string> names = {"size", "five"};
    return names;
}

const Object& describe(Tag<LinePlace>) {
    static const Object table = object<LinePlace>(
        "line_place", "a phone on a network, where pictures are measured",
        {field("phone", &LinePlace::phone, "the phone's name").needed(),
         field("at", &LinePlace::at, "the network's name").needed(),
         field("network", &LinePlace::network, "the network"),
         field("on_phone", &LinePlace::on_phone, "time to shrink a picture on the phone")});
    return table;
}

const Object& describe(Tag<LineTests>) {
    static const Object table = [] {
        Object t = object<LineTests>(
            "line_tests",
            "fits lines to what is measured at places before a run, and counts their errors",
            {field("places", &LineTests::places, "phones on networks").needed(),
             field("phone", &LineTests::phone, "the phone that is measured; all: every one"),
             field("at", &LineTests::at, "the network on which it is; all: every one"),
             field("transfers", &LineTests::transfers,
                   "raw: pictures are sent as they were taken; both: and after shrinking, too"),
             field("features", &LineTests::features,
                   "size: of what a stage works on; five: also the size, width, height and "
                   "resolution of the picture as it was taken")});
        t.validate = [](const void* p) {
            const auto& tests = *static_cast<const LineTests*>(p);
            const bool any =
                std::any_of(tests.places.begin(), tests.places.end(), [&](const LinePlace& place) {
                    return (tests.phone == all_places || tests.phone == place.phone) &&
                           (tests.at == all_places || tests.at == place.at);
                });
            if (any) return;
            throw UserError("no place has the phone '" + tests.phone + "' on the network '" +
                            tests.at + "'");
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<PictureTrials>) {
    static const Object table = object<PictureTrials>(
        "picture_trials", "measurements before a run, for policies that learn",
        {field("pictures", &PictureTrials::pictures,
               "pictures that are measured, each shrunk on the phone and in the cloud")
             .at_least(20)
             .at_most(1e6),
         field("seed", &PictureTrials::seed, "seed of the measurements").at_least(0),
         field("lines", &PictureTrials::lines,
               "asks for the errors of lines, as metrics of the run (default: no)")});
    return table;
}

const Object& describe(Tag<Pictures>) {
    static const Object table = [] {
        Object t = object<Pictures>(
            "pictures", "pictures that requests carry, and the time to shrink them",
            {law_field("size", &Pictures::size, "kb", "law of their size in kilobytes"),
             field("seed", &Pictures::seed,
                   "draws sizes and shapes from this seed, so that all runs have the same pictures "
                   "(default: each run has its own)")
                 .at_least(0),
             field("file", &Pictures::file,
                   "recorded pictures, in place of size: a CSV with the columns bytes, width and "
                   "height")
                 .aside(),
             field("digest", &Pictures::digest,
                   "of the file's content; filled in when it is read, checked when given"),
             law_field("bits_per_pixel", &Pictures::bits_per_pixel, "",
                       "law from which width and height follow, at 4:3, if there is no file"),
             law_field("small", &Pictures::small, "kb", "law of their size after shrinking"),
             field("target_pixels", &Pictures::target_pixels,
                   "the side of a picture after shrinking, in pixels")
                 .at_least(1)
                 .at_most(1e5),
             field("on_phone", &Pictures::on_phone,
                   "time to shrink a picture on the phone, by its size"),
             field("in_cloud", &Pictures::in_cloud,
                   "time to shrink a picture in the cloud, by the size of what was sent"),
             field("preparation_ms", &Pictures::preparation_ms,
                   "time in the cloud to prepare any picture, wherever it was shrunk")
                 .at_least(0),
             field("phone_power_mw", &Pictures::phone_power_mw,
                   "power above idle while the phone shrinks a picture")
                 .at_least(0),
             field("trials", &Pictures::trials, "measurements for policies that learn")});
        t.validate = [](const void* p) { check(*static_cast<const Pictures*>(p)); };
        return t;
    }();
    return table;
}

ReadyPictures::ReadyPictures(const Pictures& pictures)
    : described_(pictures),
      bits_per_pixel_(pictures.bits_per_pixel),
      small_(pictures.small),
      phone_noise_(pictures.on_phone.noise),
      cloud_noise_(pictures.in_cloud.noise),
      phone_start_noise_(pictures.on_phone.intercept_noise.value_or(pictures.on_phone.noise)),
      cloud_start_noise_(pictures.in_cloud.intercept_noise.value_or(pictures.in_cloud.noise)) {
    if (pictures.size) {
        size_ = Sampler(*pictures.size);
        return;
    }
    const size_t n = pictures.own_bytes.size();
    ensure(n > 0 && pictures.own_widths.size() == n && pictures.own_heights.size() == n,
           "each picture of one's own has bytes, a width and a height");
}

void ReadyPictures::fill(const PictureDraws& draws, size_t n, Picture* pictures) const {
    size(draws, n, pictures);
    double column[column_size];
    small_.quantiles(draws.small, n, column);
    for (size_t i = 0; i < n; ++i) pictures[i].small_bytes = bytes_of(column[i]);
    phone_noise_.quantiles(draws.phone, n, column);
    for (size_t i = 0; i < n; ++i) pictures[i].phone_noise = column[i];
    cloud_noise_.quantiles(draws.cloud, n, column);
    for (size_t i = 0; i < n; ++i) pictures[i].cloud_noise = column[i];
    if (described_.on_phone.intercept_noise) {
        phone_start_noise_.quantiles(draws.phone, n, column);
        for (size_t i = 0; i < n; ++i) pictures[i].phone_start_noise = column[i];
    }
    if (described_.in_cloud.intercept_noise) {
        cloud_start_noise_.quantiles(draws.cloud, n, column);
        for (size_t i = 0; i < n; ++i) pictures[i].cloud_start_noise = column[i];
    }
}

void ReadyPictures::fill_own(const double* draws, size_t n, Picture* pictures) const {
    const auto many = static_cast<double>(described_.own_bytes.size());
    Column<int64_t>::Cursor bytes = described_.own_bytes.cursor();
    Column<double>::Cursor widths = described_.own_widths.cursor();
    Column<double>::Cursor heights = described_.own_heights.cursor();
    for (size_t i = 0; i < n; ++i) {
        const auto row = static_cast<size_t>(draws[i] * many);
        pictures[i].bytes = bytes.at(row);
        pictures[i].width = widths.at(row);
        pictures[i].height = heights.at(row);
    }
}

void ReadyPictures::size(const PictureDraws& draws, size_t n, Picture* pictures) const {
    if (!described_.size) return fill_own(draws.size, n, pictures);
    constexpr double width_to_height = 4.0 / 3;
    double kb[column_size];
    double depth[column_size];
    size_.quantiles(draws.size, n, kb);
    bits_per_pixel_.quantiles(draws.shape, n, depth);
    for (size_t i = 0; i < n; ++i) {
        Picture& p = pictures[i];
        p.bytes = bytes_of(kb[i]);
        const double pixels = depth[i] > 0 ? 8 * static_cast<double>(p.bytes) / depth[i] : 0;
        p.height = __builtin_sqrt(pixels / width_to_height);
        p.width = p.height * width_to_height;
    }
}

namespace {

Duration time_of(const StageTime& stage, int64_t bytes, double noise, double start_noise,
                 double beside_ms) {
    const auto size = static_cast<double>(bytes);
    double ms = stage.at(size) * noise;
    if (stage.intercept_noise)
        ms = stage.intercept_ms * start_noise + stage.ms_per_mb * size * 1e-6 * noise;
    ms *= stage.scale;
    return Duration::from_ms((ms > 0 ? ms : 0) + beside_ms);
}

}  // namespace

Duration ReadyPictures::on_phone(const Picture& p) const {
    return time_of(described_.on_phone, p.bytes, p.phone_noise, p.phone_start_noise, 0);
}

Duration ReadyPictures::in_cloud(const Picture& p, int64_t bytes) const {
    return time_of(described_.in_cloud, bytes, p.cloud_noise, p.cloud_start_noise,
                   described_.preparation_ms);
}

}  // namespace mdisim
