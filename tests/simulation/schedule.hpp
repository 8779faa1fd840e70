#pragma once

#include "simulation/chance.hpp"
#include "simulation/fault.hpp"

#include <dynaco/client.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::simulation {

using std::chrono::milliseconds;

enum class kind {
    read,
    put,            ///< May be applied twice, unless `retry_ambiguous_writes` is false.
    put_if_absent,  ///< Has a condition: applied at most once.
    transaction,    ///< Has a token: applied at most once; a retry succeeds.
};

/// One call of a schedule.
struct call_plan {
    int number = 0;
    kind what = kind::read;
    std::string key{};
    milliseconds start{};
    call_options options{};
    std::optional<milliseconds> cancelled_after{};  ///< After the start of the call.
    std::optional<int> cancelled_at_step{};  ///< After this number of handlers since the start of the call.

    [[nodiscard]] bool writes() const noexcept { return what != kind::read; }
    [[nodiscard]] std::string body() const;
};

/// How often and how things go wrong in a schedule.
struct weather {
    int fault_percent = 0;        ///< Requests with one of `faults`.
    std::vector<fault> faults{};  ///< Never empty.
    int opening_percent = 0;      ///< Connections that cannot be opened.
    int hanging_percent = 0;      ///< Connections whose opening never ends.
    int idle_death_percent = 0;   ///< Connections that the service closes while they are idle.
    int keys_percent = 0;         ///< Loads of credentials that fail.
    milliseconds slowest_opening{};
    milliseconds slowest_answer{};
    milliseconds slowest_keys{};
    milliseconds keys_last{};            ///< How long the provider returns one generation of credentials.
    std::chrono::seconds clock_error{};  ///< The machine's clock minus the service's.
    std::optional<milliseconds> clock_set_right{};  ///< When the clock is corrected.
};

/// Everything that happens to one client; drawn from a seed.
struct schedule {
    std::uint64_t seed = 0;
    client_options options{};  ///< The retry settings are set, not zero.
    weather sky{};
    std::vector<call_plan> calls{};
    std::optional<milliseconds> closed_after{};
};

[[nodiscard]] schedule draw_schedule(std::uint64_t seed);

}  // namespace dynaco::simulation
