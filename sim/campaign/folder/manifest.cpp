#include "sim/campaign/folder/manifest.hpp"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::string file_of(const std::string& folder) { return folder + "/manifest.json"; }

// The parts of a manifest that are not among its Facts.
constexpr const char* sweep_part = "sweep";
constexpr const char* resolved_part = "resolved";
constexpr const char* figures_part = "figures";  // only in manifests of old versions
constexpr const char* files_part = "files";
constexpr const char* digest_part = "digest";

// The facts of a manifest. Optional ones may be missing, as in manifests of merged stores.
struct Facts {
    std::string scenario;
    std::optional<std::string> fingerprint;
    int64_t rng_layout = 0;
    std::string version;
    std::string compiler;
    std::string command;
    std::optional<std::string> file;
    std::optional<std::string> file_digest;
    std::optional<std::vector<std::string>> settings;
    std::optional<std::vector<OtherPolicy>> other_policies;
    std::optional<std::string> rounds;
    std::optional<std::vector<std::string>> warnings;
};

const Object& describe(Tag<Facts>) {
    static const Object table = object<Facts>(
        "manifest", "what results are of, and what made them",
        {field("scenario", &Facts::scenario, "its name").needed(),
         field("fingerprint", &Facts::fingerprint, "of all results; none before they are complete"),
         field("rng_layout", &Facts::rng_layout, "layout of random numbers").needed(),
         field("version", &Facts::version, "of the program").needed(),
         field("compiler", &Facts::compiler, "that compiled it").needed(),
         field("command", &Facts::command, "that made these results").needed(),
         field("file", &Facts::file, "the scenario's, as seen from this folder"),
         field("file_digest", &Facts::file_digest, "of what the file says"),
         field("settings", &Facts::settings, "what the command line changed of it"),
         field("other_policies", &Facts::other_policies, "that are not built in"),
         field("rounds", &Facts::rounds, "how results decided the number of replications"),
         field("warnings", &Facts::warnings, "what to know before these results are believed")});
    return table;
}

// The last lines of a manifest, by the text before them.
std::string end_after(std::string_view text) {
    return " \"digest\": \"" + Hasher().absorb(text).digest().hex() + "\"\n}\n";
}

// Whether the text of a manifest ends with the digest of what stands before it.
bool ends_with_its_digest(std::string_view text) {
    const size_t at = text.rfind("\n \"digest\"");
    return at != std::string_view::npos && text.substr(at + 1) == end_after(text.substr(0, at + 1));
}

// The digests in a manifest. Names lead nowhere but into the folder.
FileDigests files_in(const Node& files, Decoder& decoder) {
    FileDigests digests;
    if (files.kind != Node::Kind::object) {
        decoder.problem(files, "/files", "expected an object of digests by the names of files");
    }
    for (const auto& [name, digest] : files.members) {
        const bool inside = !fs::path(name).is_absolute() && !name.empty() &&
                            *fs::path(name).lexically_normal().begin() != "..";
        const bool known = digest.kind == Node::Kind::text && digest.text.size() == 32 &&
                           digest.text.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (inside && known) {
            digests[name] = digest.text;
        } else {
            decoder.problem(digest, "/files/" + name,
                            "expected the name of a file in the folder and a digest of 32 "
                            "hexadecimal digits");
        }
    }
    return digests;
}

// Adds a setting, which replaces an earlier setting of the same path.
void add_setting(std::vector<std::string>& settings, const std::string& option,
                 const std::string& path, const std::string& value) {
    const std::string head = "--" + option + " " + path + "=";
    std::erase_if(settings, [&](const std::string& known) { return known.starts_with(head); });
    settings.push_back(head + value);
}

// The canonical path of a file: absolute, with links resolved.
fs::path canonical_path(const fs::path& file) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(file, error);
    return error ? fs::absolute(file).lexically_normal() : canonical;
}

// The path as seen from a folder; empty if there is no path.
std::string path_from(const std::string& folder, const std::string& path) {
    return path.empty() ? "" : fs::path(path).lexically_relative(canonical_path(folder)).string();
}
std::string path_in(const std::string& folder, const std::string& path) {
    return path.empty() ? "" : canonical_path(fs::path(canonical_path(folder)) / path).string();
}

}  // namespace

const Object& describe(Tag<OtherPolicy>) {
    static const Object table = object<OtherPolicy>(
        "other_policy", "a policy that is not built in",
        {field("policy", &OtherPolicy::policy, "its decision point and name").needed(),
         field("by", &OtherPolicy::by, "what identifies it").needed(),
         field("digest", &OtherPolicy::digest, "of what identifies it").needed(),
         field("file", &OtherPolicy::file, "that holds its code, as seen from this folder")
             .needed()});
    return table;
}

std::vector<OtherPolicy> other_policies_of(const Scenario& scenario) {
    std::vector<OtherPolicy> others;
    for (const PolicyEntry* entry : policies_from_elsewhere(scenario)) {
        PolicyIdentity identity = identity_of(*entry);
        others.push_back({full_name(*entry), std::string(name_of(identity.by)),
                          std::move(identity.digest), std::move(identity.file)});
    }
    return others;
}

Origin origin_of(const Scenario& scenario) {
    Origin origin{canonical_path(scenario.file()).string(), scenario.file_digest().hex(), {}};
    for (const auto& [path, value] : scenario.overrides().sets) {
        add_setting(origin.settings, "set", path, value);
    }
    for (const auto& [path, values] : scenario.overrides().overs) {
        add_setting(origin.settings, "over", path, values);
    }
    for (const auto& [path, values] : scenario.overrides().varied) {
        add_setting(origin.settings, "vary", path, values);
    }
    return origin;
}

Provenance seen_from(const std::string& folder, Provenance provenance) {
    provenance.origin.file = path_from(folder, provenance.origin.file);
    for (OtherPolicy& policy : provenance.policies) policy.file = path_from(folder, policy.file);
    return provenance;
}

Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint,
                       const std::vector<std::string>& warnings) {
    Facts facts;
    facts.scenario = scenario.name();
    if (fingerprint) facts.fingerprint = fingerprint->hex();
    facts.rng_layout = rng_layout;
    facts.version = provenance.version;
    facts.compiler = provenance.compiler;
    facts.command = provenance.command;
    if (!provenance.rounds.empty()) facts.rounds = provenance.rounds;
    if (!warnings.empty()) facts.warnings = warnings;
    const Origin& origin = provenance.origin;
    if (!origin.file.empty()) {
        facts.file = origin.file;
        facts.file_digest = origin.digest;
        facts.settings = origin.settings;
    }
    if (!provenance.policies.empty()) facts.other_policies = provenance.policies;
    Node document = encode_object(describe(Tag<Facts>{}), &facts);
    for (const char* key : {"fingerprint", "file", "file_digest", "settings", "other_policies",
                            "rounds", "warnings"}) {
        if (document.find(key)->kind == Node::Kind::null) document.erase(key);
    }
    Node& axes = document.set(sweep_part, Node::object());
    for (const Axis& axis : scenario.axes()) {
        Node labels = Node::list();
        for (const AxisValue& value : axis.values) labels.append(value.label);
        axes.set(axis.name(), std::move(labels));
    }
    document.set(resolved_part, scenario.written_out());
    return document;
}

void set_files(Node& document, const FileDigests& files) {
    Node list = Node::object();
    for (const auto& [name, digest] : files) list.set(name, Node(digest));
    document.set(files_part, std::move(list));
}

void write_manifest(const std::string& folder, Node document, const std::string& writer) {
    document.erase(digest_part);
    std::string text = dump(document, 1);
    ensure(text.ends_with("\n}"), "a manifest is an object with members");
    text.replace(text.size() - 2, 2, ",\n");
    write_file(file_of(folder), text + end_after(text), writer);
}

bool has_manifest(const std::string& folder) {
    std::error_code error;
    return fs::exists(file_of(folder), error);
}

FileDigests files_known_in(const std::string& folder) {
    return has_manifest(folder) ? read_manifest(folder).files : FileDigests();
}

Manifest read_manifest(const std::string& folder) {
    if (!has_manifest(folder)) {
        throw UserError({{folder, "", "holds no results: there is no manifest.json in it"}});
    }
    Manifest manifest;
    const std::string text = read_text(file_of(folder));
    manifest.document = parse_document(text, file_of(folder));
    manifest.has_digests = manifest.document.find(digest_part) != nullptr;
    if (manifest.has_digests && !ends_with_its_digest(text)) {
        throw UserError(
            {{file_of(folder), "",
              "was changed after mdisim wrote it: the digest in its last line is of another text; "
              "'mdisim merge STORE --out DIR' makes results of the runs in a store "
              "without it"}});
    }
    Facts facts;
    std::vector<Problem> problems;
    Decoder decoder(problems);
    decoder.allow_lines();
    decoder.decode_object(manifest.document, describe(Tag<Facts>{}), &facts, "",
                          {sweep_part, resolved_part, figures_part, files_part, digest_part});
    for (const char* part : {sweep_part, resolved_part}) {
        const Node* found = manifest.document.find(part);
        if (found != nullptr && found->kind == Node::Kind::object) continue;
        decoder.problem(found != nullptr ? *found : manifest.document, std::string("/") + part,
                        std::string("a manifest needs an object '") + part + "'");
    }
    const Node* files = manifest.document.find(files_part);
    if (files != nullptr) manifest.files = files_in(*files, decoder);
    if (!problems.empty()) throw UserError(std::move(problems));
    manifest.scenario = facts.scenario;
    manifest.provenance = {facts.version, facts.compiler, facts.command};
    if (facts.file) {
        manifest.provenance.origin = {path_in(folder, *facts.file), facts.file_digest.value_or(""),
                                      facts.settings.value_or(std::vector<std::string>{})};
    }
    manifest.provenance.rounds = facts.rounds.value_or("");
    if (facts.other_policies) manifest.provenance.policies = std::move(*facts.other_policies);
    for (OtherPolicy& policy : manifest.provenance.policies) {
        policy.file = path_in(folder, policy.file);
    }
    return manifest;
}

}  // namespace mdisim
