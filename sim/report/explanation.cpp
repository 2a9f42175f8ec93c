#include "sim/report/explanation.hpp"

#include <cstdint>
#include <optional>
#include <utility>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/report/requests.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

Node text(const std::string& s) { return Node(s); }
Node ms_of(Duration d) { return Node(d.ms()); }
Node whole(uint64_t n) { return Node(static_cast<int64_t>(n)); }

Node notes_of(const Notebook& notebook, const std::optional<uint16_t>& model) {
    Node weighed = Node::object();
    for (const Note& note : notebook.notes()) {
        if (note.model == model) weighed.set(note.what, Node(note.value));
    }
    return weighed;
}

Node answer_node(const ReadyWorld& world, const Best& answer, Duration at) {
    Node node = Node::object();
    node.set("of", text(name_of(answer.answer)));
    if (answer.answer == Answer::none) return node;
    node.set("model", text(model_name(world, answer)));
    node.set("accuracy", Node(*accuracy_of(world, answer)));
    node.set("latency_ms", ms_of(at));
    return node;
}

Node models_node(const ReadyWorld& world, const Record& record) {
    Node list = Node::list();
    for (const ModelBelief& belief : record.shown.beliefs) {
        Node model = Node::object();
        model.set("model", text(world.models().names()[belief.model]));
        model.set("accuracy", Node(belief.accuracy));
        model.set("mu_ms", Node(belief.mu_ms));
        model.set("sigma_ms", Node(belief.sigma_ms));
        model.set("weighed", notes_of(record.select_notes, belief.model));
        list.append(std::move(model));
    }
    return list;
}

Node saw_node(const SelectSnapshot& shown) {
    Node saw = Node::object();
    saw.set("sla_ms", Node(shown.sla_ms));
    saw.set("uplink_ms", Node(shown.uplink_ms));
    saw.set("network_ms", Node(shown.network_ms));
    saw.set("waited_ms", Node(shown.waited_ms));
    saw.set("budget_ms", Node(shown.budget_ms()));
    Node& queue = saw.set("queue", Node::object());
    queue.set("replicas", Node(shown.queue.replicas));
    queue.set("busy", Node(shown.queue.busy));
    queue.set("waiting", Node(shown.queue.waiting));
    return saw;
}

Node chose_node(const ReadyWorld& world, const Record& record) {
    const Outcome& o = record.outcome;
    Node chose = Node::object();
    if (record.placement.front != no_front)
        chose.set("front", text(world.phones().front_name(record.placement.front)));
    if (record.placement.phone) {
        chose.set("on_phone", text(world.phones().models().names()[record.placement.phone_model]));
        if (record.placement.copy_is_late())
            chose.set("on_phone_after_ms", Node(record.placement.phone_after_ms));
    }
    if (o.model != no_model) chose.set("in_cloud", text(world.models().names()[o.model]));
    return chose;
}

Node happened_node(const ReadyWorld& world, const Outcome& o) {
    Node happened = answer_node(world, answer_of(o), o.latency);
    happened.set("in_time", Node(o.on_time));
    happened.set("rescued", Node(o.rescued));
    if (o.rights.drawn) {
        if (o.answer != Answer::none) happened.set("right", Node(o.rights.answer));
        if (o.executed) happened.set("cloud_right", Node(o.rights.cloud));
        if (o.phone_answered()) happened.set("phone_right", Node(o.rights.phone));
    }
    if (o.phone.ns >= 0) {
        if (o.phone_start.ns > 0) happened.set("phone_start_ms", ms_of(o.phone_start));
        happened.set("phone_ms", ms_of(o.phone));
        if (o.stopped) happened.set("phone_stopped_ms", ms_of(o.phone_done()));
    }
    if (o.model == no_model) return happened;
    if (o.attempts > 1) happened.set("attempts", Node(int64_t{o.attempts}));
    if (world.has_sites()) happened.set("site", Node(world.site_views()[o.site].name));
    Node& stages = happened.set("stages_ms", Node::object());
    if (o.earlier.ns > 0) stages.set("earlier_attempts", ms_of(o.earlier));
    stages.set("prepare", ms_of(o.prepare));
    stages.set("uplink", ms_of(o.uplink));
    if (o.cloud_prepare.ns > 0) stages.set("cloud_prepare", ms_of(o.cloud_prepare));
    stages.set("wait", ms_of(o.wait));
    if (!o.executed) return happened;
    stages.set("execution", ms_of(o.execution));
    stages.set("downlink", ms_of(o.downlink));
    return happened;
}

}  // namespace

Node explanation_document(const Explanation& e) {
    const ReadyWorld& world = *e.point.world;
    const Record& any = e.policies.front().record;
    Node document = Node::object();
    document.set("scenario", text(e.scenario));
    document.set("request", whole(e.request));
    document.set("replication", whole(0));
    Node& at = document.set("at", Node::object());
    for (const auto& [axis, label] : e.at) at.set(axis, label);
    document.set("sla_ms", Node(e.sla().ms()));
    document.set("created_ms", Node(any.outcome.created.ms()));
    document.set("phone", whole(any.phone));
    Node& policies = document.set("policies", Node::list());
    for (const Explained& p : e.policies) {
        Node policy = Node::object();
        policy.set("policy", text(p.policy.name));
        if (p.policy.needs_truth()) policy.set("needs", text("truth"));
        policy.set("placing", notes_of(p.record.place_notes, std::nullopt));
        if (p.record.asked) {
            policy.set("saw", saw_node(p.record.shown));
            policy.set("models", models_node(world, p.record));
            policy.set("selecting", notes_of(p.record.select_notes, std::nullopt));
        }
        policy.set("chose", chose_node(world, p.record));
        policy.set("happened", happened_node(world, p.record.outcome));
        policies.append(std::move(policy));
    }
    document.set("best", answer_node(world, any.best, any.best_at));
    return document;
}

}  // namespace mdisim
