#include "sim/app/arguments.hpp"

#include <algorithm>
#include <boost/program_options.hpp>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

namespace po = boost::program_options;

constexpr auto words_name = "words";

std::string long_name(const OptionSpec& spec) { return spec.name.substr(0, spec.name.find(',')); }

po::options_description described(const std::vector<OptionSpec>& specs) {
    po::options_description options;
    for (const OptionSpec& spec : specs) {
        if (spec.value.empty()) {
            options.add_options()(spec.name.c_str(), spec.doc.c_str());
        } else {
            options.add_options()(
                spec.name.c_str(),
                po::value<std::vector<std::string>>()->composing()->value_name(spec.value),
                spec.doc.c_str());
        }
    }
    options.add_options()(words_name, po::value<std::vector<std::string>>());
    return options;
}

// An empty word is refused, since it is mostly a mistake, such as a shell variable that is not set.
void refuse_empty(const po::option& option, const std::vector<OptionSpec>& specs) {
    if (std::none_of(option.value.begin(), option.value.end(),
                     [](const std::string& value) { return value.empty(); })) {
        return;
    }
    for (const OptionSpec& spec : specs) {
        if (long_name(spec) != option.string_key) continue;
        throw UserError({{"--" + option.string_key, "", "expected " + spec.value + ", not ''"}});
    }
    throw UserError("expected a word, not ''");
}

}  // namespace

std::optional<std::string> Arguments::last(const std::string& name) const {
    const auto at = options.find(name);
    if (at == options.end() || at->second.empty()) return std::nullopt;
    return at->second.back();
}

std::vector<std::pair<std::string, std::string>> Arguments::pairs(const std::string& name,
                                                                  const std::string& form) const {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string& text : all(name)) {
        const size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
            throw UserError({{"--" + name + " " + text, "", "expected " + form}});
        }
        pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return pairs;
}

std::vector<std::string> Arguments::all(const std::string& name) const {
    const auto at = options.find(name);
    return at == options.end() ? std::vector<std::string>{} : at->second;
}

Arguments parse_arguments(const std::vector<std::string>& words,
                          const std::vector<OptionSpec>& specs) {
    const po::options_description options = described(specs);
    po::positional_options_description positional;
    positional.add(words_name, -1);
    Arguments arguments;
    try {
        using namespace po::command_line_style;
        const auto parsed = po::command_line_parser(words)
                                .options(options)
                                .positional(positional)
                                .style(unix_style & ~allow_guessing)
                                .run();
        for (const auto& option : parsed.options) {
            refuse_empty(option, specs);
            if (option.string_key == words_name) {
                arguments.words.insert(arguments.words.end(), option.value.begin(),
                                       option.value.end());
            } else {
                auto& values = arguments.options[option.string_key];
                values.insert(values.end(), option.value.begin(), option.value.end());
            }
        }
    } catch (const po::unknown_option& error) {
        std::string word = error.get_option_name();
        word.erase(0, word.find_first_not_of('-'));
        std::vector<std::string> names;
        for (const OptionSpec& spec : specs) names.push_back(long_name(spec));
        const std::string hint = suggestion(word, {names.begin(), names.end()});
        throw UserError({{error.get_option_name(), "", "there is no such option." + hint}});
    } catch (const po::error& error) {
        throw UserError(error.what());
    }
    return arguments;
}

std::string options_help(const std::vector<OptionSpec>& specs) {
    std::string text;
    for (const OptionSpec& spec : specs) {
        std::string head = "  --" + long_name(spec);
        if (const size_t comma = spec.name.find(','); comma != std::string::npos) {
            head = "  -" + spec.name.substr(comma + 1) + ", --" + long_name(spec);
        }
        if (!spec.value.empty()) head += " " + spec.value;
        if (head.size() < 30)
            head.resize(30, ' ');
        else
            head += "\n" + std::string(30, ' ');
        text += head + spec.doc + "\n";
    }
    return text;
}

}  // namespace mdisim
