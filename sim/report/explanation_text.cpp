#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/campaign/watched.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/report/explanation.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/requests.hpp"
#include "sim/report/table.hpp"
#include "sim/report/text.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr size_t indent = 10;  // of text beside a heading
constexpr size_t model_width = 22;
constexpr size_t number_width = 9;

std::string ms_text(double x) { return fixed(x, 1) + " ms"; }
std::string ms_text(Duration d) { return ms_text(d.ms()); }
std::string right_or_wrong(bool right) { return right ? "right" : "wrong"; }
std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

// The names of a policy's notes on models, in the order in which it wrote them.
std::vector<std::string> weights_of(const Notebook& notebook) {
    std::vector<std::string> names;
    for (const Note& note : notebook.notes()) {
        const bool known = contains(names, note.what);
        if (note.model && !known) names.push_back(note.what);
    }
    return names;
}

std::string weight_of(const Notebook& notebook, uint16_t model, const std::string& what) {
    for (const Note& note : notebook.notes()) {
        if (note.model == model && note.what == what) return short_number(note.value);
    }
    return "-";
}

size_t width_of(const std::string& weight) { return std::max(number_width, letters(weight)) + 2; }

class Story {
  public:
    Story(const Explanation& explanation, const TableStyle& style)
        : explanation_(explanation), style_(style), world_(*explanation.point.world) {}

    std::string tell() {
        heading();
        for (const Explained& p : explanation_.policies) {
            text_ += '\n' + style_.bold(policy_title(p.policy)) +
                     (p.policy.needs_truth() ? "   (knows the truth, as no real policy can)" : "") +
                     '\n';
            placing(p.record);
            if (p.record.asked) {
                selecting(p.record);
            } else if (p.record.outcome.model != no_model) {
                line("chosen", {"without a select policy: by a front, or in a batch"});
            }
            happened(p.record);
        }
        best();
        return text_;
    }

  private:
    // Writes a paragraph beside its heading. Parts are not broken.
    void line(const std::string& head, const std::vector<std::string>& parts) {
        std::string row = left("  " + head, indent);
        for (size_t i = 0; i < parts.size(); ++i) {
            const std::string part = parts[i] + (i + 1 < parts.size() ? "," : "");
            const bool begins = letters(row) == indent;
            if (!begins && letters(row) + 1 + letters(part) > style_.width) {
                text_ += row + '\n';
                row = std::string(indent, ' ') + part;
            } else {
                row += (begins ? "" : " ") + part;
            }
        }
        text_ += row + '\n';
    }

    void heading() {
        const Record& any = explanation_.policies.front().record;
        std::string title = "request " + std::to_string(explanation_.request) + " of " +
                            explanation_.scenario + ", replication 0";
        for (const auto& [axis, label] : explanation_.at) {
            title += ", " + axis + " = " + label_text(label);
        }
        text_ +=
            style_.bold(letters(title) > style_.width ? left(title, style_.width) : title) + '\n';
        line("created",
             {"after " + ms_text(any.outcome.created.ms()), "on phone " + std::to_string(any.phone),
              "deadline " + ms_text(explanation_.sla().ms())});
    }

    void notes(const Notebook& notebook) {
        std::vector<std::string> parts;
        for (const Note& note : notebook.notes()) {
            if (!note.model) parts.push_back(note.what + " " + short_number(note.value));
        }
        if (!parts.empty()) line("weighed", parts);
    }

    void placing(const Record& record) {
        notes(record.place_notes);
        const Placement& p = record.placement;
        std::string where = p.cloud && p.phone ? "to the cloud, with a copy on the phone"
                            : p.cloud          ? "to the cloud"
                                               : "on the phone alone";
        if (p.copy_is_late()) {
            where += " after " + ms_text(p.phone_after_ms) + " without an answer";
        }
        if (p.front != no_front) {
            where += ", through the front '" + world_.phones().front_name(p.front) + "'";
        }
        if (record.outcome.model != no_model) where += to_site(record.outcome);
        notes(record.route_notes);
        line("sent", {where});
    }

    std::string to_site(const Outcome& o) const {
        if (!world_.has_sites()) return "";
        return ", to the site '" + world_.site_views()[o.site].name + "'";
    }

    void selecting(const Record& record) {
        const SelectSnapshot& s = record.shown;
        line("saw",
             {"deadline " + ms_text(s.sla_ms), "uplink " + ms_text(s.uplink_ms),
              "network estimate " + ms_text(s.network_ms), "budget " + ms_text(s.budget_ms()),
              s.queue.replicas == 0 ? "no queue"
                                    : std::to_string(s.queue.busy) + " of " +
                                          std::to_string(s.queue.replicas) + " replicas busy",
              std::to_string(s.queue.waiting) + " waiting"});
        notes(record.select_notes);
        models(record);
    }

    // Shows as many of the notes as fit.
    void models(const Record& record) {
        std::vector<std::string> weights = weights_of(record.select_notes);
        size_t width = model_width + 3 * number_width + 2;
        size_t shown = 0;
        while (shown < weights.size() && width + width_of(weights[shown]) <= style_.width) {
            width += width_of(weights[shown++]);
        }
        weights.resize(shown);
        std::string head = "  " + left("", model_width);
        for (const char* name : {"accuracy", "mu, ms", "sigma"}) head += right(name, number_width);
        for (const std::string& name : weights) head += right(name, width_of(name));
        text_ += head + '\n';
        // If a policy has no notes on models, only the model it chose is shown, unless no policy
        // before has shown them all.
        const bool all = !weights.empty() || !beliefs_shown_;
        for (const ModelBelief& m : record.shown.beliefs) {
            const bool chosen = record.outcome.model == m.model;
            if (all || chosen) text_ += model_row(record, m, chosen, weights) + '\n';
        }
        beliefs_shown_ = true;
    }

    std::string model_row(const Record& record, const ModelBelief& m, bool chosen,
                          const std::vector<std::string>& weights) const {
        std::string row =
            "  " + left((chosen ? "> " : "  ") + world_.models().names()[m.model], model_width);
        row += right(fixed(100 * m.accuracy, 2), number_width);
        row += right(fixed(m.mu_ms, 1), number_width) + right(fixed(m.sigma_ms, 1), number_width);
        for (const std::string& name : weights) {
            row += right(weight_of(record.select_notes, m.model, name), width_of(name));
        }
        return chosen ? style_.bold(row) : row;
    }

    void attempts(const Record& record) {
        std::vector<Outcome> sent = record.attempts;
        std::sort(sent.begin(), sent.end(),
                  [](const Outcome& a, const Outcome& b) { return a.attempts < b.attempts; });
        for (const Outcome& o : sent) {
            const Duration end = o.ready() + o.wait + o.execution + o.downlink;
            line("sent", {"attempt " + std::to_string(o.attempts) + " of " +
                              std::to_string(record.outcome.attempts) + to_site(o),
                          "after " + ms_text(o.earlier), "wait " + ms_text(o.wait),
                          o.executed ? "answer after " + ms_text(end) : "no answer"});
        }
    }

    void happened(const Record& record) {
        const Outcome& o = record.outcome;
        if (o.attempts > 1) attempts(record);
        if (o.model != no_model) {
            std::vector<std::string> stages = {world_.models().names()[o.model] + " in the cloud"};
            if (o.prepare.ns > 0) stages.push_back("on the phone " + ms_text(o.prepare));
            stages.push_back("uplink " + ms_text(o.uplink));
            if (o.cloud_prepare.ns > 0) stages.push_back("its picture " + ms_text(o.cloud_prepare));
            stages.push_back("wait " + ms_text(o.wait));
            stages.push_back(o.executed ? "execution " + ms_text(o.execution) : "dropped");
            if (o.executed) {
                stages.push_back("downlink " + ms_text(o.downlink));
                const Duration all = o.ready() - o.earlier + o.wait + o.execution + o.downlink;
                stages.push_back("in all " + ms_text(all));
                if (o.rights.drawn) stages.push_back(right_or_wrong(o.rights.cloud));
            }
            line("ran", stages);
        }
        on_phone(record);
        const Best answer = answer_of(o);
        if (answer.answer == Answer::none) return line("answer", {"none, ever"});
        std::vector<std::string> parts = {of(answer), percent(*accuracy_of(world_, answer)),
                                          "after " + ms_text(o.latency),
                                          o.on_time ? "in time" : "late"};
        if (o.rights.drawn) parts.push_back(right_or_wrong(o.rights.answer));
        if (o.rescued) parts.push_back("because the cloud was late");
        line("answer", parts);
    }

    void on_phone(const Record& record) {
        const Outcome& o = record.outcome;
        const std::vector<std::string>& names = world_.phones().models().names();
        if (o.phone.ns >= 0) {
            std::vector<std::string> parts = {names[o.phone_model] + " on the phone"};
            if (o.phone_start.ns > 0) parts.push_back("begun after " + ms_text(o.phone_start));
            if (o.phone_load.ns > 0) parts.push_back("loading " + ms_text(o.phone_load));
            parts.push_back(o.stopped ? "stopped after " + ms_text(o.phone_done())
                                      : "in all " + ms_text(o.phone));
            if (o.rights.drawn && o.phone_answered())
                parts.push_back(right_or_wrong(o.rights.phone));
            line("ran", parts);
        } else if (record.placement.copy_is_late()) {
            line("no copy", {"of " + names[record.placement.phone_model] + " on the phone",
                             "since the cloud had answered"});
        }
    }

    std::string of(const Best& answer) const {
        if (answer.answer == Answer::both) return model_name(world_, answer) + " combined";
        return model_name(world_, answer) +
               (answer.answer == Answer::cloud ? " in the cloud" : " on the phone");
    }

    void best() {
        const Record& any = explanation_.policies.front().record;
        text_ += '\n' + style_.bold("the bound: the best answer, without waiting") + '\n';
        if (any.best.answer == Answer::none) return line("answer", {"no answer could be in time"});
        line("answer", {of(any.best), percent(*accuracy_of(world_, any.best)),
                        "after " + ms_text(any.best_at), "in time"});
    }

    const Explanation& explanation_;
    TableStyle style_;
    const ReadyWorld& world_;
    std::string text_;
    bool beliefs_shown_ = false;
};

}  // namespace

std::string explanation_text(const Explanation& explanation, const TableStyle& style) {
    return Story(explanation, style).tell();
}

}  // namespace mdisim
