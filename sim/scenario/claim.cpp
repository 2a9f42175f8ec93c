#include "sim/scenario/claim.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/claim_rules.hpp"

namespace mdisim {
namespace {

// The keys of a check that its field table does not have. Their values are objects, whose keys are
// names of the scenario or, for a rival, keys of a check.
constexpr std::string_view named_keys[] = {"at", "against_at", "contrast", "rival"};
constexpr std::string_view containers[] = {"checks", "variants"};

const std::vector<Field>& check_fields() { return describe(Tag<Check>{}).fields; }

// The keys of a check that may be written in the claim, in a check or in a variant. "label" is not
// among them: it names the object in which it is written.
std::vector<std::string_view> shared_keys() {
    std::vector<std::string_view> keys(std::begin(named_keys), std::end(named_keys));
    for (const Field& f : check_fields()) {
        if (f.name != "label") keys.push_back(f.name);
    }
    return keys;
}

std::vector<std::string_view> keys_besides_head() {
    std::vector<std::string_view> keys = shared_keys();
    keys.insert(keys.end(), std::begin(containers), std::end(containers));
    return keys;
}

// The table of a check without needed() fields, since another part of the claim may have them.
Object table_of_check() {
    Object table = describe(Tag<Check>{});
    for (Field& f : table.fields) f.required = false;
    return table;
}

Object table_of_variant() {
    Object table = table_of_check();
    table.name = "variant";
    for (Field& f : table.fields) {
        if (f.name != "label") continue;
        f.doc = "the name of this reading";
        f.required = true;
    }
    return table;
}

void lay_claim_over(Node& base, const Node& over) {
    for (const auto& [key, value] : over.members) {
        Node* known = base.find(key);
        const bool deep = key == "at" || key == "against_at" || key == "against";
        if (deep && known != nullptr && value.kind == Node::Kind::object) {
            lay_claim_over(*known, value);
        } else {
            base.set(key, value);
        }
    }
}

// A part of a claim as written: what the claim itself, a check or a variant says of checks.
struct Part {
    Node keys = Node::object();
    std::string pointer;
    bool sound = true;
};

class Reader {
  public:
    Reader(const Scenario& scenario, std::vector<Problem>& problems)
        : rules_(scenario), decoder_(problems), problems_(problems) {}

    Claim read(const Node& node, const std::string& pointer) {
        Claim claim;
        const size_t before = problems_.size();
        decoder_.decode_object(node, describe(Tag<Claim>{}), &claim, pointer, keys_besides_head());
        if (node.kind != Node::Kind::object) return claim;
        check_id(node, claim.id, pointer);

        static const Object of_check = table_of_check();
        static const Object of_variant = table_of_variant();
        Node shared = Node::object();
        for (std::string_view key : shared_keys()) {
            if (const Node* value = node.find(key)) shared.set(std::string(key), *value);
        }
        shared.where = node.where;
        const Part own = part(shared, of_check, pointer);
        const std::vector<Part> checks = parts(node, "checks", of_check, pointer);
        const std::vector<Part> variants = parts(node, "variants", of_variant, pointer);
        if (!own.sound) return claim;

        std::set<std::string> told;
        claim.variants.push_back({claim.label, put_together(own, checks, nullptr, told)});
        for (const Part& variant : variants) {
            const Node* label = variant.keys.find("label");
            claim.variants.push_back(
                {label != nullptr ? label->text : "", put_together(own, checks, &variant, told)});
        }
        if (problems_.size() == before && nothing_counts(claim)) {
            decoder_.problem(node, pointer, "all its checks are aside: none decides the verdict");
        }
        return claim;
    }

    Check read_threshold(const Node& node, const std::string& pointer) {
        const Part own = part(node, describe(Tag<Check>{}), pointer);
        if (!own.sound) return {};
        std::vector<Problem> lacks;
        Check check = decode(own.keys, lacks);
        for (const Problem& lack : lacks) decoder_.problem(node, pointer, lack.what);
        return check;
    }

  private:
    void check_id(const Node& node, const std::string& id, const std::string& pointer) {
        const Node* written = node.find("id");
        if (written == nullptr || written->kind != Node::Kind::text) return;
        if (ids_.insert(id).second) return;
        decoder_.problem(*written, pointer + "/id", "two claims are called '" + id + "'");
    }

    Part part(const Node& node, const Object& table, const std::string& pointer) {
        const size_t before = problems_.size();
        Check scratch;
        decoder_.decode_object(node, table, &scratch, pointer,
                               {std::begin(named_keys), std::end(named_keys)});
        rules_.check_names(node, pointer, decoder_);
        if (const Node* rival = node.find("rival")) {
            decoder_.decode_object(*rival, table_of_check(), &scratch, pointer + "/rival",
                                   {"at", "against_at", "contrast"});
            rules_.check_names(*rival, pointer + "/rival", decoder_);
        }
        return {node, pointer, problems_.size() == before};
    }

    std::vector<Part> parts(const Node& claim, const std::string& key, const Object& table,
                            const std::string& pointer) {
        const Node* list = claim.find(key);
        if (list == nullptr) return key == "checks" ? std::vector<Part>(1) : std::vector<Part>();
        const std::string below = pointer + "/" + key;
        if (list->kind != Node::Kind::list) {
            decoder_.problem(*list, below, "expected a list, not " + name_of(list->kind));
        } else if (list->items.empty()) {
            decoder_.problem(*list, below, "this list is empty");
        }
        std::vector<Part> all;
        for (size_t i = 0; i < list->items.size(); ++i) {
            all.push_back(part(list->items[i], table, below + "/" + std::to_string(i)));
        }
        return all;
    }

    // Puts checks together from the claim's own part, their parts and that of a variant. Problems
    // are located at the check, or at the variant if only checks of that variant have them.
    std::vector<Check> put_together(const Part& own, const std::vector<Part>& checks,
                                    const Part* variant, std::set<std::string>& told) {
        std::vector<Check> all;
        for (const Part& check : checks) {
            if (!check.sound || (variant != nullptr && !variant->sound)) continue;
            Node whole = own.keys;
            lay_claim_over(whole, check.keys);
            if (variant != nullptr) {
                Node over = variant->keys;
                over.erase("label");
                lay_claim_over(whole, over);
            }
            std::vector<Problem> lacks;
            all.push_back(decode(whole, lacks));
            const Part& blamed = variant != nullptr      ? *variant
                                 : check.pointer.empty() ? own
                                                         : check;
            for (Problem& lack : lacks) {
                if (!told.insert(check.pointer + '\n' + lack.what).second) continue;
                if (lack.where.empty()) lack.where = blamed.keys.where.text();
                problems_.push_back({lack.where, blamed.pointer, lack.what});
            }
        }
        return all;
    }

    Check decode(const Node& whole, std::vector<Problem>& lacks) const {
        Check check;
        Node placeless = whole;
        placeless.where = {};
        Decoder(lacks).decode_object(placeless, describe(Tag<Check>{}), &check, "",
                                     {std::begin(named_keys), std::end(named_keys)});
        check.at = check.against_at = Node::object();
        if (const Node* at = whole.find("at")) check.at = check.against_at = *at;
        if (const Node* at = whole.find("against_at")) lay_claim_over(check.against_at, *at);
        if (const Node* contrast = whole.find("contrast")) {
            for (const auto& [policy, weight] : contrast->members) {
                check.contrast.push_back({policy, weight.as_number()});
            }
        }
        for (Problem& lack : rules_.shortcomings(check, whole)) lacks.push_back(std::move(lack));
        if (const Node* rival = whole.find("rival")) {
            Node other = whole;
            other.erase("rival");
            lay_claim_over(other, *rival);
            check.rival = std::make_shared<const Check>(decode(other, lacks));
        }
        return check;
    }

    static bool nothing_counts(const Claim& claim) {
        for (const Variant& variant : claim.variants) {
            for (const Check& check : variant.checks) {
                if (!check.aside) return false;
            }
        }
        return true;
    }

    ClaimRules rules_;
    Decoder decoder_;
    std::vector<Problem>& problems_;
    std::set<std::string> ids_;
};

// Reads every item of a list. Throws UserError with all problems.
template <class Item>
std::vector<Item> read_all(const Scenario& scenario, const Node& list, const std::string& pointer,
                           Item (Reader::*read)(const Node&, const std::string&)) {
    std::vector<Item> items;
    if (list.items.empty()) return items;
    std::vector<Problem> problems;
    Reader reader(scenario, problems);
    for (size_t i = 0; i < list.items.size(); ++i) {
        items.push_back((reader.*read)(list.items[i], pointer + "/" + std::to_string(i)));
    }
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
    return items;
}

}  // namespace

std::vector<Claim> read_claims(const Scenario& scenario) {
    return read_all(scenario, scenario.claims(), "/claims", &Reader::read);
}

std::vector<Check> read_thresholds(const Scenario& scenario) {
    return read_all(scenario, scenario.thresholds(), "/thresholds", &Reader::read_threshold);
}

}  // namespace mdisim
