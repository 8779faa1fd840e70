#pragma once

#include <dynaco/admin.hpp>
#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <chrono>
#include <string>

namespace dynaco::detail {

/// No such table is there, rather than some failure.
[[nodiscard]] bool is_gone(const result<table_description>& answer);

/// What must have become of an index besides the table being active.
enum class index_fate { any, there, gone };

/// Waits for a table by asking for its description; one deadline for all waits of an object.
class table_wait {
 public:
    table_wait(client db, std::string table, table_wait_options options);

    /// Until the table and all its indexes are active; a table that cannot be seen yet is waited for.
    /// @throws error  errc::table_not_active
    awaitable<table_description> until_active();
    awaitable<table_description> until_active(std::string index, index_fate fate);
    /// Sends a change of the table; again, after a pause, while another change is under way: descriptions lag
    /// behind, and may have shown the table as active too early.
    awaitable<void> send(encoded_request change);
    /// Until there is no such table. @throws error  errc::table_not_active
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
