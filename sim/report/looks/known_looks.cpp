#include "sim/report/looks/known_looks.hpp"

#include <algorithm>
#include <optional>

#include "sim/report/looks/shades.hpp"

namespace mdisim {
namespace {

// Colours after those of Okabe and Ito and of Paul Tol, all dark enough for a line on white, and
// moved so far apart that readers who see some colours alike can tell any two (scripts/colours).
// Without colours, the lines of a figure differ in their styles or markers.
constexpr std::string_view blue = "#1171b0";
constexpr std::string_view vermilion = "#c04e00";
constexpr std::string_view indigo = "#332288";
constexpr std::string_view green = "#089168";
constexpr std::string_view wine = "#892255";
constexpr std::string_view sky = "#338fce";
constexpr std::string_view pink = "#c2689a";
constexpr std::string_view brown = "#67440d";
constexpr std::string_view olive = "#827f26";
constexpr std::string_view purple = "#8a5fd0";
constexpr std::string_view teal = "#086163";
constexpr std::string_view grey = "#747475";
constexpr std::string_view red = "#b11432";
constexpr std::string_view ochre = "#bb8207";
constexpr std::string_view forest = "#165021";
constexpr std::string_view slate = "#465473";
constexpr std::string_view palette[] = {blue, vermilion, indigo, green,  wine, sky,
                                        pink, brown,     olive,  purple, teal, grey,
                                        red,  ochre,     forest, slate};

// A model. position: on viridis, from 0 for the least accurate of its family to 0.75.
struct ModelPosition {
    std::string_view name;
    double position;
};
constexpr ModelPosition model_positions[] = {
    {"MobileNetV1 0.25 128", 0.02},
    {"MobileNetV1 0.25 160", 0.045},
    {"MobileNetV1 0.25 192", 0.07},
    {"SqueezeNet", 0.1},
    {"MobileNetV1 0.25", 0.16},
    {"NasNet Fictional", 0.175},
    {"MobileNetV1 0.5 128", 0.185},
    {"MobileNetV1 0.5 160", 0.195},
    {"MobileNetV1 0.5 192", 0.205},
    {"MobileNetV1 0.75 128", 0.21},
    {"MobileNetV1 0.5", 0.22},
    {"DenseNet", 0.28},
    {"MobileNetV1 0.75 160", 0.295},
    {"MobileNetV1 1.0 128", 0.31},
    {"MobileNetV1 0.75 192", 0.325},
    {"MobileNetV1 1.0 160", 0.34},
    {"MobileNetV1 0.75", 0.35},
    {"MobileNetV1 1.0 192", 0.385},
    {"MobileNetV1 1.0", 0.42},
    {"NasNet Mobile", 0.48},
    {"InceptionResNetV2", 0.55},
    {"InceptionV3", 0.61},
    {"InceptionV4", 0.68},
    {"NasNet Large", 0.75},
    {"ResNet-18", 0},
    {"ResNet-34", 0.15},
    {"ResNet-50", 0.3},
    {"ResNet-101", 0.45},
    {"ResNet-152", last_of_lines},
};
constexpr double last_position = 0.75;

// If `colour` is empty, the look has the colour of the model of its label.
constexpr KnownLook written_looks[] = {
    // The papers' systems.
    {"ModiPick", blue, "dashdot", 0},
    {"MDInference", vermilion, "solid", 4},
    {"MDInference with a copy", indigo, "dashdot", 0},
    {"PieSlicer", green, "solid", 2},
    {"Model-Switching", red, "solid", 3},
    // Policies that select a model.
    {"static greedy", pink, "dashed", 3},
    {"dynamic greedy", indigo, "dashed", 6},
    {"stage 1", brown, "long", 0},
    {"most accurate within budget", brown, "long", 0},
    {"pure random", red, "solid", 2},
    {"random", red, "solid", 2},
    {"related random", forest, "long", 5},
    {"related accurate", sky, "dashed", 0},
    {"fastest", wine, "long", 3},
    {"static latency", wine, "long", 3},
    {"most accurate", purple, "dashdot", 2},
    {"static accuracy", purple, "dashdot", 2},
    {"expected wait", olive, "long", 4},
    {"online switching", sky, "dashed", 0},
    // Policies that place requests.
    {"phone", slate, "dashed", 7},
    {"phone only", slate, "dashed", 7},
    {"mode", slate, "dashed", 7},
    {"phone, best in time", indigo, "long", 0},
    {"cloud only", brown, "dashdot", 6},
    {"best copy in time", sky, "dashed", 5},
    {"copy above 1 % risk", purple, "dashed", 4},
    {"fastest predicted", wine, "dashdot", 1},
    {"least energy", forest, "dashdot", 3},
    // Policies that place the shrinking of pictures.
    {"static local", indigo, "long", 1},
    {"on-device", indigo, "long", 1},
    {"static remote", sky, "solid", 1},
    {"in-cloud", sky, "solid", 1},
    // Combinations of systems.
    {"nothing", grey, "dashdot", 0},
    {"Pie + MD", sky, "long", 4},
    {"Pie + Switching", blue, "dashed", 3},
    {"MD + Switching", indigo, "solid", 0},
    {"all three", brown, "long", 6},
    // Replicas and their threads.
    {"1 x 16 threads", indigo, "dashdot", 6},
    {"2 x 8 threads", vermilion, "dashdot", 3},
    {"4 x 4 threads", sky, "dashed", 4},
    {"8 x 2 threads", slate, "solid", 5},
    {"16 x 1 threads", red, "long", 7},
    // Servers with one model, in the colour that it has as an area.
    {"ResNet-18", "", "dashdot", 0},
    {"ResNet-34", "", "long", 2},
    {"ResNet-50", "", "dashdot", 1},
    {"ResNet-101", "", "long", 7},
    {"ResNet-152", "", "dashdot", 2},
};

std::optional<double> known_position(std::string_view model) {
    for (const ModelPosition& known : model_positions) {
        if (known.name == model) return known.position;
    }
    return std::nullopt;
}

struct Looks {
    std::vector<std::string> of_models;
    std::vector<KnownLook> list;
};

Looks coloured_looks() {
    Looks looks;
    looks.of_models.reserve(std::size(written_looks));  // keeps pointers to its texts valid
    for (KnownLook look : written_looks) {
        if (look.colour.empty()) {
            looks.of_models.push_back(shade_at(known_position(look.label).value()));
            look.colour = looks.of_models.back();
        }
        looks.list.push_back(look);
    }
    return looks;
}

}  // namespace

std::span<const KnownLook> known_looks() {
    static const Looks looks = coloured_looks();
    return looks.list;
}

const KnownLook* find_known_look(std::string_view label) {
    const std::span<const KnownLook> all = known_looks();
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const KnownLook& known) { return known.label == label; });
    return at == all.end() ? nullptr : &*at;
}

std::span<const std::string_view> free_colours() { return palette; }

std::vector<double> dashes_of(std::string_view line) {
    if (line == "dashed") return {5, 1.6};
    if (line == "dashdot") return {6, 1.6, 1.2, 1.6};
    if (line == "long") return {9, 2.4};
    if (line == "dotted") return {1.1, 1.5};
    return {};
}

std::vector<std::string> model_colours(const std::vector<std::string>& models) {
    const size_t count = models.size();
    std::vector<std::optional<double>> known(count);
    for (size_t i = 0; i < count; ++i) known[i] = known_position(models[i]);
    std::vector<std::string> colours;
    for (size_t i = 0; i < count; ++i) {
        // The nearest models below and above that have a position, or else the ends of the scale.
        size_t below = i;
        size_t above = i;
        while (below > 0 && !known[below]) --below;
        while (above + 1 < count && !known[above]) ++above;
        const double low = known[below].value_or(0);
        const double high = known[above].value_or(last_position);
        const double share =
            above == below ? 0
                           : static_cast<double>(i - below) / static_cast<double>(above - below);
        colours.push_back(shade_at(low + (high - low) * share));
    }
    return colours;
}

}  // namespace mdisim
