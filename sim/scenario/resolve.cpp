#include "sim/scenario/resolve.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/lookup/data_folders.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// Lays the members of a node over those of another, whose places are looked up by key.
void lay_over(Node& base, const Node& over) {
    std::map<std::string, size_t> places;
    for (size_t i = 0; i < base.members.size(); ++i) places.emplace(base.members[i].first, i);
    for (const auto& [key, value] : over.members) {
        const auto at = places.find(key);
        Node* known = at == places.end() ? nullptr : &base.members[at->second].second;
        if (known != nullptr && known->kind == Node::Kind::object &&
            value.kind == Node::Kind::object && value.find("kind") == nullptr) {
            lay_over(*known, value);
        } else if (known != nullptr) {
            *known = value;
        } else {
            base.key_locations.push_back(value.where);
            base.members.emplace_back(key, value);
        }
    }
}

// Merges profiles into a document, with bounds of how many there are and how much is in them.
class Merging {
  public:
    Merging(const Node& document, Profiles& profiles, std::vector<Problem>& problems)
        : profiles_(profiles), problems_(problems), values_(values_in(document)) {}

    // depth: the number of profiles around the node, each named by the one before.
    void under(const std::string& key, Node& node, int depth = 0) {
        if (node.kind == Node::Kind::list) {
            for (Node& item : node.items) under(key, item, depth);
            return;
        }
        if (node.kind != Node::Kind::object || given_up_) return;
        const Node* named = node.find("profile");
        if (named == nullptr) {
            for (auto& [name, value] : node.members) under(name, value, depth);
        } else if (named->kind != Node::Kind::text) {
            refuse(node, *named, "a profile is named by text, not " + name_of(named->kind));
        } else {
            merge(key, node, Node(*named), depth);
        }
    }

  private:
    void refuse(Node& node, const Node& at, std::string what) {
        problems_.push_back({at.where.text(), "", std::move(what)});
        node.broken = true;
    }

    void merge(const std::string& key, Node& node, const Node& named, int depth) {
        constexpr int most_around = 8;
        if (depth == most_around) {
            return refuse(node, named,
                          "profiles name one another more than " + std::to_string(most_around) +
                              " deep: does '" + named.text + "' name itself?");
        }
        try {
            const Node& profile = profiles_.read(named.text, named);
            const Node* content = profile.find(key);
            if (content == nullptr) {
                throw UserError(
                    {{named.where.text(), "",
                      "the profile '" + named.text + "' has no \"" + key + "\" in it"}});
            }
            if (!count(*content, named)) return;
            Node merged = *content;
            Node over = node;
            over.erase("profile");
            lay_over(merged, over);
            merged.where = node.where;
            node = std::move(merged);
            under(key, node, depth + 1);
        } catch (const UserError& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            node.broken = true;
        }
    }

    // Returns whether there may be another profile with this content. The first time that there may
    // not is noted.
    bool count(const Node& content, const Node& named) {
        values_ += values_in(content);
        const bool many = ++references_ > limit_of(Limit::references);
        given_up_ = many || values_ > limit_of(Limit::values);
        if (!given_up_) return true;
        const std::string what = many ? limit_text(Limit::references, "profiles are named")
                                      : limit_text(Limit::values, "values come of profiles");
        problems_.push_back({named.where.text(), "", "more than " + what});
        return false;
    }

    Profiles& profiles_;
    std::vector<Problem>& problems_;
    uint64_t references_ = 0;
    uint64_t values_;
    bool given_up_ = false;
};

std::vector<std::string_view> names_in(const Node& list) {
    std::vector<std::string_view> names;
    for (const Node& item : list.items) {
        if (const Node* name = item.find("name")) names.push_back(name->text);
    }
    return names;
}

// The names of the models that an "only" or a "without" lists by model or by set.
std::set<std::string> spelled_out(const Node& asked, const Node& list, const Node* sets,
                                  std::vector<Problem>& problems) {
    std::vector<std::string_view> known = names_in(list);
    if (sets != nullptr) {
        for (const auto& [name, members] : sets->members) known.push_back(name);
    }
    std::set<std::string> names;
    for (const Node& item : asked.items) {
        if (item.kind != Node::Kind::text) {
            problems.push_back({item.where.text(), "",
                                "expected the name of a model or set, not " + name_of(item.kind)});
            continue;
        }
        const Node* set = sets != nullptr ? sets->find(item.text) : nullptr;
        if (set != nullptr) {
            for (const Node& member : set->items) names.insert(member.text);
        } else if (contains(known, item.text)) {
            names.insert(item.text);
        } else {
            problems.push_back({item.where.text(), "",
                                "no model and no set is called '" + item.text + "'." +
                                    suggestion(item.text, known)});
        }
    }
    return names;
}

void pick_in_pool(Node& pool, std::vector<Problem>& problems) {
    Node* list = pool.find("list");
    const Node* sets = pool.find("sets");
    for (const bool keep : {true, false}) {
        const Node* asked = pool.find(keep ? "only" : "without");
        if (asked == nullptr || list == nullptr) continue;
        if (asked->kind != Node::Kind::list) {
            problems.push_back({asked->where.text(), "", "expected a list of models or sets"});
            continue;
        }
        const std::set<std::string> names = spelled_out(*asked, *list, sets, problems);
        std::erase_if(list->items, [&](const Node& model) {
            const Node* name = model.find("name");
            return name != nullptr && names.contains(name->text) != keep;
        });
    }
    pool.erase("only");
    pool.erase("without");
    pool.erase("sets");
}

}  // namespace

Profiles Profiles::around(const std::string& scenario_file) {
    std::vector<std::string> folders = data_folders(
        "profiles", {fs::path(scenario_file).parent_path().string(), ".", program_folder()});
    if (const char* given = std::getenv("MDISIM_PROFILES")) {
        std::error_code error;
        std::erase_if(folders,
                      [&](const auto& other) { return fs::equivalent(given, other, error); });
        folders.insert(folders.begin(), given);
    }
    for (const std::string& folder : folders) also_below(folder);
    return Profiles(std::move(folders));
}

std::string Profiles::folders_text() const {
    if (!folders_.empty()) return in_folders(folders_);
    return "; there is no folder profiles/ beside or above the scenario, the working folder or the "
           "program, nor in an installation, and MDISIM_PROFILES is not set";
}

std::string Profiles::file(const std::string& name) const {
    std::error_code error;
    for (const std::string& folder : folders_) {
        const fs::path file = fs::path(folder) / name;
        if (fs::is_regular_file(file, error)) return seen_from_here(file.string());
    }
    return {};
}

const Node& Profiles::read(const std::string& name, const Node& asked_at) {
    if (const auto at = read_.find(name); at != read_.end()) return at->second;
    std::error_code error;
    std::string found = file(name + ".json");
    if (found.empty() && name.ends_with(".json") && fs::is_regular_file(name, error)) found = name;
    if (!found.empty()) {
        try {
            check_allowed(found);
        } catch (const UserError& error_of_file) {
            throw UserError({{asked_at.where.text(), "", error_of_file.what()}});
        }
        return read_[name] = read_document(found);
    }
    const std::vector<std::string> known = names();
    const std::string hint = suggestion(name, {known.begin(), known.end()});
    throw UserError({{asked_at.where.text(), "",
                      "there is no profile '" + name + "'" + folders_text() + "." + hint}});
}

std::vector<std::string> Profiles::names(const std::string& extension) const {
    return names_below(folders_, extension);
}

void merge_profiles(Node& document, Profiles& profiles, std::vector<Problem>& problems) {
    Merging merging(document, profiles, problems);
    for (auto& [key, value] : document.members) merging.under(key, value);
}

void pick_models(Node& document, std::vector<Problem>& problems) {
    for (auto& [key, value] : document.members) {
        if (key == "models" && value.kind == Node::Kind::object)
            pick_in_pool(value, problems);
        else if (value.kind == Node::Kind::object)
            pick_models(value, problems);
    }
}

namespace {

// The member at the place with which the path `rest` begins, counted from 0, of a list whose
// members have no names; removes the place from `rest`.
Node* member_by_place(Node& list, std::string_view& rest) {
    const auto named = [](const Node& item) { return item.find("name") != nullptr; };
    if (std::any_of(list.items.begin(), list.items.end(), named)) return nullptr;
    const std::string_view place = rest.substr(0, rest.find('.'));
    size_t i = 0;
    const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), i);
    const bool whole = error == std::errc() && end == place.data() + place.size();
    if (!whole || i >= list.items.size()) return nullptr;
    rest.remove_prefix(std::min(rest.size(), place.size() + 1));
    return &list.items[i];
}

// Finds the member with which the path `rest` begins, and removes its name from `rest`. Names may
// have dots in them ("MobileNetV1 0.25"); the longest name that fits is taken.
Node* member_by_name(Node& list, std::string_view& rest) {
    for (size_t stop = rest.size(); stop != std::string_view::npos && stop > 0;
         stop = rest.rfind('.', stop - 1)) {
        const std::string_view name = rest.substr(0, stop);
        for (Node& item : list.items) {
            const Node* known = item.find("name");
            if (known == nullptr || known->text != name) continue;
            rest.remove_prefix(std::min(rest.size(), stop + 1));
            return &item;
        }
    }
    return nullptr;
}

// Forgets what was read from the file that a block names, where the key is one that says what to
// read. all: whether the key is set itself, not only a part of it.
void forget_data(Node& block, const std::string& key, bool all) {
    if (block.find("digest") == nullptr) return;
    const bool of_pool = block.find("list") != nullptr;
    if (key == "file" && all) block.erase("digest");
    for (const char* reads : {"file", "column", "unit", "where", "first_rows", "fit", "columns",
                              "samples", "complete_only"}) {
        if (key != reads) continue;
        for (const char* read : {"found", "fitted"}) block.erase(read);
        if (of_pool) block.erase("list");
    }
}

}  // namespace

void set_by_path(Node& document, const std::string& path, const Node& value,
                 std::vector<Problem>& problems) {
    const auto refuse = [&](std::string what) {
        problems.push_back({value.where.text(), "", "'" + path + "': " + std::move(what)});
    };
    Node* at = &document;
    std::string_view rest = path;
    while (!rest.empty()) {
        if (at->kind == Node::Kind::list) {
            Node* member = member_by_name(*at, rest);
            if (member == nullptr) member = member_by_place(*at, rest);
            if (member == nullptr) {
                return refuse("nothing in the list has that name." +
                              suggestion(rest.substr(0, rest.rfind('.')), names_in(*at)));
            }
            at = member;
            continue;
        }
        if (at->kind == Node::Kind::null) {
            *at = Node::object();
            at->where = value.where;
        }
        if (at->kind != Node::Kind::object) return refuse("leads into " + name_of(at->kind));
        const size_t dot = rest.find('.');
        const std::string key(rest.substr(0, dot));
        rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
        if (rest.empty() && key == "profile") at->clear();  // a profile replaces the block
        forget_data(*at, key, rest.empty());
        Node* next = at->find(key);
        if (value.kind == Node::Kind::null && (next == nullptr || rest.empty()))
            return at->erase(key);
        if (next == nullptr) {
            Node fresh;
            fresh.where = value.where;
            next = &at->set(key, std::move(fresh));
        }
        at = next;
    }
    *at = value;
}

}  // namespace mdisim
