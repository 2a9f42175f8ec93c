// The loadings of profiles/models/imagenet14 against what was measured of the 14 models, with the
// draws of runs: how often pairs of them are right together, and how many are right at once.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/describe/data_table.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/models.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr uint64_t images = 100'000;

std::vector<Model> classifiers() {
    const std::string file = MDISIM_SOURCE_DIR "/profiles/models/imagenet14.json";
    const Node profile = parse_document(read_text(file), file);
    std::vector<Model> models;
    for (const Node& listed : profile.find("models")->find("list")->items) {
        Model m = worlds::model(listed.find("name")->text, listed.find("accuracy")->real, 10, 0);
        m.loading = listed.find("loading")->real;
        models.push_back(std::move(m));
    }
    return models;
}

// The rows of a table, without its head.
std::vector<std::vector<std::string>> rows_of(const std::string& name) {
    DataTable table(MDISIM_SOURCE_DIR "/profiles/agreement/" + name);
    std::vector<std::vector<std::string>> rows;
    while (table.next()) rows.emplace_back(table.cells().begin(), table.cells().end());
    rows.erase(rows.begin());
    return rows;
}

// right[m][i]: whether model m is right on image i.
std::vector<std::vector<bool>> drawn(const std::vector<Model>& models) {
    const ReadyCorrectness correctness({}, models, {});
    std::vector<std::vector<bool>> right(models.size());
    NoiseAddress request;
    request.seed = 1;
    Outcome o;
    o.executed = true;
    o.answer = Answer::cloud;
    for (uint16_t m = 0; m < models.size(); ++m) {
        o.model = m;
        for (uint64_t i = 0; i < images; ++i) {
            request.request.index = i;
            right[m].push_back(correctness.rights_of(request, o).answer);
        }
    }
    return right;
}

}  // namespace

TEST_CASE("the fourteen models agree with each other as measured", "[correctness]") {
    const std::vector<Model> models = classifiers();
    REQUIRE(models.size() == 14);
    const std::vector<std::vector<bool>> right = drawn(models);
    std::map<std::string, size_t> index;
    for (size_t m = 0; m < models.size(); ++m) index[models[m].name] = m;

    size_t near = 0, all = 0;
    for (const std::vector<std::string>& row : rows_of("imagenet_pairs.csv")) {
        const auto& a = right[index.at(row[0])];
        const auto& b = right[index.at(row[1])];
        PairTally pairs;
        for (uint64_t i = 0; i < images; ++i) {
            Rights rights;
            rights.cloud = a[i];
            rights.phone = b[i];
            pairs.add(rights);
        }
        ++all;
        near += std::abs(phi_of(pairs) - std::stod(row[6])) <= 0.05;
        // What a perfect chooser would repair lies in the measured range, 0.13 to 0.28.
        const double repair = repaired(pairs, pairs.both + pairs.cloud + pairs.phone);
        CHECK((repair > 0.1 && repair < 0.31));
    }
    CHECK(all == 91);
    CHECK(near >= 85);

    std::vector<uint64_t> shares(models.size() + 1);
    for (uint64_t i = 0; i < images; ++i) {
        size_t number = 0;
        for (const auto& of_model : right) number += of_model[i];
        ++shares[number];
    }
    for (const std::vector<std::string>& row : rows_of("imagenet_right.csv")) {
        const double share = static_cast<double>(shares[std::stoul(row[0])]) / images;
        CHECK(std::abs(share - std::stod(row[2])) <= 0.01);
    }
}

}  // namespace mdisim
