#include "table/admin/steps.hpp"
#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/operations/table.hpp>

#include <optional>
#include <utility>

// Settings, indexes and plans. Tags, time to live and backups have their own files.
namespace dynaco {
namespace {

// Returns the table once it is active. Throws if it does not exist.
awaitable<table_description> active_table(client db, std::string table, detail::table_wait& wait) {
    result<table_description> now = co_await db.send(describe_table{.table_name = table});
    if (now && now->is_active()) co_return std::move(*now);
    if (!now) throw error(now.error());
    table_description later = co_await wait.until_active();
    co_return later;
}

// Sends the request that `decide` makes for the current table. Sends nothing if `decide` returns nothing.
template <class Decide>
awaitable<void> change_steps(client db, std::string table, Decide decide, table_wait_options options) {
    detail::table_wait wait(db, table, options);
    const table_description now = co_await active_table(db, table, wait);
    std::optional<encoded_request> request = decide(now);
    if (!request) co_return;
    co_await wait.send(std::move(*request));
    co_await wait.until_active();
}

awaitable<void> move_to_stream_steps(client db, std::string table, encoded_request off, encoded_request on,
                                     stream_view view, table_wait_options options) {
    detail::table_wait wait(db, table, options);
    const table_description now = co_await active_table(db, table, wait);
    if (now.stream.view == view) co_return;
    if (now.stream.view != stream_view::none) {
        co_await wait.send(std::move(off));
        co_await wait.until_active();
    }
    if (view == stream_view::none) co_return;
    co_await wait.send(std::move(on));
    co_await wait.until_active();
}

awaitable<bool> add_index_steps(client db, std::string table, std::string index, encoded_request if_on_demand,
                                encoded_request if_provisioned, table_wait_options options) {
    detail::table_wait wait(db, table, options);
    const table_description now = co_await active_table(db, table, wait);
    if (now.find_index(index)) co_return false;
    const bool provisioned = now.billing_mode == billing_mode::provisioned;
    encoded_request request = std::move(provisioned ? if_provisioned : if_on_demand);
    co_await wait.send(std::move(request));
    co_await wait.until_active(std::move(index), detail::index_fate::there);
    co_return true;
}

awaitable<bool> remove_index_steps(client db, std::string table, std::string index, encoded_request request,
                                   table_wait_options options) {
    detail::table_wait wait(db, table, options);
    const table_description now = co_await active_table(db, table, wait);
    if (!now.find_index(index)) co_return false;
    co_await wait.send(std::move(request));
    co_await wait.until_active(std::move(index), detail::index_fate::gone);
    co_return true;
}

awaitable<table_description> wait_for_steps(client db, std::string table, table_wait_options options) {
    detail::table_wait wait(std::move(db), std::move(table), options);
    table_description now = co_await wait.until_active();
    co_return now;
}

awaitable<void> wait_for_end_steps(client db, std::string table, table_wait_options options) {
    detail::table_wait wait(std::move(db), std::move(table), options);
    co_await wait.until_deleted();
}

awaitable<std::vector<table_difference>> perform_steps(client db, std::string table, detail::table_steps plan,
                                                       table_wait_options options) {
    if (plan.refused) throw error(*plan.refused);
    detail::table_wait wait(db, table, options);
    for (detail::table_step& step : plan.steps) {
        if (step.request.info.name == create_table::info.name) {
            const result<reply> answer = co_await db.call(std::move(step.request));
            if (!answer) throw error(answer.error());
        } else {
            co_await wait.until_active();
            co_await wait.send(std::move(step.request));
        }
        co_await wait.until_active(step.index, step.fate);
    }
    co_return std::move(plan.left);
}

encoded_request encoded(const update_table& op) { return encoded_request::of(op); }

bool has_throughput(const auto& described, throughput t) {
    return described.read_capacity_units == t.read_capacity_units &&
           described.write_capacity_units == t.write_capacity_units;
}

// The names refer to the description, which lives as long as the call of the function that uses them.
std::vector<index_update> each_global_index(const table_description& table, throughput capacity) {
    std::vector<index_update> all;
    for (const index_description& index : table.indexes)
        if (index.scope == index_scope::global) all.push_back({.name = index.name, .throughput = capacity});
    return all;
}

}  // namespace

awaitable<table_description> table_admin<void>::describe() const {
    return detail::administration::describe(db_, table_name_);
}

awaitable<table_description> table_admin<void>::wait_until_active(table_wait_options wait) const {
    return detail::one_call(db_, wait_for_steps(db_, table_name_, wait), "DescribeTable", table_name_);
}

awaitable<void> table_admin<void>::wait_until_deleted(table_wait_options wait) const {
    return detail::one_call(db_, wait_for_end_steps(db_, table_name_, wait), "DescribeTable", table_name_);
}

awaitable<void> table_admin<void>::set_billing(dynaco::billing_mode mode, throughput capacity,
                                               table_wait_options wait) const {
    return detail::one_call(
        db_,
        change_steps(
            db_, table_name_,
            [mode, capacity](const table_description& now) -> std::optional<encoded_request> {
                if (now.billing_mode == mode) return {};
                if (mode == billing_mode::pay_per_request)
                    return encoded({.table_name = now.name, .billing_mode = mode});
                const std::vector<index_update> indexes = each_global_index(now, capacity);
                return encoded({.table_name = now.name,
                                .billing_mode = mode,
                                .throughput = capacity,
                                .indexes = indexes});
            },
            wait),
        "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_throughput(throughput capacity, table_wait_options wait) const {
    return detail::one_call(db_,
                            change_steps(
                                db_, table_name_,
                                [capacity](const table_description& now) -> std::optional<encoded_request> {
                                    if (has_throughput(now, capacity)) return {};
                                    return encoded({.table_name = now.name, .throughput = capacity});
                                },
                                wait),
                            "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_index_throughput(std::string_view index, throughput capacity,
                                                        table_wait_options wait) const {
    return detail::one_call(
        db_,
        change_steps(
            db_, table_name_,
            [name = std::string(index),
             capacity](const table_description& now) -> std::optional<encoded_request> {
                const index_description* const there = now.find_index(name);
                if (there && has_throughput(*there, capacity)) return {};
                const std::array updates{index_update{.name = name, .throughput = capacity}};
                return encoded({.table_name = now.name, .indexes = updates});
            },
            wait),
        "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_on_demand_limits(on_demand_limits limits,
                                                        table_wait_options wait) const {
    return detail::one_call(
        db_,
        change_steps(
            db_, table_name_,
            [limits](const table_description& now) -> std::optional<encoded_request> {
                if (now.on_demand.max_read_request_units == limits.max_read_request_units &&
                    now.on_demand.max_write_request_units == limits.max_write_request_units)
                    return {};
                return encoded({.table_name = now.name, .on_demand = limits});
            },
            wait),
        "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_warm_throughput(warm_throughput warm, table_wait_options wait) const {
    return detail::one_call(
        db_,
        change_steps(
            db_, table_name_,
            [warm](const table_description& now) -> std::optional<encoded_request> {
                if (now.warm_throughput.read_units_per_second >= warm.read_units_per_second &&
                    now.warm_throughput.write_units_per_second >= warm.write_units_per_second)
                    return {};
                return encoded({.table_name = now.name, .warm_throughput = warm});
            },
            wait),
        "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_stream(stream_view view, table_wait_options wait) const {
    return detail::one_call(
        db_,
        move_to_stream_steps(db_, table_name_,
                             encoded({.table_name = table_name_, .stream = stream_view::none}),
                             encoded({.table_name = table_name_, .stream = view}), view, wait),
        "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_table_class(dynaco::table_class what, table_wait_options wait) const {
    return detail::one_call(db_,
                            change_steps(
                                db_, table_name_,
                                [what](const table_description& now) -> std::optional<encoded_request> {
                                    if (now.table_class == what) return {};
                                    return encoded({.table_name = now.name, .table_class = what});
                                },
                                wait),
                            "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_deletion_protection(bool on, table_wait_options wait) const {
    return detail::one_call(db_,
                            change_steps(
                                db_, table_name_,
                                [on](const table_description& now) -> std::optional<encoded_request> {
                                    if (now.deletion_protection == on) return {};
                                    return encoded({.table_name = now.name, .deletion_protection = on});
                                },
                                wait),
                            "UpdateTable", table_name_);
}

awaitable<void> table_admin<void>::set_encryption(std::string_view kms_key, table_wait_options wait) const {
    return detail::one_call(
        db_,
        change_steps(
            db_, table_name_,
            [key = std::string(kms_key)](const table_description& now) -> std::optional<encoded_request> {
                if (key.empty() && !now.encryption.uses_kms()) return {};
                return encoded({.table_name = now.name, .kms_key = key});
            },
            wait),
        "UpdateTable", table_name_);
}

awaitable<bool> table_admin<void>::create_index(const index_definition& index,
                                                table_wait_options wait) const {
    const update_table on_demand{.table_name = table_name_, .create_index = index};
    update_table provisioned = on_demand;
    provisioned.paid_by = billing_mode::provisioned;
    return detail::one_call(db_,
                            add_index_steps(db_, table_name_, std::string(index.name), encoded(on_demand),
                                            encoded(provisioned), wait),
                            "UpdateTable", table_name_);
}

awaitable<bool> table_admin<void>::delete_index(std::string_view index, table_wait_options wait) const {
    return detail::one_call(
        db_,
        remove_index_steps(db_, table_name_, std::string(index),
                           encoded({.table_name = table_name_, .delete_index = index}), wait),
        "UpdateTable", table_name_);
}

awaitable<std::vector<table_difference>> table_admin<void>::carry_out(const table_plan& plan,
                                                                      apply_options options) const {
    return detail::one_call(
        db_,
        perform_steps(db_, plan.table_name(), detail::steps_of(plan, options.allow_removals), options.wait),
        "UpdateTable", plan.table_name());
}

}  // namespace dynaco
