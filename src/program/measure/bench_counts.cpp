#include "program/measure/bench_counts.hpp"

namespace dynaco::program {

void bench_observer::retry_decided(const retry_event& event) {
    if (!to_) return;
    ++(event.why.code() == condition::throttled ? to_->throttled : to_->retried);
}

void bench_observer::call_ended(const call_event& event) {
    if (!to_ || !event.why) return;
    ++to_->failed;
    ++to_->causes[std::string(name_of(event.why->cause()))];
}

}  // namespace dynaco::program
