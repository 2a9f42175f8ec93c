#include "sim/world/phone/front.hpp"

#include <utility>

#include "sim/describe/field.hpp"

namespace mdisim {

const Object& describe(Tag<Front>) {
    static const Object table = object<Front>(
        "front", "what the phone computes of a request before it sends it",
        {field("name", &Front::name, "what policies call it").needed(),
         field("mean_ms", &Front::mean_ms, "mean time on the phone").at_least(0).needed(),
         field("sd_ms", &Front::sd_ms, "its standard deviation").at_least(0),
         field("model", &Front::model, "the cloud's model that goes on; absent: any may"),
         field("cloud_share", &Front::cloud_share, "share of the cloud model's time left to do")
             .share(),
         field("sent_kb", &Front::sent_kb, "kilobytes sent instead of the payload's").at_least(0),
         field("exit_share", &Front::exit_share,
               "share of requests it answers itself, which are then not sent")
             .share(),
         field("exit_accuracy", &Front::exit_accuracy, "accuracy of the answers it gives itself")
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
