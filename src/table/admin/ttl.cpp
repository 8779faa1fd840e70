#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <utility>

namespace dynaco {
namespace {

awaitable<void> switch_off(client db, std::string table) {
    const time_to_live_description now = co_await db.execute(describe_time_to_live{.table_name = table});
    if (!now.is_on()) co_return;
    co_await db.execute(
        update_time_to_live{.table_name = table, .attribute = now.attribute, .enabled = false});
}

}  // namespace

awaitable<time_to_live_description> table_admin<void>::time_to_live() const {
    return db_.execute(describe_time_to_live{.table_name = table_name_});
}

awaitable<void> table_admin<void>::enable_ttl(std::string_view attribute) const {
    return detail::administration::enable_ttl(db_, table_name_, std::string(attribute));
}

awaitable<void> table_admin<void>::disable_ttl() const {
    return detail::one_call(db_, switch_off(db_, table_name_), "UpdateTimeToLive", table_name_);
}

}  // namespace dynaco
