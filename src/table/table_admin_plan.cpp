#include "table/list_tags.hpp"
#include "table/table_wait.hpp"

#include <dynaco/client/one_call.hpp>
#include <dynaco/operations/describe_table.hpp>
#include <dynaco/table/table_admin.hpp>

#include <utility>

namespace dynaco {
namespace {

// Servers without time to live have it off. Who may not look at it can plan a model that has none.
awaitable<time_to_live_description> ttl_of(client db, std::string table, bool is_wanted) {
    result<time_to_live_description> now = co_await db.send(describe_time_to_live{.table_name = table});
    if (now) co_return std::move(*now);
    const bool may_not_look = now.error().cause() == errc::access_denied && !is_wanted;
    if (now.error().cause() != errc::unknown_operation && !may_not_look) throw error(now.error());
    co_return time_to_live_description();
}

awaitable<table_plan> make_plan(client db, std::string table, table_definition wanted) {
    wanted.table.table_name = table;
    const result<table_description> now = co_await db.send(describe_table{.table_name = table});
    if (is_gone(now)) co_return table_plan(wanted);
    if (!now) throw error(now.error());
    const time_to_live_description ttl = co_await ttl_of(db, table, !wanted.ttl.empty());
    std::map<std::string, std::string> tags;
    if (!wanted.table.tags.empty()) tags = co_await list_tags(db, now->arn);
    co_return table_plan(wanted, *now, ttl, tags);
}

}  // namespace

awaitable<table_plan> table_admin<void>::plan_for(const table_definition& wanted) const {
    return one_call(db_, make_plan(db_, table_name_, wanted), "DescribeTable", table_name_);
}

}  // namespace dynaco
