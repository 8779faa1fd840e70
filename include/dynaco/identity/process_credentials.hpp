#pragma once

#include <dynaco/identity/credentials.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace dynaco {

/// A program that prints credentials (`credential_process`).
struct process_options {
    std::string command{};     ///< For `sh -c`; may hold secrets, hence it is never repeated in messages.
    std::string account_id{};  ///< Where the program does not say; empty: not known.
    std::chrono::milliseconds timeout{60'000};  ///< The program is killed then.
};

/// What the program prints, renewed before it expires; for good if it does not say when that is.
[[nodiscard]] std::shared_ptr<credentials_provider> process_credentials(const process_options& options);

}  // namespace dynaco
