// Documents with one thing wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/scenario/document.hpp"

namespace mdisim::testing {

// Visits a document as it is after each change of one node to something else and after each loss of
// one member, `depth` levels deep.
inline void each_mutation(const Node& document, int depth,
                          const std::function<void(const Node&)>& visit) {
    const Node others[] = {Node(),        Node(true),   Node(int64_t{-7}),
                           Node(1e300),   Node::list(), Node(std::string("\"><b>")),
                           Node::object()};
    if (depth == 0) return;
    const auto each_child = [&](size_t count, const auto& child_in) {
        for (size_t i = 0; i < count; ++i) {
            Node changed = document;
            for (const Node& other : others) {
                child_in(changed, i) = other;
                visit(changed);
            }
            const Node child = child_in(const_cast<Node&>(document), i);
            each_mutation(child, depth - 1, [&](const Node& mutant) {
                child_in(changed, i) = mutant;
                visit(changed);
            });
        }
    };
    each_child(document.members.size(),
               [](Node& node, size_t i) -> Node& { return node.members[i].second; });
    each_child(document.items.size(), [](Node& node, size_t i) -> Node& { return node.items[i]; });
    for (const auto& member : document.members) {
        Node less = document;
        less.erase(member.first);
        visit(less);
    }
}

}  // namespace mdisim::testing
