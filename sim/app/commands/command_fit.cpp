#include <algorithm>
#include <iomanip>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/fit_report.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/decide/picture_stages.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/fit/regression.hpp"
#include "sim/report/files.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

// The pictures that were measured at a point of the sweep.
struct MeasuredPoint {
    std::string name;
    std::vector<PictureMeasured> measured;
};

std::string name_of(const Scenario& scenario, size_t point) {
    std::vector<std::string> labels;
    for (const Node& label : scenario.grid().labels(point)) {
        labels.push_back(label.kind == Node::Kind::text ? label.text : dump(label));
    }
    return labels.empty() ? scenario.name() : joined(labels);
}

std::vector<MeasuredPoint> measured_points(const Scenario& scenario) {
    std::vector<MeasuredPoint> points;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        if (point.world->pictures() == nullptr) {
            throw UserError(
                "there is nothing to fit: the scenario has no \"pictures\" and no law with a "
                "\"fit\"");
        }
        points.push_back({name_of(scenario, i), measure_pictures(*point.world)});
    }
    return points;
}

// The times that a stage took, one row for each picture. The features of a row are the bytes that
// the stage worked on and, for each point but the first, whether the picture was measured there.
Measurements measurements_of(PictureStage stage, std::span<const MeasuredPoint> points) {
    std::vector<std::string> names = {"bytes"};
    for (size_t p = 1; p < points.size(); ++p) names.push_back("is " + points[p].name);
    Measurements rows(names);
    std::vector<double> features(names.size());
    for (size_t p = 0; p < points.size(); ++p) {
        std::fill(features.begin(), features.end(), 0);
        if (p > 0) features[p] = 1;
        for (const PictureMeasured& picture : points[p].measured) {
            const StageMeasured measured = measured_of(stage, picture);
            features[0] = measured.bytes;
            if (measured.taken) rows.add(features, measured.ms);
        }
    }
    return rows;
}

std::string fixed(double x, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << x;
    return text.str();
}

Fit fit_of(const std::string& where, const Measurements& rows) {
    try {
        return fit(rows);
    } catch (const UserError& error) {
        throw UserError({{where, "", error.problems().front().what}});
    }
}

std::string line_of(const std::string& name, const Fit& fitted) {
    constexpr size_t widest = 34;
    std::ostringstream line;
    line << "  " << left(name, widest) << std::setw(9) << fixed(fitted.line.intercept, 2)
         << std::setw(10) << fixed(fitted.line.slopes.front() * 1e6, 2);
    for (double error : {fitted.train_error, fitted.validation_error, fitted.test_error}) {
        line << std::setw(7) << fixed(100 * error, 2);
    }
    return line.str() + '\n';
}

void print_lines(const std::vector<MeasuredPoint>& points) {
    std::string text;
    for (PictureStage stage : picture_stages) {
        const std::string of = name_of(stage);
        text += of + '\n';
        for (const MeasuredPoint& point : points) {
            const Measurements rows = measurements_of(stage, {&point, 1});
            text += line_of(point.name, fit_of(of + ", " + point.name, rows));
        }
        if (points.size() < 2) continue;
        const std::string all = "all of them, one level each";
        text += line_of(all, fit_of(of + ", " + all, measurements_of(stage, points)));
    }
    std::cout << "                                     at 0, ms   ms a MB  train  folds   test %\n"
              << text;
}

void print_measurements(const std::vector<MeasuredPoint>& points) {
    std::cout << "place,picture,shrunk_on_phone,bytes,width,height,resolution,sent_bytes,"
                 "phone_ms,network_ms,cloud_ms\n"
              << std::setprecision(12);
    for (const MeasuredPoint& point : points) {
        for (size_t i = 0; i < point.measured.size(); ++i) {
            const PictureMeasured& m = point.measured[i];
            std::cout << quoted(point.name) << ',' << i / 2 << ',' << m.on_phone << ',' << m.bytes
                      << ',' << m.width << ',' << m.height << ',' << m.width * m.height << ','
                      << m.sent_bytes << ',' << m.phone_ms << ',' << m.network_ms << ','
                      << m.cloud_ms << '\n';
        }
    }
}

int fit_lines(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("fit needs a scenario file");
    const Scenario scenario =
        Scenario::load(scenario_file(arguments.words.front()), overrides_of(arguments));
    const std::string fits = arguments.has("measurements") ? "" : fits_text(scenario);
    std::cout << fits;
    if (!fits.empty() && scenario.point(scenario.home()).world->pictures() == nullptr) {
        return exit_ok;
    }
    const std::vector<MeasuredPoint> points = measured_points(scenario);
    if (arguments.has("measurements")) {
        print_measurements(points);
    } else {
        print_lines(points);
    }
    return exit_ok;
}

}  // namespace

Command fit_command() {
    std::vector<OptionSpec> options = scenario_options();
    options.push_back({"measurements", "", "print the measurements instead, as CSV"});
    return {"fit",
            "fit SCENARIO [options]",
            "Prints how laws fit samples, and lines measured pictures.",
            std::move(options),
            1,
            fit_lines};
}

}  // namespace mdisim
