#include "table/admin/compare.hpp"
#include "table/admin/tags.hpp"
#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/table.hpp>

#include <string_view>
#include <utility>

namespace dynaco {
namespace {

std::string_view name_of(table_aspect what) {
    switch (what) {
        case table_aspect::table: return "table";
        case table_aspect::hash_key: return "hash key";
        case table_aspect::range_key: return "range key";
        case table_aspect::index: return "index";
        case table_aspect::billing_mode: return "billing mode";
        case table_aspect::throughput: return "throughput";
        case table_aspect::on_demand_limits: return "on-demand limits";
        case table_aspect::index_throughput: return "throughput of index";
        case table_aspect::stream: return "stream";
        case table_aspect::table_class: return "table class";
        case table_aspect::deletion_protection: return "deletion protection";
        case table_aspect::encryption: return "encryption";
        case table_aspect::time_to_live: return "time to live";
        case table_aspect::tag: return "tag";
    }
    return {};
}

std::string_view text_of(table_remedy remedy) {
    switch (remedy) {
        case table_remedy::create: return "would be created";
        case table_remedy::change: return "would be changed in place";
        case table_remedy::add_index: return "would be added";
        case table_remedy::remove_index: return "would be removed";
        case table_remedy::replace_index: return "would be removed and created again";
        case table_remedy::new_table: return "needs a new table";
    }
    return {};
}

}  // namespace

std::string table_difference::text() const {
    std::string line(name_of(what));
    if (!name.empty()) ((line += " \"") += name) += '"';
    ((line += ": wanted ") += wanted) += ", found ";
    ((line += actual) += "; ") += text_of(remedy);
    return line;
}

table_plan::table_plan(const detail::table_definition& wanted)
    : table_name_(wanted.table.table_name), wanted_(wanted) {
    differences_.push_back({.what = table_aspect::table,
                            .name = table_name_,
                            .wanted = "a table",
                            .actual = "none",
                            .remedy = table_remedy::create});
}

table_plan::table_plan(const detail::table_definition& wanted, const table_description& actual,
                       const time_to_live_description& ttl, const std::map<std::string, std::string>& tags)
    : table_name_(wanted.table.table_name),
      wanted_(wanted),
      actual_(actual),
      ttl_(ttl),
      differences_(detail::compare_table(wanted, actual, ttl, tags)) {}

std::string table_plan::text() const {
    std::string lines;
    for (const table_difference& each : differences_) (lines += each.text()) += '\n';
    return lines;
}

detail::table_definition table_plan::wanted() const noexcept {
    detail::table_definition named = wanted_;
    named.table.table_name = table_name_;
    return named;
}

namespace {

// Returns a disabled time to live if the server does not support it, or if reading it is denied and the model
// wants none.
awaitable<time_to_live_description> ttl_of(client db, std::string table, bool is_wanted) {
    result<time_to_live_description> now = co_await db.send(describe_time_to_live{.table_name = table});
    if (now) co_return std::move(*now);
    const bool may_not_look = now.error().cause() == errc::access_denied && !is_wanted;
    if (now.error().cause() != errc::unknown_operation && !may_not_look) throw error(now.error());
    co_return time_to_live_description();
}

awaitable<table_plan> make_plan(client db, std::string table, detail::table_definition wanted) {
    wanted.table.table_name = table;
    const result<table_description> now = co_await db.send(describe_table{.table_name = table});
    if (detail::is_gone(now)) co_return table_plan(wanted);
    if (!now) throw error(now.error());
    const time_to_live_description ttl = co_await ttl_of(db, table, !wanted.ttl.empty());
    std::map<std::string, std::string> tags;
    if (!wanted.table.tags.empty()) tags = co_await detail::list_tags(db, now->arn);
    co_return table_plan(wanted, *now, ttl, tags);
}

}  // namespace

awaitable<table_plan> table_admin<void>::plan_for(const detail::table_definition& wanted) const {
    return detail::one_call(db_, make_plan(db_, table_name_, wanted), "DescribeTable", table_name_);
}

}  // namespace dynaco
