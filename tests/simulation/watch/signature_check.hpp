#pragma once

#include "sigv4/signing_key.hpp"
#include "simulation/key_ring.hpp"
#include "support/scripted_transport.hpp"

#include <chrono>
#include <string>

namespace dynaco::simulation {

/// Checks the headers of a request as the service does.
class signature_check {
 public:
    /// Returns what is wrong with the signature, or "". It uses the general signer, not the one that made the
    /// signature. Key, token and signature must belong to the same generation.
    std::string complaint(const test::sent_request& request, const key_ring& keys);

 private:
    sigv4::signing_key_cache cache_{};
};

/// The time of "20260101T000000Z".
[[nodiscard]] std::chrono::sys_seconds parse_date(const std::string& amz_date);

/// A time in the format of the Date header: "Thu, 01 Jan 2026 00:00:00 GMT".
[[nodiscard]] std::string http_date(std::chrono::sys_seconds time);

}  // namespace dynaco::simulation
