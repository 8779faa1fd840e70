#include <dynaco/detail/transport/connection_statistics.hpp>

#include <algorithm>

namespace dynaco {

connection_statistics& connection_statistics::operator+=(const connection_statistics& other) noexcept {
    idle += other.idle;
    in_use += other.in_use;
    opening += other.opening;
    waiting += other.waiting;
    opened += other.opened;
    reused += other.reused;
    resumed += other.resumed;
    failed_openings += other.failed_openings;
    closed.idle += other.closed.idle;
    closed.age += other.closed.age;
    closed.by_server += other.closed.by_server;
    closed.broken += other.closed.broken;
    closed.unfit += other.closed.unfit;
    closed.made_room += other.closed.made_room;
    closed.drained += other.closed.drained;
    waits += other.waits;
    timed_out_waits += other.timed_out_waits;
    refused_waits += other.refused_waits;
    wait_time += other.wait_time;
    longest_wait = std::max(longest_wait, other.longest_wait);
    return *this;
}

}  // namespace dynaco
