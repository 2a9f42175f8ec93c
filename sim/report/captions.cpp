#include "sim/report/captions.hpp"

#include "sim/report/looks.hpp"

namespace mdisim {
namespace {

// Figures have room for longer names.
struct ShortTitle {
    const char* metric;
    const char* title;
};
constexpr ShortTitle short_titles[] = {{"attainment", "in time"},
                                       {"aggregate_accuracy", "accuracy"},
                                       {"effective_accuracy", "effective"},
                                       {"latency_ms_mean", "latency"},
                                       {"latency_ms_p99", "p99"}};

}  // namespace

const std::vector<std::string>& table_metrics() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const ShortTitle& one : short_titles) all.emplace_back(one.metric);
        return all;
    }();
    return names;
}

TableCaption table_caption(const MetricInfo& metric) {
    MetricInfo called = metric;
    for (const ShortTitle& one : short_titles) {
        if (metric.name == one.metric) called.title = one.title;
    }
    const Caption caption = caption_of_metric(called);
    std::string title = caption.label;
    if (title.ends_with(')')) {
        title.pop_back();
        title.erase(title.rfind('('), 1);
    }
    return {title, caption.scale, metric.unit.empty() ? 2 : 1};
}

}  // namespace mdisim
