// What phones use of their processors and memory, and how long they do what. Times are counted in a
// run; what a stage uses is multiplied in at the end (sim/metrics/phone_rows.cpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/sums.hpp"

namespace mdisim {

// What a phone uses while it does something, above what it uses when it is idle.
struct PhoneUse {
    double power_mw = 0;
    double cpu_share = 0;
    double gpu_share = 0;
    double memory_mb = 0;
};

// Collections of garbage in a stage, on the mean.
struct Collections {
    double collections = 0;
    double collecting_ms = 0;  // that they take, most of it beside the program
    double pause_ms = 0;       // for which they stop the program
};
// Collections in the app of one model: while it is loaded, and while a user looks at the pictures
// of a session.
struct ModelCollections {
    Collections load;
    Collections interaction;
    double interaction_ms = 0;  // for one picture: rescaling, computing and looking at the answer
};

struct ModelUses {
    PhoneUse load;
    PhoneUse rescale;
    PhoneUse compute;
    std::optional<ModelCollections> garbage{};
};
struct PhoneUses {
    PhoneUse idle;  // in whole, not above anything
    PhoneUse shrinking;
    PhoneUse online;
    std::vector<ModelUses> models;
    int64_t phones = 1;
};

enum class PhoneStageKind { load, rescale, compute, shrink, online };

// Calls visit(kind, from, until) for what the phone does about a request, in times from its
// creation. A model is loaded by the request that asks for it first.
template <class Visit>
void each_phone_stage(const Outcome& o, Visit visit) {
    using enum PhoneStageKind;
    if (o.phone.ns >= 0) {
        const Duration ready = o.phone_ready();
        const Duration done = o.phone_done();
        const Duration rescaled = std::min(done, ready + o.phone_rescale);
        if (o.loads) visit(load, o.phone_start, ready);
        visit(rescale, ready, rescaled);
        visit(compute, rescaled, done);
    }
    if (o.model == no_model) return;
    if (o.shrunk == Shrunk::on_phone) visit(shrink, Duration{}, o.prepare);
    const Duration until = o.answer == Answer::none ? o.ready() + o.wait : o.latency;
    if (until > o.prepare) visit(online, o.prepare, until);
}

struct ModelTimes {
    uint64_t loads = 0;
    uint64_t runs = 0;
    Total loading;
    Total rescaling;
    Sum computing;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.loads...);
        visit(them.runs...);
        visit(them.loading...);
        visit(them.rescaling...);
        visit(them.computing...);
    }
    bool operator==(const ModelTimes&) const = default;
};

// How long phones did what; by the phone's model. Without models nothing is counted.
struct PhoneTimes {
    std::vector<ModelTimes> models{};
    Total shrinking;
    Total online;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.models...);
        visit(them.shrinking...);
        visit(them.online...);
    }
    // Adds a stage, or a part of it. model: of the phone; ignored where the cloud is asked.
    void add(PhoneStageKind kind, uint16_t model, Duration time) {
        if (kind == PhoneStageKind::load) models[model].loading.add(time);
        if (kind == PhoneStageKind::rescale) models[model].rescaling.add(time);
        if (kind == PhoneStageKind::compute) models[model].computing.add(time);
        if (kind == PhoneStageKind::shrink) shrinking.add(time);
        if (kind == PhoneStageKind::online) online.add(time);
    }
    void add(const Outcome& o) {
        each_phone_stage(o, [&](PhoneStageKind kind, Duration from, Duration until) {
            add(kind, o.phone_model, until - from);
        });
        if (o.phone.ns < 0) return;
        models[o.phone_model].loads += o.loads;
        ++models[o.phone_model].runs;
    }
    bool operator==(const PhoneTimes&) const = default;
};

}  // namespace mdisim
