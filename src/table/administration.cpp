#include <dynaco/operations/delete_table.hpp>
#include <dynaco/operations/describe_table.hpp>
#include <dynaco/table/administration.hpp>

#include <algorithm>

namespace dynaco::administration {
namespace {

using std::chrono::milliseconds;

bool is_gone(const result<table_description>& answer) {
    return !answer && answer.error().cause() == errc::resource_not_found;
}

// Polls quickly at first: local servers need milliseconds, AWS about ten seconds.
class poll {
 public:
    poll(client db, table_wait_options wait) : db_(std::move(db)), until_(db_.now() + wait.timeout) {}
    [[nodiscard]] bool time_is_up() const { return db_.now() >= until_; }
    awaitable<void> pause() {
        const milliseconds ceiling = next_;
        next_ = std::min(next_ * 2, milliseconds(4000));
        return db_.pause(ceiling);
    }

 private:
    client db_;
    std::chrono::steady_clock::time_point until_;
    milliseconds next_{40};
};

[[noreturn]] void fail_waiting(const client& db, const std::string& table, const char* what) {
    throw error(errc::table_not_active,
                {.operation = "DescribeTable", .table = table, .detail = what, .endpoint = db.endpoint()});
}

awaitable<void> wait_until_active(client db, std::string table, table_wait_options wait) {
    poll polling(db, wait);
    for (;;) {
        result<table_description> answer = co_await db.send(describe_table{.table_name = table});
        if (answer && answer->is_active()) co_return;
        // Right after CreateTable the table may not be visible yet.
        if (!answer && !is_gone(answer)) throw error(answer.error());
        if (polling.time_is_up()) fail_waiting(db, table, "the table is not active yet");
        co_await polling.pause();
    }
}

}  // namespace

awaitable<bool> create(client db, encoded_request create, table_wait_options wait) {
    const std::string table = create.table;
    result<table_description> existing = co_await db.send(describe_table{.table_name = table});
    if (existing && existing->is_active()) co_return false;
    if (!existing && !is_gone(existing)) throw error(existing.error());
    bool created = false;
    if (!existing) {
        result<reply> answer = co_await db.call(std::move(create));
        // Somebody else may have been faster.
        if (!answer && answer.error().cause() != errc::resource_in_use) throw error(answer.error());
        created = answer.has_value();
    }
    co_await wait_until_active(db, table, wait);
    co_return created;
}

awaitable<bool> remove(client db, std::string table_name, table_wait_options wait) {
    result<table_description> answer = co_await db.send(delete_table{.table_name = table_name});
    if (is_gone(answer)) co_return false;
    if (!answer && answer.error().cause() != errc::resource_in_use) throw error(answer.error());
    poll polling(db, wait);
    for (;;) {
        result<table_description> left = co_await db.send(describe_table{.table_name = table_name});
        if (is_gone(left)) co_return true;
        if (!left) throw error(left.error());
        if (left->status != table_status::deleting && !answer) throw error(answer.error());
        if (polling.time_is_up()) fail_waiting(db, table_name, "the table is still being deleted");
        co_await polling.pause();
    }
}

awaitable<bool> exists(client db, std::string table_name) {
    result<table_description> answer = co_await db.send(describe_table{.table_name = table_name});
    if (is_gone(answer)) co_return false;
    if (!answer) throw error(answer.error());
    co_return true;
}

awaitable<table_description> describe(client db, std::string table_name) {
    result<table_description> answer = co_await db.send(describe_table{.table_name = table_name});
    co_return std::move(answer).value();
}

}  // namespace dynaco::administration
