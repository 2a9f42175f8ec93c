// Pictures for tests of what decides where they are shrunk.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"

namespace mdisim::pictures {

inline std::unique_ptr<Preprocess> made(const std::string& name) {
    const PolicyEntry* entry = find_policy(Decision::preprocess, name);
    REQUIRE(entry != nullptr);
    return entry->make<Preprocess>(entry->options.make().get());
}

inline PictureView view(int64_t kb, double side = 2000) {
    PictureView v;
    v.bytes = kb * 1000;
    v.width = side;
    v.height = side;
    return v;
}

inline bool on_phone(Preprocess& policy, int64_t kb, double side = 2000) {
    Draw draw(1, {draws_of(Decision::preprocess), 0, 0, 0, 0});
    return policy.on_phone(view(kb, side), draw);
}

}  // namespace mdisim::pictures
