#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace dynaco::simulation {

/// Random numbers that are the same on every platform for a seed, unlike those of the standard library's
/// distributions (SplitMix64, Steele, Lea and Flood 2014).
class chance {
 public:
    explicit chance(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// A random number between `least` and `most`, both included.
    int between(int least, int most) noexcept {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    /// A random time. About every second one is a multiple of 50 ms, so that events sometimes have the same
    /// time.
    std::chrono::milliseconds between(std::chrono::milliseconds least,
                                      std::chrono::milliseconds most) noexcept {
        using std::chrono::milliseconds;
        const auto drawn =
            milliseconds(between(static_cast<int>(least.count()), static_cast<int>(most.count())));
        const milliseconds round = drawn - drawn % milliseconds(50);
        return percent(50) && round >= least ? round : drawn;
    }
    bool percent(int p) noexcept { return between(0, 99) < p; }
    template <class T>
    T of(std::initializer_list<T> all) noexcept {
        return all.begin()[next() % all.size()];
    }
    template <class T>
    const T& of(const std::vector<T>& all) noexcept {
        return all[static_cast<std::size_t>(next() % all.size())];
    }
    /// A separate generator: drawing more numbers from it does not change the numbers of this one.
    chance branch() noexcept { return chance(next()); }

 private:
    std::uint64_t state_;
};

}  // namespace dynaco::simulation
