// The code of docs/reliability.md.
#include <dynaco.hpp>

#include <chrono>

using namespace std::chrono_literals;

void other_limits(const dynaco::client& db) {
    const dynaco::client quick = db.with({.deadline = 500ms, .attempt_timeout = 150ms, .max_attempts = 3});
    const dynaco::client patient = db.with({.deadline = 5min, .attempt_timeout = 20s, .max_attempts = 10});
    (void)quick;
    (void)patient;
}
