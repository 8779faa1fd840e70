// The code of docs/guide/tables.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <iostream>

namespace asio = boost::asio;

namespace tables {

struct SessionsOfUser {
    std::string user_id{};
    std::string device{};
    std::string session_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-user",
        .hash_key = {"user_id", "device"},  // each key of a global index has up to four attributes
        .projection = dynaco::projection::keys_only,
    };
};

struct Session {
    std::string session_id{};
    std::string user_id{};
    std::string device{};
    std::int64_t expires = 0;  // seconds since 1970

    static constexpr dynaco::schema schema{
        .table_name = "sessions",
        .hash_key = "session_id",
        .ttl = "expires",
        .settings = {.stream = dynaco::stream_view::new_and_old_images,
                     .deletion_protection = true,
                     .tags = {{.key = "team", .value = "login"}}},
    };
    using indexes = dynaco::indexes<SessionsOfUser>;
};

asio::awaitable<void> creating(dynaco::table<Session> sessions) {
    const auto watch = [](const dynaco::table_description& now) {
        std::cout << now.name << (now.is_active() ? " is ready\n" : " is being made\n");
    };
    bool created = co_await sessions.create({.deletion_protection = false, .progress = watch});
    if (!created) std::cout << "it was there\n";
}

asio::awaitable<void> changing(dynaco::table<Session> sessions) {
    auto admin = sessions.admin();
    co_await admin.set_billing(dynaco::billing_mode::provisioned, {.read_capacity_units = 10});
    co_await admin.set_index_throughput<SessionsOfUser>({.read_capacity_units = 20});
    co_await admin.set_stream(dynaco::stream_view::keys_only);
    co_await admin.create_index<SessionsOfUser>({.timeout = std::chrono::hours(4)});
    co_await admin.enable_ttl();
    co_await admin.set_tag("owner", "alice");
}

asio::awaitable<void> migrating(dynaco::table<Session> sessions) {
    auto admin = sessions.admin();
    auto plan = co_await admin.plan();  // changes nothing
    if (!plan) co_return;
    std::cout << plan.text();  // stream: wanted NEW_IMAGE, found none; would be changed in place
    auto left = co_await admin.apply(plan);
    for (const dynaco::table_difference& each : left) std::cout << "left alone: " << each.text() << '\n';
}

asio::awaitable<void> restoring(dynaco::client db, dynaco::table<Session> sessions) {
    auto admin = sessions.admin();
    co_await admin.set_point_in_time_recovery(true, 7);
    auto backup = co_await admin.create_backup("before-migration");
    std::cout << backup.arn << '\n';

    dynaco::table<Session> copy{db, "sessions-of-yesterday"};
    auto yesterday = std::chrono::system_clock::now() - std::chrono::hours(24);
    co_await copy.admin().restore_from("sessions", {.time = yesterday});
    co_await copy.create();  // enables time to live, which a restore does not
}

}  // namespace tables
