#include "program/measure/bench_counts.hpp"

namespace dynaco::program {

void bench_observer::retry_decided(const retry_event& event) {
    if (!to_) return;
    ++(event.why.code() == condition::throttled ? to_->throttled : to_->retried);
}

void bench_observer::call_ended(const call_event& event) {
    if (!to_) return;
    for (const consumed_capacity& each : event.capacity)
        (event.call.writes ? to_->write_units : to_->read_units) += each.capacity_units;
    if (!event.why) return;
    ++to_->failed;
    ++to_->causes[std::string(name_of(event.why->cause()))];
}

}  // namespace dynaco::program
