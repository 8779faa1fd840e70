#pragma once

#include "support/fault_server/fault_server.hpp"
#include "support/fault_service/fault_service.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <random>
#include <string_view>

namespace dynaco::test {

/// Responds like the service, except for some per cent of the requests, which get a fault of a random kind.
/// `answer` is for the server's thread; any thread may read the counts.
class random_faults {
 public:
    static constexpr std::array<std::string_view, 14> kinds{"reset before it was done",
                                                            "reset after it was done",
                                                            "cut in the head",
                                                            "cut in the body",
                                                            "stall before the reply",
                                                            "stall in the body",
                                                            "trickle",
                                                            "wrong CRC",
                                                            "garbage",
                                                            "500, done",
                                                            "503 page",
                                                            "throttled",
                                                            "Connection: close",
                                                            "closed unannounced"};

    random_faults(fault_service& service, double per_cent, std::uint64_t seed)
        : service_(service), chance_(per_cent / 100), generator_(seed) {}

    [[nodiscard]] reply answer(const received_request& request);
    [[nodiscard]] long struck(std::size_t kind) const noexcept { return struck_[kind]; }

 private:
    reply spoil(std::size_t kind, const received_request& request);

    fault_service& service_;
    std::bernoulli_distribution chance_;
    std::mt19937_64 generator_;
    std::array<std::atomic<long>, kinds.size()> struck_{};
};

}  // namespace dynaco::test
