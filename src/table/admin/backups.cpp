#include "table/admin/wait.hpp"
#include "table/read/marker.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/backup.hpp>

#include <iterator>
#include <utility>

namespace dynaco {
namespace {

awaitable<std::vector<backup_description>> list_all_backups(client db, std::string table) {
    std::vector<backup_description> backups;
    detail::listing_marker last("ListBackups", "LastEvaluatedBackupArn");
    list_backups::response page;
    do {
        page =
            co_await db.execute(list_backups{.table_name = table, .exclusive_start_backup_arn = last.text()});
        backups.insert(backups.end(), std::make_move_iterator(page.backups.begin()),
                       std::make_move_iterator(page.backups.end()));
    } while (last.advance(std::move(page.last_evaluated_backup_arn)));
    co_return backups;
}

awaitable<bool> gone(awaitable<result<backup_description>> call) {
    const result<backup_description> answer = co_await std::move(call);
    if (!answer && answer.error().cause() == errc::resource_not_found) co_return false;
    if (!answer) throw error(answer.error());
    co_return true;
}

awaitable<table_description> restore(client db, encoded_request request, table_wait_options options) {
    detail::table_wait wait(db, request.table, options);
    const result<reply> answer = co_await db.call(std::move(request));
    if (!answer) throw error(answer.error());
    table_description made = co_await wait.until_active();
    co_return made;
}

}  // namespace

awaitable<continuous_backups_description> table_admin<void>::point_in_time_recovery() const {
    return db_.execute(describe_continuous_backups{.table_name = table_name_});
}

awaitable<continuous_backups_description> table_admin<void>::set_point_in_time_recovery(
    bool on, std::uint32_t days) const {
    return db_.execute(update_continuous_backups{
        .table_name = table_name_, .point_in_time_recovery = on, .recovery_period_days = days});
}

awaitable<backup_description> table_admin<void>::create_backup(std::string_view backup_name) const {
    return db_.execute(dynaco::create_backup{.table_name = table_name_, .backup_name = backup_name});
}

awaitable<std::vector<backup_description>> table_admin<void>::backups() const {
    return detail::one_call(db_, list_all_backups(db_, table_name_), "ListBackups", table_name_);
}

awaitable<bool> table_admin<void>::delete_backup(std::string_view backup_arn) const {
    return gone(db_.send(dynaco::delete_backup{.backup_arn = backup_arn}));
}

awaitable<table_description> table_admin<void>::restore_backup(std::string_view backup_arn,
                                                               restore_options options) const {
    return detail::one_call(
        db_,
        restore(
            db_,
            encoded_request::of(restore_table_from_backup{
                .target_table_name = table_name_, .backup_arn = backup_arn, .overrides = options.overrides}),
            options.wait),
        "RestoreTableFromBackup", table_name_);
}

awaitable<table_description> table_admin<void>::restore_from(std::string_view source_table_name,
                                                             restore_options options) const {
    return detail::one_call(
        db_,
        restore(db_,
                encoded_request::of(restore_table_to_point_in_time{.source_table_name = source_table_name,
                                                                   .target_table_name = table_name_,
                                                                   .time = options.time,
                                                                   .overrides = options.overrides}),
                options.wait),
        "RestoreTableToPointInTime", table_name_);
}

}  // namespace dynaco
