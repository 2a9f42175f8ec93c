// The metrics of worlds in which it is known what phones use.
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/phone_uses.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/further_rows.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/row_makers.hpp"

namespace mdisim {

using namespace row_makers;

namespace {

double ns(uint128 total) { return static_cast<double>(total); }

// What all stages used above idle, times nanoseconds.
double used(const PhoneTimes& times, const PhoneUses& uses, double PhoneUse::*what) {
    double sum = ns(times.shrinking.total) * (uses.shrinking.*what) +
                 ns(times.online.total) * (uses.online.*what);
    for (size_t m = 0; m < times.models.size(); ++m) {
        const ModelUses& of_model = uses.models[m];
        sum += ns(times.models[m].loading.total) * (of_model.load.*what) +
               ns(times.models[m].rescaling.total) * (of_model.rescale.*what) +
               ns(times.models[m].computing.total) * (of_model.compute.*what);
    }
    return sum;
}

template <double PhoneUse::*what>
double mean_use(T t, S of) {
    const PhoneUses& uses = *of.grading.uses;
    return t.latency.total == 0
               ? nan
               : uses.idle.*what + used(*t.phones, uses, what) / ns(t.latency.total);
}
template <double PhoneUse::*what>
double mean_use(W w, S of) {
    const PhoneUses& uses = *of.grading.uses;
    const double phone_ns = static_cast<double>(of.span.ns) * static_cast<double>(uses.phones);
    return uses.idle.*what + used(w.phones, uses, what) / phone_ns;
}

double energy_of_loading(T t, S of) {
    const PhoneUses& uses = *of.grading.uses;
    double pj = 0;
    for (size_t m = 0; m < uses.models.size(); ++m) {
        const double power_mw = uses.idle.power_mw + uses.models[m].load.power_mw;
        pj += ns(t.phones->models[m].loading.total) * power_mw;
    }
    return pj;
}

ModelTimes of_all_models(T t) {
    ModelTimes sum;
    for (const ModelTimes& m : t.phones->models) {
        sum.loads += m.loads;
        sum.runs += m.runs;
        sum.loading.total += m.loading.total;
        sum.rescaling.total += m.rescaling.total;
        sum.computing.total += m.computing.total;
        sum.computing.squares += m.computing.squares;
    }
    return sum;
}

// A sum over the models with known collections, for each load of one of them.
template <class OfModel>
double for_each_load(T t, S of, OfModel of_model) {
    double sum = 0;
    uint64_t loads = 0;
    for (size_t m = 0; m < t.phones->models.size(); ++m) {
        const std::optional<ModelCollections>& garbage = of.grading.uses->models[m].garbage;
        if (!garbage) continue;
        sum += of_model(*garbage, t.phones->models[m]);
        loads += t.phones->models[m].loads;
    }
    return loads == 0 ? nan : sum / static_cast<double>(loads);
}
template <double Collections::*what>
double in_loads(T t, S of) {
    return for_each_load(t, of, [](const ModelCollections& g, const ModelTimes& m) {
        return static_cast<double>(m.loads) * (g.load.*what);
    });
}
template <double Collections::*what>
double in_interactions(T t, S of) {
    return for_each_load(t, of, [](const ModelCollections& g, const ModelTimes& m) {
        return static_cast<double>(m.runs) * (g.interaction.*what);
    });
}
double loading_ms(T t, S of) {
    return for_each_load(t, of, [](const ModelCollections&, const ModelTimes& m) {
        return ns(m.loading.total) / 1e6;
    });
}
double interaction_ms(T t, S of) {
    return for_each_load(t, of, [](const ModelCollections& g, const ModelTimes& m) {
        return static_cast<double>(m.runs) * g.interaction_ms;
    });
}

}  // namespace

std::vector<MetricRow> phone_use_rows() {
    return {
        average("device_power_mw", "power of the phone", "mw", lower,
                "power of a phone in the window, its idle power included, without what sending "
                "costs for each kilobyte",
                [](W w, S of) { return mean_use<&PhoneUse::power_mw>(w, of); }),
        average(
            "device_cpu", "processor of the phone", "", lower,
            "share of the phone's processor that is used, over the time until answers came",
            [](const auto& t, S of) -> double { return mean_use<&PhoneUse::cpu_share>(t, of); }),
        average(
            "device_gpu", "graphics processor of the phone", "", lower,
            "share of the phone's graphics processor that is used, over the time until answers "
            "came",
            [](const auto& t, S of) -> double { return mean_use<&PhoneUse::gpu_share>(t, of); }),
        average(
            "device_memory_mb", "memory of the phone", "mb", lower,
            "memory of the phone that is used, over the time until answers came",
            [](const auto& t, S of) -> double { return mean_use<&PhoneUse::memory_mb>(t, of); }),
        average("device_load_ms_mean", "loading on the phone", "ms", lower,
                "mean time of loading a model into a phone's memory",
                [](T t) {
                    const ModelTimes all = of_all_models(t);
                    return over(all.loading.total, all.loads) / 1e6;
                }),
        average("device_rescale_ms_mean", "rescaling on the phone", "ms", lower,
                "mean time of rescaling in a run of a phone's model",
                [](T t) {
                    const ModelTimes all = of_all_models(t);
                    return over(all.rescaling.total, all.runs) / 1e6;
                }),
        average("device_compute_ms_mean", "computing on the phone", "ms", lower,
                "mean time of computing in a run of a phone's model",
                [](T t) {
                    const ModelTimes all = of_all_models(t);
                    return over(all.computing.total, all.runs) / 1e6;
                }),
        average("device_run_ms_mean", "a run on the phone", "ms", lower,
                "mean time of a run of a phone's model: rescaling and computing, without loading",
                [](T t) {
                    const ModelTimes all = of_all_models(t);
                    return over(all.rescaling.total + all.computing.total, all.runs) / 1e6;
                }),
        average("device_shrink_ms_mean", "shrinking on the phone", "ms", lower,
                "mean time in which a phone shrinks a picture before it is sent",
                [](T t) {
                    const uint64_t shrunk = t.shrink.phone_right + t.shrink.phone_wrong;
                    return over(t.phones->shrinking.total, shrunk) / 1e6;
                }),
        average("device_compute_ms_sd", "standard deviation of computing on the phone", "ms", lower,
                "standard deviation over runs of the time of computing",
                [](T t) {
                    const ModelTimes all = of_all_models(t);
                    return standard_deviation(all.computing, all.runs) / 1e6;
                }),
        average(
            "device_load_energy", "energy for loading", "", lower,
            "share of the phones' energy that they use while they load models, idle power included",
            [](T t, S of) { return energy_of_loading(t, of) / ns(t.energy_pj); }, share_of_time),
    };
}

std::vector<MetricRow> garbage_rows() {
    return {
        average("load_collections", "collections while loading", "collections", lower,
                "collections of garbage while a model is loaded",
                [](T t, S of) { return in_loads<&Collections::collections>(t, of); }),
        average("load_collecting_ms", "collecting while loading", "ms", lower,
                "time of collecting garbage while a model is loaded",
                [](T t, S of) { return in_loads<&Collections::collecting_ms>(t, of); }),
        average("load_pause_ms", "pauses while loading", "ms", lower,
                "time for which collections stop the app while a model is loaded",
                [](T t, S of) { return in_loads<&Collections::pause_ms>(t, of); }),
        average(
            "load_collecting_share", "part of loading spent collecting", "", lower,
            "time of collecting garbage over that of loading",
            [](T t, S of) {
                return in_loads<&Collections::collecting_ms>(t, of) / loading_ms(t, of);
            },
            share_of_time),
        average("interaction_ms_mean", "interaction", "ms", neither,
                "time of interaction with the user between two loads of a model",
                [](T t, S of) { return interaction_ms(t, of); }),
        average("interaction_collections", "collections during interaction", "collections", lower,
                "collections of garbage during the interaction between two loads of a model",
                [](T t, S of) { return in_interactions<&Collections::collections>(t, of); }),
        average("interaction_collecting_ms", "collecting during interaction", "ms", lower,
                "time of collecting garbage during the interaction between two loads of a model",
                [](T t, S of) { return in_interactions<&Collections::collecting_ms>(t, of); }),
        average("interaction_pause_ms", "pauses during interaction", "ms", lower,
                "time for which collections stop the app between two loads of a model",
                [](T t, S of) { return in_interactions<&Collections::pause_ms>(t, of); }),
        average(
            "interaction_collecting_share", "part of interaction spent collecting", "", lower,
            "time of collecting garbage over that of interaction",
            [](T t, S of) {
                return in_interactions<&Collections::collecting_ms>(t, of) / interaction_ms(t, of);
            },
            share_of_time),
    };
}

}  // namespace mdisim
