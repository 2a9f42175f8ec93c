#include "sim/world/phone/pictures.hpp"

#include <algorithm>
#include <charconv>

#include "sim/describe/csv.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"

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
    if (!(infimum(p.bits_per_pixel) >= 0)) throw UserError("'bits_per_pixel' may be negative");
}

int64_t bytes_of(double kb) { return round_to_integer((kb > 0 ? kb : 0) * 1000); }

// A column of that name; -1 where there is none.
int column_of(const CsvLine& first, std::string_view name) {
    const auto at = std::find(first.cells.begin(), first.cells.end(), name);
    return at == first.cells.end() ? -1 : static_cast<int>(at - first.cells.begin());
}

std::optional<double> number_in(const CsvLine& line, int column) {
    if (column < 0 || static_cast<size_t>(column) >= line.cells.size()) return std::nullopt;
    const std::string_view text = line.cells[static_cast<size_t>(column)];
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && value > 0 && value < 1e12 ? std::optional(value) : std::nullopt;
}

}  // namespace

const Object& describe(Tag<StageTime>) {
    static const Object table = object<StageTime>(
        "stage", "what a stage takes: (intercept + slope x megabytes) x noise",
        {field("intercept_ms", &StageTime::intercept_ms, "for nothing at all").at_least(0),
         field("ms_per_mb", &StageTime::ms_per_mb, "for each megabyte").at_least(0),
         law_field("noise", &StageTime::noise, "", "a factor; its mean should be 1")});
    return table;
}

const Object& describe(Tag<PictureTrials>) {
    static const Object table = object<PictureTrials>(
        "picture_trials", "measurements before a run, for policies that learn",
        {field("pictures", &PictureTrials::pictures, "measured, each both ways")
             .at_least(20)
             .at_most(1e6),
         field("seed", &PictureTrials::seed, "of the measurements").at_least(0)});
    return table;
}

const Object& describe(Tag<Pictures>) {
    static const Object table = [] {
        Object t = object<Pictures>(
            "pictures", "pictures that requests carry, and what shrinking them takes",
            {law_field("size", &Pictures::size, "kb", "law of their size in kilobytes"),
             field("file", &Pictures::file,
                   "instead, one's own: a CSV with the columns bytes, width and height")
                 .aside(),
             field("digest", &Pictures::digest,
                   "of the file's content; filled in when it is read, checked when given"),
             law_field("bits_per_pixel", &Pictures::bits_per_pixel, "",
                       "gives width and height, 4:3, where there is no file"),
             law_field("small", &Pictures::small, "kb", "law of their size after shrinking"),
             field("target_pixels", &Pictures::target_pixels, "a side after shrinking")
                 .at_least(1)
                 .at_most(1e5),
             field("on_phone", &Pictures::on_phone, "shrinking one there, by its size"),
             field("in_cloud", &Pictures::in_cloud, "the same, by the size of what was sent"),
             field("preparation_ms", &Pictures::preparation_ms,
                   "in the cloud for any picture, wherever it was shrunk")
                 .at_least(0),
             field("phone_power_mw", &Pictures::phone_power_mw,
                   "power above idle while the phone shrinks one")
                 .at_least(0),
             field("trials", &Pictures::trials, "measurements for policies that learn")});
        t.validate = [](const void* p) { check(*static_cast<const Pictures*>(p)); };
        return t;
    }();
    return table;
}

std::vector<PictureSize> read_pictures(const Pictures& pictures) {
    const std::string text = read_text(pictures.file);
    if (pictures.digest && *pictures.digest != Hasher().absorb(text).digest().hex()) {
        throw UserError(
            {{pictures.file, "", "has changed: its digest is no longer " + *pictures.digest}});
    }
    const std::vector<CsvLine> lines = csv_lines(text);
    std::vector<PictureSize> list;
    std::vector<Problem> problems;
    if (lines.size() < 2) throw UserError({{pictures.file, "", "has no pictures in it"}});
    const int columns[] = {column_of(lines[0], "bytes"), column_of(lines[0], "width"),
                           column_of(lines[0], "height")};
    if (std::count(std::begin(columns), std::end(columns), -1) > 0) {
        throw UserError({{place_in(pictures.file, lines[0]), "",
                          "the columns 'bytes', 'width' and 'height' are needed"}});
    }
    for (size_t i = 1; i < lines.size(); ++i) {
        std::optional<double> values[3];
        for (size_t c = 0; c < 3; ++c) values[c] = number_in(lines[i], columns[c]);
        if (values[0] && values[1] && values[2]) {
            list.push_back({round_to_integer(*values[0]), *values[1], *values[2]});
        } else if (problems.size() < 10) {
            problems.push_back({place_in(pictures.file, lines[i]), "",
                                "expected three positive numbers: bytes, width and height"});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return list;
}

ReadyPictures::ReadyPictures(const Pictures& pictures)
    : described_(pictures),
      bits_per_pixel_(pictures.bits_per_pixel),
      small_(pictures.small),
      phone_noise_(pictures.on_phone.noise),
      cloud_noise_(pictures.in_cloud.noise) {
    if (pictures.size) {
        size_ = Sampler(*pictures.size);
    } else {
        own_ = read_pictures(pictures);
    }
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
}

void ReadyPictures::size(const PictureDraws& draws, size_t n, Picture* pictures) const {
    if (!own_.empty()) {
        for (size_t i = 0; i < n; ++i) {
            const PictureSize& own =
                own_[static_cast<size_t>(draws.size[i] * static_cast<double>(own_.size()))];
            pictures[i].bytes = own.bytes;
            pictures[i].width = own.width;
            pictures[i].height = own.height;
        }
        return;
    }
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

Duration time_of(const StageTime& stage, int64_t bytes, double noise, double beside_ms) {
    const double ms = stage.at(static_cast<double>(bytes)) * noise;
    return Duration::from_ms((ms > 0 ? ms : 0) + beside_ms);
}

}  // namespace

Duration ReadyPictures::on_phone(const Picture& p) const {
    return time_of(described_.on_phone, p.bytes, p.phone_noise, 0);
}

Duration ReadyPictures::in_cloud(const Picture& p, int64_t bytes) const {
    return time_of(described_.in_cloud, bytes, p.cloud_noise, described_.preparation_ms);
}

}  // namespace mdisim
