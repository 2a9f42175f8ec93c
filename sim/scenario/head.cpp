#include "sim/scenario/head.hpp"

#include <cstdint>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

constexpr int64_t current_version = 1;
constexpr HeadKey keys_of_a_file[] = {
    {"$schema", "where editors find the schema of scenarios"},
    {"version", "of the format: 1"},
    {"about", "what the scenario shows, for people"},
    {"policies",
     "the policies that are compared, a list. A name alone, such as \"mdinference\", is a\n  "
     "select policy; else each is an object of decisions, at least one of select,\n  place, "
     "control and preprocess ('mdisim explain select'):\n  {\"name\": \"with a copy\", \"select\": "
     "\"mdinference\", \"place\": \"both\"}\n  A policy with settings is an object below its "
     "decision:\n  {\"select\": {\"policy\": \"modipick\", \"threshold_ms\": 50}}"},
    {"sweep",
     "an object of axes, whose values are all combined: {\"sla_ms\": {\"from\": 0, \"to\": 500, "
     "\"step\": 10},\n  \"network.cv\": [0.5, 1]}; or a list of such objects whose keys are set "
     "together"},
    {"figures",
     "figures that are drawn from the results, a list ('mdisim explain figure'):\n  {\"name\": "
     "\"accuracy\", \"x\": \"sla_ms\", \"y\": \"aggregate_accuracy\"}"},
    {"labels",
     "labels of axes and of their values in figures and tables: {\"network.cv\": \"spread of the "
     "network\",\n  \"phone.profile\": {\"title\": \"phone\", \"values\": {\"phones/pixel2\": "
     "\"Pixel 2\"}}}; and of\n  policies: {\"policy\": {\"values\": {\"fast\": \"the fastest "
     "model\"}}}"},
    {"records",
     "requests that are kept one by one, in requests.csv: the first ones, or a random sample of\n  "
     "all: {\"requests\": 20, \"which\": \"sampled\"}"},
    {"claims", "statements of a paper with which results are compared: `mdisim explain claim`"},
    {"thresholds",
     "a list of what results must be; 'mdisim run' ends with exit code 3 if they are not. Each "
     "is\n  a check ('mdisim explain check'): {\"policy\": \"mdinference\", \"metric\": "
     "\"attainment\",\n  \"at\": {\"sla_ms\": 250}, \"expect\": {\"least\": 0.99}}"},
};

}  // namespace

std::span<const HeadKey> head_keys() { return keys_of_a_file; }

void check_head(const Node& document, std::vector<Problem>& problems) {
    Decoder decoder(problems);
    if (document.kind != Node::Kind::object) {
        decoder.problem(document, "", "a scenario is an object, not " + name_of(document.kind));
        return;
    }
    const Node* version = document.find("version");
    if (version == nullptr) {
        decoder.problem(document, "", "a scenario needs \"version\": 1");
    } else if (version->kind != Node::Kind::integer || version->integer != current_version) {
        decoder.problem(*version, "/version", "this program reads version 1");
    }
    for (const char* key : {"about", "$schema"}) {
        const Node* text = document.find(key);
        if (text == nullptr || text->kind == Node::Kind::text) continue;
        decoder.problem(*text, std::string("/") + key, "expected text, not " + name_of(text->kind));
    }
}

Node take_list(Node& document, const char* key, std::vector<Problem>& problems) {
    Node list = Node::list();
    if (const Node* found = document.find(key)) list = *found;
    document.erase(key);
    if (list.kind == Node::Kind::list) return list;
    problems.push_back(
        {list.where.text(), std::string("/") + key, "expected a list, not " + name_of(list.kind)});
    return Node::list();
}

}  // namespace mdisim
