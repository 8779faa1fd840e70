#pragma once

#include "sigv4/signing_key.hpp"
#include "simulation/key_ring.hpp"
#include "support/scripted_transport.hpp"

#include <chrono>
#include <string>

namespace dynaco::simulation {

/// Reads a request's headers as the service does.
class signature_check {
 public:
    /// What is wrong with the signature, by the general signer and not by the one that made it; empty if
    /// nothing is. Key, token and signature must be of one generation.
    std::string complaint(const test::sent_request& request, const key_ring& keys);

 private:
    sigv4::signing_key_cache cache_{};
};

/// The time of "20260101T000000Z".
[[nodiscard]] std::chrono::sys_seconds parse_date(const std::string& amz_date);

/// The same in the form of the Date header: "Thu, 01 Jan 2026 00:00:00 GMT".
[[nodiscard]] std::string http_date(std::chrono::sys_seconds time);

}  // namespace dynaco::simulation
