#include "faults/calls.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/table.hpp>
#include <dynaco/transaction.hpp>

#include <optional>
#include <string>

namespace dynaco::test {

using namespace dynaco::literals;

struct counter {
    std::string id{};
    std::int64_t count = 0;
    static constexpr dynaco::schema schema{.table_name = "counters", .hash_key = "id"};
};

namespace {

template <class T>
awaitable<result<T>> caught(awaitable<T> work) {
    std::optional<failure> why;
    try {
        T value = co_await std::move(work);
        co_return value;
    } catch (const error& e) {
        why = e.as_failure();
    }
    co_return *why;
}

awaitable<std::int64_t> performed(client db, verb what) {
    const table<counter> counters{db};
    const std::string id{counted_item};
    if (what == verb::get) {
        const auto found = co_await counters.get(id);
        co_return found ? found->count : -1;
    }
    const counter saved{.id = id, .count = saved_count};
    if (what == verb::put)
        co_await counters.save(saved);
    else
        co_await counters.update(id, "count"_a.add(1));
    co_return 0;
}

awaitable<bool> inserted(client db, std::string id) {
    const table<counter> counters{db};
    const counter fresh{.id = id, .count = 1};
    const auto verdict = co_await counters.try_insert(fresh);
    co_return static_cast<bool>(verdict);
}

awaitable<bool> added_to_both(client db, std::string one, std::string other) {
    const table<counter> counters{db};
    transact_write both(db);
    both.update(counters, one, "count"_a.add(1));
    both.update(counters, other, "count"_a.add(1));
    const auto verdict = co_await both.try_commit();
    co_return static_cast<bool>(verdict);
}

awaitable<bool> saved_all(client db, int items) {
    const table<counter> counters{db};
    auto batch = counters.batch_write();
    for (int i = 0; i < items; ++i) {
        const counter each{.id = std::to_string(i), .count = saved_count};
        co_await batch.save(each);
    }
    co_await batch.flush();
    co_return true;
}

}  // namespace

awaitable<result<std::int64_t>> perform(client db, verb what) {
    return caught(performed(std::move(db), what));
}

awaitable<result<bool>> insert(client db, std::string id) {
    return caught(inserted(std::move(db), std::move(id)));
}

awaitable<result<bool>> add_to_both(client db, std::string one, std::string other) {
    return caught(added_to_both(std::move(db), std::move(one), std::move(other)));
}

awaitable<result<bool>> save_all(client db, int items) { return caught(saved_all(std::move(db), items)); }

}  // namespace dynaco::test
