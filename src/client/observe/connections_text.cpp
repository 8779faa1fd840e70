#include "client/observe/prometheus_writer.hpp"

#include <dynaco/client.hpp>

#include <array>
#include <chrono>
#include <utility>

namespace dynaco {
namespace {

template <class Sample>
void for_each_endpoint(const client_connections& all, const Sample& sample) {
    for (const auto& [endpoint, c] : all.endpoints) sample(std::string_view(endpoint), c);
}

void counter(detail::prometheus_writer& out, const client_connections& all, std::string_view name,
             std::string_view help, std::uint64_t connection_statistics::*which) {
    out.family(name, "counter", help);
    for_each_endpoint(all, [&](std::string_view endpoint, const connection_statistics& c) {
        out.sample({{"endpoint", endpoint}}, c.*which);
    });
}

void write_now(detail::prometheus_writer& out, const client_connections& all) {
    out.family("dynaco_connections", "gauge", "Open connections, by state.");
    for_each_endpoint(all, [&](std::string_view endpoint, const connection_statistics& c) {
        out.sample({{"endpoint", endpoint}, {"state", "idle"}}, c.idle);
        out.sample({{"endpoint", endpoint}, {"state", "in_use"}}, c.in_use);
        out.sample({{"endpoint", endpoint}, {"state", "opening"}}, c.opening);
    });
    out.family("dynaco_waiting_calls", "gauge", "Calls that are waiting for a connection now.");
    for_each_endpoint(all, [&](std::string_view endpoint, const connection_statistics& c) {
        out.sample({{"endpoint", endpoint}}, c.waiting);
    });
}

void write_closed(detail::prometheus_writer& out, const client_connections& all) {
    constexpr std::array<std::pair<std::string_view, std::uint64_t closed_connections::*>, 7> reasons{{
        {"idle", &closed_connections::idle},
        {"age", &closed_connections::age},
        {"by_server", &closed_connections::by_server},
        {"broken", &closed_connections::broken},
        {"unfit", &closed_connections::unfit},
        {"made_room", &closed_connections::made_room},
        {"drained", &closed_connections::drained},
    }};
    out.family("dynaco_connections_closed_total", "counter", "Connections closed, by reason.");
    for_each_endpoint(all, [&](std::string_view endpoint, const connection_statistics& c) {
        for (const auto& [reason, count] : reasons)
            out.sample({{"endpoint", endpoint}, {"reason", reason}}, c.closed.*count);
    });
}

}  // namespace

std::string to_prometheus(const client_connections& all) {
    using c = connection_statistics;
    detail::prometheus_writer out;
    write_now(out, all);
    counter(out, all, "dynaco_connections_opened_total", "Connections opened.", &c::opened);
    counter(out, all, "dynaco_tls_resumptions_total",
            "Connections opened that resumed an earlier TLS session.", &c::resumed);
    counter(out, all, "dynaco_connection_failures_total", "Connections that could not be opened.",
            &c::failed_openings);
    write_closed(out, all);
    counter(out, all, "dynaco_connection_waits_total", "Calls that had to wait for a connection.", &c::waits);
    counter(out, all, "dynaco_connection_wait_timeouts_total",
            "Calls that timed out waiting for a connection.", &c::timed_out_waits);
    counter(out, all, "dynaco_refused_waits_total",
            "Calls that failed at once because too many calls were waiting.", &c::refused_waits);
    out.family("dynaco_connection_wait_seconds_total", "counter",
               "Time that calls spent waiting for a connection.");
    for_each_endpoint(all, [&](std::string_view endpoint, const connection_statistics& s) {
        out.sample({{"endpoint", endpoint}}, std::chrono::duration<double>(s.wait_time).count());
    });
    return std::move(out).take();
}

}  // namespace dynaco
