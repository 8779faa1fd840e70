#include "simulation/schedule.hpp"

#include <algorithm>

namespace dynaco::simulation {
namespace {

using namespace std::chrono_literals;

constexpr int last_fault = static_cast<int>(fault::closing);

// Only some of the faults, so that the same fault occurs several times in some schedules.
std::vector<fault> draw_faults(chance& c) {
    std::vector<fault> some;
    const int share = c.of({6, 20, 60});
    for (int f = 1; f <= last_fault; ++f)
        if (c.percent(share)) some.push_back(static_cast<fault>(f));
    if (some.empty()) some.push_back(static_cast<fault>(c.between(1, last_fault)));
    return some;
}

weather draw_weather(chance& c) {
    weather w;
    w.fault_percent = c.of({0, 10, 30, 60, 95, 100});
    w.faults = draw_faults(c);
    w.opening_percent = c.of({0, 0, 0, 0, 0, 10, 50, 100});
    w.hanging_percent = c.of({0, 0, 0, 0, 0, 10, 50});
    w.idle_death_percent = c.of({0, 0, 20, 70, 100});
    w.keys_percent = c.of({0, 0, 0, 0, 0, 0, 10, 40});
    w.slowest_opening = c.of<milliseconds>({0ms, 50ms, 500ms});
    w.slowest_answer = c.of<milliseconds>({0ms, 20ms, 200ms, 2000ms});
    w.keys_last = c.of<milliseconds>({30ms, 500ms, 10'000ms, 1'000'000ms});
    w.slowest_keys = c.of<milliseconds>({0ms, 0ms, 50ms, 500ms, 100'000ms});
    w.clock_error = std::chrono::seconds(c.between(-200, 200));
    w.clock_error *= c.of({0, 1, 10, 10'000});
    if (c.percent(20)) w.clock_set_right = c.between(0ms, 3000ms);
    return w;
}

client_options draw_options(chance& c) {
    client_options o;
    o.max_connections = static_cast<std::size_t>(c.between(1, 4));
    o.max_connections_per_endpoint = static_cast<std::size_t>(c.between(1, 4));
    o.max_waiting_calls = c.of<std::size_t>({1, 3, 100, 100});
    o.max_connection_age = c.of<milliseconds>({0ms, 300ms, 600'000ms});
    o.connect_timeout = c.of<milliseconds>({100ms, 400ms, 3100ms});
    o.pool_timeout = c.of<milliseconds>({50ms, 1000ms, 10'000ms});
    o.attempt_timeout = c.of<milliseconds>({100ms, 1000ms, 10'000ms});
    o.deadline = c.of<milliseconds>({150ms, 2000ms, 15'000ms, 60'000ms, 60'000ms});
    o.idle_timeout = c.of<milliseconds>({50ms, 1000ms, 50'000ms});
    o.retry.mode = c.of({retry_mode::standard, retry_mode::standard_2_0, retry_mode::adaptive});
    o.retry.max_attempts = c.of({1, 2, 3, 4, 4, 5, 12});
    o.retry.base_delay = c.of<milliseconds>({1ms, 25ms, 25ms, 1000ms});
    o.retry.throttling_base_delay = c.of<milliseconds>({1ms, 1000ms, 1000ms});
    o.retry.max_delay = c.of<milliseconds>({1ms, 100ms, 20'000ms, 20'000ms});
    o.retry.retry_ambiguous_writes = c.percent(70);
    return o;
}

call_plan draw_call(chance& c, int number, milliseconds within) {
    call_plan p;
    p.number = number;
    p.what = c.of({kind::read, kind::put, kind::put, kind::put_if_absent, kind::transaction});
    p.key = "k" + std::to_string(c.between(0, 2));
    p.start = c.between(0ms, within);
    if (c.percent(30)) p.options.deadline = c.of<milliseconds>({1ms, 50ms, 300ms, 3000ms});
    if (c.percent(20)) p.options.attempt_timeout = c.of<milliseconds>({10ms, 100ms, 30'000ms});
    if (c.percent(10)) p.cancelled_after = c.between(0ms, 1500ms);
    if (c.percent(10)) p.cancelled_at_step = c.between(0, 40);
    if (c.percent(20)) p.options.max_attempts = c.between(1, 6);
    if (c.percent(20)) p.options.retry_ambiguous_writes = c.percent(50);
    return p;
}

}  // namespace

std::string call_plan::body() const {
    constexpr std::array names = {"GetItem", "PutItem", "PutItemIfAbsent", "TransactWriteItems"};
    return R"({"call":)" + std::to_string(number) + R"(,"what":")" + names[static_cast<std::size_t>(what)] +
           R"(","key":")" + key + R"("})";
}

schedule draw_schedule(std::uint64_t seed) {
    chance c(seed);
    schedule s;
    s.seed = seed;
    s.sky = draw_weather(c);
    s.options = draw_options(c);
    const int calls = c.percent(5) ? 12 : c.between(1, 8);
    const auto within = c.of<milliseconds>({0ms, 0ms, 100ms, 3000ms});
    for (int n = 0; n < calls; ++n) s.calls.push_back(draw_call(c, n, within));
    if (c.percent(4)) s.closed_after = c.between(0ms, 2000ms);
    return s;
}

}  // namespace dynaco::simulation
