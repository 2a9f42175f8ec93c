#include "sim/app/plugins.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/identity/source_digests.hpp"
#include "sim/decide/plugin.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"

namespace mdisim {
namespace {

std::string own_interface() { return interface_digest() + std::string(MDISIM_PLUGIN_ABI); }

// The interface that the bytes of a plug-in name; empty if they are not of a plug-in.
std::string_view interface_in(std::string_view bytes) {
    constexpr std::string_view mark = MDISIM_PLUGIN_MARK;
    const size_t at = bytes.find(mark);
    if (at == std::string_view::npos) return "";
    const std::string_view rest = bytes.substr(at + mark.size());
    return rest.substr(0, rest.find('\0'));
}

// Why the bytes of a file are not loaded; empty if they are of a plug-in for this program.
std::string why_not(std::string_view bytes) {
    if (!bytes.starts_with("\x7f"
                           "ELF"))
        return "is no shared library";
    const std::string_view interface = interface_in(bytes);
    if (interface.empty()) {
        return "is no plug-in of mdisim: a plug-in is built by mdisim_add_policy() of the CMake "
               "package, as 'mdisim new-policy' writes it";
    }
    if (interface == own_interface()) return "";
    return "was built for another version of mdisim, so it is not loaded: build it again with the "
           "headers of this one (its interface is " +
           std::string(interface) + ", that of this program " + own_interface() + ")";
}

// The name of a function as it is declared.
std::string declared(const std::string& symbol) {
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, nullptr), std::free);
    return name ? name.get() : symbol;
}

std::string why_not_loaded(const std::string& message) {
    constexpr std::string_view undefined = "undefined symbol: ";
    const size_t at = message.find(undefined);
    if (at == std::string::npos) return "cannot be loaded: " + message;
    const std::string symbol = message.substr(at + undefined.size());
    return "cannot be loaded: it uses " + declared(symbol.substr(0, symbol.find_first_of(" ,\t"))) +
           ", which is neither in it nor in mdisim";
}

std::string owner_of(const std::string& policy) {
    for (const PolicyEntry* entry : all_policies()) {
        if (full_name(*entry) != policy) continue;
        const PolicyIdentity identity = identity_of(*entry);
        return identity.by == IdentifiedBy::library ? identity.file : "this program";
    }
    return "another plug-in";
}

// Loads a file, and returns why it is refused.
std::vector<std::string> load(const std::string& file) {
    if (std::string why = why_not(read_text(file)); !why.empty()) return {std::move(why)};
    const size_t before = all_policies().size();
    std::string failure;
    const std::vector<std::string> taken = taken_while([&] {
        if (dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL) == nullptr) failure = dlerror();
    });
    if (!failure.empty()) return {why_not_loaded(failure)};
    std::vector<std::string> problems;
    for (const std::string& name : taken) {
        problems.push_back("its policy " + name + " has the name of a policy of " + owner_of(name) +
                           "; give it another");
    }
    if (problems.empty() && all_policies().size() == before)
        problems.emplace_back("registers no policy");
    return problems;
}

}  // namespace

void load_plugins(const std::vector<std::string>& files) {
    static std::set<std::string> loaded;
    std::vector<Problem> problems;
    for (const std::string& file : files) {
        std::error_code error;
        const std::string path = std::filesystem::canonical(file, error).string();
        if (error || !std::filesystem::is_regular_file(path, error)) {
            problems.push_back({"--plugin " + file, "", "cannot be read"});
        } else if (loaded.insert(path).second) {
            for (std::string& why : load(path))
                problems.push_back({"--plugin " + file, "", std::move(why)});
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

std::vector<std::string> plugins_in(const std::vector<std::string>& words) {
    constexpr std::string_view option = "--plugin";
    std::vector<std::string> files;
    for (size_t i = 0; i < words.size(); ++i) {
        if (words[i] == option && i + 1 < words.size()) files.push_back(words[i + 1]);
        if (words[i].starts_with(std::string(option) + "="))
            files.push_back(words[i].substr(option.size() + 1));
    }
    return files;
}

}  // namespace mdisim
