#pragma once

#include "stress/soak/figures.hpp"

#include <dynaco/client.hpp>

#include <cstdint>
#include <string>

namespace dynaco::test {

class fault_service;

/// One of the soak's callers: makes one call after the other and records the results.
class caller {
 public:
    caller(int number, figures& all) : name_(std::to_string(number)), all_(all) {}

    /// Calls until then.
    awaitable<void> run(client db, std::chrono::steady_clock::time_point until);
    /// Compares the recorded results with the items of the service, after all calls have ended.
    void check(const fault_service& truth);

 private:
    // The facts about a number that only this caller's additions change.
    struct account {
        std::int64_t acknowledged = 0;
        std::int64_t unknown = 0;  // additions that may have happened
    };

    awaitable<void> add(client db);
    awaitable<void> add_in_transaction(client db);
    awaitable<void> put(client db);
    awaitable<void> get(client db);
    awaitable<result<dynaco::reply>> timed(client db, encoded_request request);
    [[nodiscard]] std::string item(const char* kind) const { return kind + name_; }

    std::string name_;
    figures& all_;
    account added_{};
    account committed_{};
    std::int64_t put_ = 0;         // the last number that was tried
    std::int64_t put_surely_ = 0;  // the last that was acknowledged
    bool put_clearly_ = true;      // no addition after the last acknowledged one is in doubt
};

}  // namespace dynaco::test
