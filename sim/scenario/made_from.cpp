#include "sim/scenario/made_from.hpp"

#include <utility>

#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

constexpr auto made_from_key = "made_from";

void take(Node& node, MadeFrom& all, Decoder& decoder) {
    if (const Node* found = node.find(made_from_key)) {
        MadeFrom made;
        decoder.decode_object(*found, describe(Tag<MadeFrom>{}), &made,
                              std::string("/") + made_from_key);
        for (std::string& number : made.fitted) all.fitted.push_back(std::move(number));
        for (std::string& number : made.copied) all.copied.push_back(std::move(number));
        node.erase(made_from_key);
    }
    for (auto& [name, value] : node.members) take(value, all, decoder);
    for (Node& item : node.items) take(item, all, decoder);
}

}  // namespace

const Object& describe(Tag<MadeFrom>) {
    static const Object table = object<MadeFrom>(
        "made_from", "published numbers from which the numbers of a block were made",
        {field("fitted", &MadeFrom::fitted, "numbers that the block was fitted to reproduce"),
         field("copied", &MadeFrom::copied, "numbers that stand in the block")});
    return table;
}

MadeFrom take_made_from(Node& document, std::vector<Problem>& problems) {
    MadeFrom all;
    Decoder decoder(problems);
    take(document, all, decoder);
    return all;
}

}  // namespace mdisim
