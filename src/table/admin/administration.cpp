#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <utility>

namespace dynaco::detail::administration {
namespace {

// Returns whether this request created the table. Another client may have created it first.
awaitable<bool> send_create(client db, encoded_request create) {
    const result<reply> answer = co_await db.call(std::move(create));
    if (!answer && answer.error().cause() != errc::resource_in_use) throw error(answer.error());
    co_return answer.has_value();
}

awaitable<bool> create_and_wait(client db, encoded_request create, table_wait_options options) {
    const std::string table = create.table;
    detail::table_wait wait(db, table, options);
    const result<table_description> existing = co_await db.send(describe_table{.table_name = table});
    if (existing && existing->is_active()) co_return false;
    if (!existing && !detail::is_gone(existing)) throw error(existing.error());
    if (existing && existing->status == table_status::deleting) co_await wait.until_deleted();
    bool created = false;
    if (!existing || existing->status == table_status::deleting)
        created = co_await send_create(db, std::move(create));
    co_await wait.until_active();
    co_return created;
}

// Some IAM policies allow changing the time to live but not reading it.
bool is_on_already(const failure& refused) {
    return refused.cause() == errc::validation_failed &&
           refused.diagnostics().service_message.find("already enabled") != std::string::npos;
}

// Needs only one permission: to read the time to live if it is enabled, to change it if it is not. A new
// table has no time to live.
awaitable<void> enable_ttl_steps(client db, std::string table_name, std::string attribute, bool is_new) {
    const describe_time_to_live look{.table_name = table_name};
    result<time_to_live_description> now = time_to_live_description();
    if (!is_new) {
        now = co_await db.send(look);
        if (!now && now.error().cause() != errc::access_denied) throw error(now.error());
    }
    if (!now || !now->is_on()) {
        const auto answer =
            co_await db.send(update_time_to_live{.table_name = table_name, .attribute = attribute});
        if (answer) co_return;
        if (!now && is_on_already(answer.error())) co_return;
        if (!now || answer.error().cause() == errc::access_denied) throw error(answer.error());
        // Another client may have enabled it first.
        now = co_await db.send(look);
        if (!now || !now->is_on()) throw error(answer.error());
    }
    if (now->attribute != attribute)
        throw error(errc::table_differs, {.operation = "UpdateTimeToLive",
                                          .table = table_name,
                                          .attribute_path = attribute,
                                          .detail = "time to live is already enabled for the attribute \"" +
                                                    now->attribute + "\"; disable it first",
                                          .endpoint = db.endpoint()});
}

awaitable<bool> create_steps(client db, encoded_request create, std::string ttl,
                             bool ignore_missing_ttl_support, table_wait_options wait) {
    const std::string table = create.table;
    const bool created = co_await create_and_wait(db, std::move(create), wait);
    if (ttl.empty()) co_return created;
    try {
        co_await enable_ttl_steps(db, table, std::move(ttl), created);
    } catch (const error& e) {
        if (!ignore_missing_ttl_support || e.cause() != errc::unknown_operation) throw;
    }
    co_return created;
}

awaitable<bool> remove_steps(client db, std::string table_name, table_wait_options options) {
    detail::table_wait wait(db, table_name, options);
    const result<table_description> answer = co_await db.send(delete_table{.table_name = table_name});
    if (detail::is_gone(answer)) co_return false;
    if (!answer) {
        // The table is in use: it is being deleted, created or changed.
        if (answer.error().cause() != errc::resource_in_use) throw error(answer.error());
        const result<table_description> now = co_await db.send(describe_table{.table_name = table_name});
        if (now && now->status != table_status::deleting) throw error(answer.error());
    }
    co_await wait.until_deleted();
    co_return true;
}

}  // namespace

awaitable<bool> create(client db, encoded_request create, std::string ttl, bool ignore_missing_ttl_support,
                       table_wait_options wait) {
    std::string table = create.table;
    auto steps = create_steps(db, std::move(create), std::move(ttl), ignore_missing_ttl_support, wait);
    return detail::one_call(std::move(db), std::move(steps), "CreateTable", std::move(table));
}

awaitable<bool> remove(client db, std::string table_name, table_wait_options wait) {
    auto steps = remove_steps(db, table_name, wait);
    return detail::one_call(std::move(db), std::move(steps), "DeleteTable", std::move(table_name));
}

awaitable<void> enable_ttl(client db, std::string table_name, std::string attribute) {
    auto steps = enable_ttl_steps(db, table_name, std::move(attribute), false);
    return detail::one_call(std::move(db), std::move(steps), "UpdateTimeToLive", std::move(table_name));
}

awaitable<bool> exists(client db, std::string table_name) {
    const result<table_description> answer = co_await db.send(describe_table{.table_name = table_name});
    if (detail::is_gone(answer)) co_return false;
    if (!answer) throw error(answer.error());
    co_return true;
}

awaitable<table_description> describe(client db, std::string table_name) {
    result<table_description> answer = co_await db.send(describe_table{.table_name = table_name});
    co_return std::move(answer).value();
}

}  // namespace dynaco::detail::administration
