#include "table/admin/wait.hpp"

#include "table/call/pause.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/operations/table.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::detail {
namespace {

using std::chrono::milliseconds;

// The first pauses are short: local servers need milliseconds, AWS about ten seconds.
constexpr milliseconds first_pause{40};
constexpr milliseconds longest_pause{4000};

const char* state_of(const result<table_description>& last) {
    if (!last) return "the table does not exist";
    switch (last->status) {
        case table_status::creating: return "the table is being created";
        case table_status::updating: return "the table is being updated";
        case table_status::deleting: return "the table is being deleted";
        case table_status::active: return "the table is active, but the change of an index has not finished";
        case table_status::inaccessible:
            return "the table's KMS key cannot be used; check the key and its policy";
        case table_status::archiving:
        case table_status::archived: return "the table is archived";
        case table_status::unknown: break;
    }
    return "the table has an unknown status";
}

}  // namespace

bool is_gone(const result<table_description>& answer) {
    return !answer && answer.error().cause() == errc::resource_not_found;
}

table_wait::table_wait(client db, std::string table, table_wait_options options)
    : db_(std::move(db)),
      table_(std::move(table)),
      options_(options),
      until_(detail::client_access::now(db_) + options.timeout),
      next_pause_(first_pause) {}

awaitable<table_description> table_wait::until_active() { return until_active({}, index_fate::any); }

awaitable<table_description> table_wait::until_active(std::string index, index_fate fate) {
    next_pause_ = first_pause;
    for (;;) {
        result<table_description> now = co_await look();
        if (now && now->is_active()) {
            const bool there = now->find_index(index) != nullptr;
            if (fate == index_fate::any || there == (fate == index_fate::there)) co_return std::move(*now);
        }
        check_time(now, "timed out waiting for the table to become active: ");
        co_await pause();
    }
}

awaitable<void> table_wait::send(encoded_request change) {
    next_pause_ = first_pause;
    for (;;) {
        const result<reply> answer = co_await db_.call(change);
        if (answer) co_return;
        if (answer.error().cause() != errc::resource_in_use || detail::client_access::now(db_) >= until_)
            throw error(answer.error());
        co_await pause();
    }
}

awaitable<void> table_wait::until_deleted() {
    next_pause_ = first_pause;
    for (;;) {
        const result<table_description> now = co_await look();
        if (is_gone(now)) co_return;
        check_time(now, "timed out waiting for the table to be deleted: ");
        co_await pause();
    }
}

awaitable<result<table_description>> table_wait::look() {
    result<table_description> now = co_await db_.send(describe_table{.table_name = table_});
    if (!now && !is_gone(now)) throw error(now.error());
    if (now) options_.progress(*now);
    co_return now;
}

awaitable<void> table_wait::pause() {
    const milliseconds ceiling = next_pause_;
    next_pause_ = std::min(next_pause_ * 2, longest_pause);
    return table_calls::pause(db_, ceiling, {.operation = "DescribeTable", .table = table_});
}

void table_wait::check_time(const result<table_description>& last, const char* wanted) const {
    if (detail::client_access::now(db_) < until_) return;
    throw error(errc::table_not_active, {.operation = "DescribeTable",
                                         .table = table_,
                                         .detail = std::string(wanted) + state_of(last),
                                         .endpoint = db_.endpoint()});
}

}  // namespace dynaco::detail
