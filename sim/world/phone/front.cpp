#include "sim/world/phone/front.hpp"

#include <utility>

#include "sim/describe/field.hpp"

namespace mdisim {

const Object& describe(Tag<Front>) {
    static const Object table = object<Front>(
        "front", "a part of a model that the phone runs before it sends a request",
        {field("name", &Front::name, "its name in policies' settings").needed(),
         field("mean_ms", &Front::mean_ms, "mean time on the phone").at_least(0).needed(),
         field("sd_ms", &Front::sd_ms, "standard deviation of the time on the phone").at_least(0),
         field("model", &Front::model, "the cloud's model that continues; default: any model"),
         field("cloud_share", &Front::cloud_share, "share of the cloud model's time left to do")
             .share(),
         field("sent_kb", &Front::sent_kb, "kilobytes sent instead of the payload's").at_least(0),
         field("exit_share", &Front::exit_share,
               "share of requests it answers itself, which are then not sent")
             .share(),
         field("exit_accuracy", &Front::exit_accuracy, "accuracy of the answers it gives itself")
             .share(),
         field("loading", &Front::loading,
               "how much it is the easy requests that it answers itself, where answers are right "
               "or wrong (default: that of \"correctness\")")
             .share()});
    return table;
}

std::vector<Model> as_models(const std::vector<Front>& fronts) {
    std::vector<Model> models;
    for (const Front& front : fronts) {
        Model m;
        m.name = front.name;
        m.accuracy = front.exit_accuracy;
        m.mean_ms = front.mean_ms;
        m.sd_ms = front.sd_ms;
        models.push_back(std::move(m));
    }
    return models;
}

}  // namespace mdisim
