#include "floors.hpp"
#include "subject.hpp"
#include "subjects.hpp"
#include "transport/effects.hpp"

#include <array>
#include <cinttypes>
#include <cstdio>
#include <memory>
#include <random>
#include <string>

namespace micro {
namespace {

std::string by_printf(dynaco::detail::effects& world) {
    const std::uint64_t high = world.random();
    const std::uint64_t low = world.random();
    std::array<char, 37> text{};
    std::snprintf(text.data(), text.size(),
                  "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64, high >> 32,
                  high >> 16 & 0xffff, high & 0xfff, (low >> 48 & 0x3fff) | 0x8000, low & 0xffffffffffff);
    return {text.data(), 36};
}

}  // namespace

void identifiers() {
    const std::shared_ptr<dynaco::detail::effects> world = dynaco::detail::real_effects();
    const auto one = dynaco::detail::random_uuid(*world);
    require(one.size() == by_printf(*world).size(), "UUID");

    const subject s("uuid", one.size());
    s.measure("dynaco", [world] { return dynaco::detail::random_uuid(*world); });
    s.measure("floor: its random bits", [world] { return world->random() ^ world->random(); });
    s.measure("floor: a copy of the text", copy_of(one));
    s.measure("other: snprintf", [world] { return by_printf(*world); });
}

}  // namespace micro
