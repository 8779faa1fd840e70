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
    put,            ///< Does no harm if it is applied twice, unless it is asked not to be repeated.
    put_if_absent,  ///< Conditional: applied at most once.
    transaction,    ///< With a token: applied at most once, repeated successfully.
};

/// One call of a schedule.
struct call_plan {
    int number = 0;
    kind what = kind::read;
    std::string key{};
    milliseconds start{};
    call_options options{};
    std::optional<milliseconds> cancelled_after{};  ///< From its start.
    std::optional<int> cancelled_at_step{};         ///< After so many handlers from its start have run.

    [[nodiscard]] bool writes() const noexcept { return what != kind::read; }
    [[nodiscard]] std::string body() const;
};

/// How well things go.
struct weather {
    int fault_percent = 0;        ///< Requests that meet one of `faults`.
    std::vector<fault> faults{};  ///< Never empty.
    int opening_percent = 0;      ///< Connections that cannot be opened.
    int hanging_percent = 0;      ///< Connections that are never opened.
    int idle_death_percent = 0;   ///< Connections that the service closes while they are idle.
    int keys_percent = 0;         ///< Credentials that cannot be had.
    milliseconds slowest_opening{};
    milliseconds slowest_answer{};
    milliseconds slowest_keys{};
    milliseconds keys_last{};                       ///< How long one generation of credentials is given out.
    std::chrono::seconds clock_error{};             ///< The machine's clock minus the service's.
    std::optional<milliseconds> clock_set_right{};  ///< When somebody corrects it.
};

/// All that happens to one client, from one seed.
struct schedule {
    std::uint64_t seed = 0;
    client_options options{};  ///< Retry numbers are given, not zero.
    weather sky{};
    std::vector<call_plan> calls{};
    std::optional<milliseconds> closed_after{};
};

[[nodiscard]] schedule draw_schedule(std::uint64_t seed);

}  // namespace dynaco::simulation
