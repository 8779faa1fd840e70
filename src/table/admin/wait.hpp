#pragma once

#include <dynaco/admin.hpp>
#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <chrono>
#include <string>

namespace dynaco::detail {

/// Returns whether the call failed because the table does not exist.
[[nodiscard]] bool is_gone(const result<table_description>& answer);

/// The state of an index to wait for, besides an active table: any, existing or deleted.
enum class index_fate { any, there, gone };

/// Waits for a table by polling DescribeTable. All waits of an object share one deadline.
class table_wait {
 public:
    table_wait(client db, std::string table, table_wait_options options);

    /// Waits until the table and all its indexes are active. Also waits while the table does not exist yet.
    awaitable<table_description> until_active();
    awaitable<table_description> until_active(std::string index, index_fate fate);
    /// Sends a change of the table. Repeats it after a pause while another change is running, because a
    /// description may have shown the table as active too early.
    awaitable<void> send(encoded_request change);
    /// Waits until the table does not exist. @throws error  errc::table_not_active
    awaitable<void> until_deleted();

 private:
    awaitable<result<table_description>> look();
    awaitable<void> pause();
    void check_time(const result<table_description>& last, const char* wanted) const;

    client db_;
    std::string table_;
    table_wait_options options_;
    std::chrono::steady_clock::time_point until_;
    std::chrono::milliseconds next_pause_;
};

}  // namespace dynaco::detail
