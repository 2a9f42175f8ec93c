#include "sim/scenario/claim.hpp"

#include <algorithm>
#include <set>

namespace mdisim {
namespace {

constexpr std::string_view places[] = {"at", "against_at"};
constexpr std::string_view containers[] = {"checks", "variants"};

std::vector<std::string_view> fields_of(const Object& table) {
    std::vector<std::string_view> names;
    for (const Field& f : table.fields) names.push_back(f.name);
    return names;
}

// Keys of a check may stand in the claim itself, and in a variant.
std::vector<std::string_view> keys_besides_head() {
    std::vector<std::string_view> keys = fields_of(describe(Tag<Check>{}));
    std::erase(keys, "label");
    keys.insert(keys.end(), std::begin(places), std::end(places));
    keys.insert(keys.end(), std::begin(containers), std::end(containers));
    return keys;
}

void lay_over(Node& base, const Node& over) {
    for (const auto& [key, value] : over.members) {
        Node* known = base.find(key);
        if (known != nullptr && (key == "at" || key == "against_at" || key == "against")) {
            lay_over(*known, value);
        } else {
            base.set(key, value);
        }
    }
}

class Reader {
  public:
    Reader(const Scenario& scenario, std::vector<Problem>& problems)
        : scenario_(scenario), decoder_(problems), problems_(problems) {
        const Point first = scenario.point(0);
        for (const Combination& policy : first.policies) policies_.push_back(policy.name);
        for (const MetricInfo& info : metric_infos(first.world->grading())) {
            metrics_.push_back(info.name);
        }
    }

    Claim read(const Node& node, const std::string& pointer) {
        Claim claim;
        const size_t before = problems_.size();
        decoder_.decode_object(node, describe(Tag<Claim>{}), &claim, pointer, keys_besides_head());
        if (problems_.size() > before) return claim;
        if (!ids_.insert(claim.id).second) {
            decoder_.problem(node, pointer, "two claims are called '" + claim.id + "'");
        }
        Node shared = node;
        for (std::string_view key : fields_of(describe(Tag<Claim>{}))) shared.erase(key);
        for (std::string_view key : containers) shared.erase(key);
        claim.variants.push_back(variant(claim.label, node, shared, Node::object(), pointer));
        if (const Node* variants = node.find("variants")) {
            for (const Node& over : variants->items) {
                Node part = over;
                part.erase("label");
                const Node* label = over.find("label");
                const std::string name = label != nullptr ? label->text : "variant";
                claim.variants.push_back(variant(name, node, shared, part, pointer + "/variants"));
            }
        }
        return claim;
    }

  private:
    Variant variant(const std::string& label, const Node& claim, const Node& shared,
                    const Node& over, const std::string& pointer) {
        Variant v{label, {}};
        const Node* checks = claim.find("checks");
        const Node alone = Node::object();
        const std::vector<Node> parts =
            checks != nullptr ? checks->items : std::vector<Node>{alone};
        for (const Node& part : parts) {
            Node whole = shared;
            lay_over(whole, part);
            lay_over(whole, over);
            whole.where = checks != nullptr ? part.where : claim.where;
            v.checks.push_back(check(whole, pointer));
        }
        return v;
    }

    Check check(const Node& node, const std::string& pointer) {
        Check c;
        c.at = c.against_at = Node::object();
        const size_t before = problems_.size();
        decoder_.decode_object(node, describe(Tag<Check>{}), &c, pointer,
                               {std::begin(places), std::end(places)});
        if (const Node* at = node.find("at")) c.at = *at;
        c.against_at = c.at;
        if (const Node* at = node.find("against_at")) lay_over(c.against_at, *at);
        if (problems_.size() > before) return c;
        check_names(node, pointer, c);
        check_form(node, pointer, c);
        check_axes(node, pointer, c);
        return c;
    }

    void known(const Node& node, const std::string& pointer, const char* what,
               const std::string& name, const std::vector<std::string>& names) {
        if (std::find(names.begin(), names.end(), name) != names.end()) return;
        decoder_.problem(node, pointer,
                         std::string("there is no ") + what + " '" + name + "' here." +
                             suggestion(name, {names.begin(), names.end()}));
    }

    void check_names(const Node& node, const std::string& pointer, const Check& c) {
        known(node, pointer, "metric", c.metric, metrics_);
        if (c.form != ClaimForm::order) known(node, pointer, "policy", c.policy, policies_);
        for (const std::string& name : c.order) known(node, pointer, "policy", name, policies_);
        if (!c.against) return;
        if (!c.against->policy.empty())
            known(node, pointer, "policy", c.against->policy, policies_);
        if (!c.against->metric.empty()) known(node, pointer, "metric", c.against->metric, metrics_);
    }

    void check_form(const Node& node, const std::string& pointer, const Check& c) {
        const std::string& form = names_of(Tag<ClaimForm>{})[static_cast<size_t>(c.form)];
        const auto needs = [&](bool there, const char* what) {
            if (!there) decoder_.problem(node, pointer, "'" + form + "' needs '" + what + "'");
        };
        using enum ClaimForm;
        if (c.form == difference || c.form == ratio) needs(c.against.has_value(), "against");
        if (c.form == distance) needs(!c.curve.empty(), "curve");
        if (c.form == order) needs(c.order.size() > 1, "order");
        if (c.form == distance || c.form == monotone || c.form == share || c.form == crossing) {
            needs(!c.along.empty(), "along");
        }
        if (c.form == distance && !c.curve.empty()) check_curve(node, pointer, c);
        if (!c.range.empty() && (c.range.size() != 2 || c.range[0] > c.range[1])) {
            decoder_.problem(node, pointer, "a 'range' is [from, to]");
        }
    }

    void check_curve(const Node& node, const std::string& pointer, const Check& c) {
        try {
            const std::string& series = c.series.empty() ? c.policy : c.series;
            for (const CurvePoint& point : scenario_.published(c.curve)) {
                if (point.series == series && point.metric == c.metric) return;
            }
            decoder_.problem(node, pointer,
                             "'" + c.curve + "' has no " + c.metric + " of '" + series + "'");
        } catch (const UserError& error) {
            for (const Problem& p : error.problems()) decoder_.problem(node, pointer, p.what);
        }
    }

    void check_axes(const Node& node, const std::string& pointer, const Check& c) {
        std::vector<std::string> names;
        for (const Axis& axis : scenario_.axes()) names.push_back(axis.name());
        if (!c.along.empty()) known(node, pointer, "axis", c.along, names);
        for (const Node* at : {&c.at, &c.against_at}) {
            for (const auto& [name, label] : at->members) {
                known(label, pointer + "/at", "axis", name, names);
            }
            for (const Axis& axis : scenario_.axes()) {
                if (axis.name() != c.along) check_place(*at, axis, node, pointer);
            }
        }
    }

    void check_place(const Node& at, const Axis& axis, const Node& node,
                     const std::string& pointer) {
        const Node* label = at.find(axis.name());
        if (label == nullptr && axis.values.size() > 1) {
            decoder_.problem(node, pointer,
                             "'at' must say where on '" + axis.name() + "' the number is read");
        } else if (label != nullptr && !place_on(axis, *label)) {
            decoder_.problem(*label, pointer + "/at",
                             "the sweep of '" + axis.name() + "' has no " + dump(*label));
        }
    }

    const Scenario& scenario_;
    Decoder decoder_;
    std::vector<Problem>& problems_;
    std::vector<std::string> policies_;
    std::vector<std::string> metrics_;
    std::set<std::string> ids_;
};

}  // namespace

std::vector<Claim> read_claims(const Scenario& scenario) {
    std::vector<Claim> claims;
    const Node& list = scenario.claims();
    if (list.items.empty()) return claims;
    std::vector<Problem> problems;
    Reader reader(scenario, problems);
    for (size_t i = 0; i < list.items.size(); ++i) {
        claims.push_back(reader.read(list.items[i], "/claims/" + std::to_string(i)));
    }
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
    return claims;
}

}  // namespace mdisim
