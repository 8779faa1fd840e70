// expect-ok
#include "../models.hpp"

awaitable<void> f(table<Order> orders) {
    int polls = 0;
    const auto watch = [&polls](const dynaco::table_description&) { ++polls; };
    (void)co_await orders.create({.stream = dynaco::stream_view::new_image, .progress = watch});
    const auto admin = orders.admin();
    co_await admin.set_billing(dynaco::billing_mode::provisioned, {.read_capacity_units = 1});
    (void)co_await admin.create_index<ByItem>({.progress = watch});
    (void)co_await admin.delete_index("by-item");
    co_await admin.set_index_throughput<ByItem>({.read_capacity_units = 2});
    co_await admin.enable_ttl("expires");
    co_await admin.remove_tags("team");
    auto plan = co_await admin.plan();
    if (plan) (void)co_await admin.apply(plan, {.allow_removals = true});
    (void)co_await admin.restore_backup("arn", {.overrides = {.without_indexes = true}});
}
