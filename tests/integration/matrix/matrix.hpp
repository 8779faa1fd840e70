#pragma once

#include "support/local_table.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Every attribute type in every kind of call: `samples<T>()` returns its values.
namespace dynaco::test {

template <class T>
std::vector<T> samples();

inline binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

template <class T>
struct in_index {
    std::string group{};
    int rank = 0;
    T content{};

    static constexpr dynaco::index_schema schema{.index_name = "by-group",
                                                 .hash_key = "group",
                                                 .range_key = "rank",
                                                 .projection = projection::include};
};

/// An item with an attribute of the type.
template <class T>
struct holder {
    std::string id{};
    std::string group = "all";
    int rank = 0;
    T content{};

    static constexpr dynaco::schema schema{.table_name = "matrix", .hash_key = "id"};
    using indexes = dynaco::indexes<in_index<T>>;
};

template <class T>
holder<T> held(int rank) {
    holder<T> object{.id = std::to_string(rank), .rank = rank};
    object.content = samples<T>().at(static_cast<std::size_t>(rank));
    return object;
}
template <class T>
int sample_count() {
    return static_cast<int>(samples<T>().size());
}

/// The value that is read is the one that was written.
template <class Found, class T>
void expect_content(const Found& found, const holder<T>& wanted) {
    EXPECT_EQ(found.rank, wanted.rank);
    EXPECT_TRUE(found.content == wanted.content) << "sample " << wanted.rank;
}

template <class T>
awaitable<void> save_all(table<holder<T>> table) {
    for (int i = 0; i < sample_count<T>(); ++i) {
        const holder<T> object = held<T>(i);
        co_await table.save(object);
    }
}
template <class T>
awaitable<void> expect_all(table<holder<T>> table) {
    for (int i = 0; i < sample_count<T>(); ++i) {
        const auto found = co_await table.get(std::to_string(i), {.consistent_read = true});
        expect_content(found.value(), held<T>(i));
    }
}

/// Saved anew, with a condition.
template <class T>
awaitable<void> through_save(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    for (int i = 0; i < sample_count<T>(); ++i) {
        const holder<T> object = held<T>(i);
        const auto saved = co_await table.try_save(object, when("id"_a.not_exists()));
        EXPECT_TRUE(static_cast<bool>(saved));
        const auto again = co_await table.try_save(object, when("id"_a.not_exists()));
        EXPECT_FALSE(static_cast<bool>(again));
        expect_content(again.existing().value(), object);
    }
    co_await expect_all<T>(table);
}
template <class T>
awaitable<void> through_get(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    co_await save_all<T>(table);
    co_await expect_all<T>(table);
    const auto none = co_await table.get("none");
    EXPECT_FALSE(none.has_value());
}
template <class T>
awaitable<void> through_query(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    co_await save_all<T>(table);
    for (int i = 0; i < sample_count<T>(); ++i) {
        auto query = table.query(std::to_string(i));
        const auto found = co_await query.collect();
        EXPECT_EQ(found.size(), 1u);
        expect_content(found.at(0), held<T>(i));
    }
}
template <class T>
awaitable<void> through_scan(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    co_await save_all<T>(table);
    auto scan = table.scan(filter("rank"_a >= 0));
    const auto found = co_await scan.collect();
    EXPECT_EQ(found.size(), samples<T>().size());
    for (const holder<T>& each : found) expect_content(each, held<T>(each.rank));
}
template <class T>
awaitable<void> through_update(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    for (int i = 0; i < sample_count<T>(); ++i) {
        const holder<T> object = held<T>(i);
        co_await table.update(object.id, "content"_a.set(object.content), "rank"_a.set(i));
    }
    co_await expect_all<T>(table);
}
template <class T>
awaitable<void> through_batch(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    auto batch = table.batch_write();
    std::vector<std::string> ids;
    for (int i = 0; i < sample_count<T>(); ++i) {
        const holder<T> object = held<T>(i);
        ids.push_back(object.id);
        co_await batch.save(object);
    }
    co_await batch.flush();
    const auto found = co_await table.batch_get_in_order(ids, {.consistent_read = true});
    for (int i = 0; i < sample_count<T>(); ++i)
        expect_content(found.at(static_cast<std::size_t>(i)).value(), held<T>(i));
}
template <class T>
awaitable<void> through_transaction(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    transact_write tx(db);
    transact_get reads(db);
    std::vector<decltype(reads.get(table, std::string()))> handles;
    for (int i = 0; i < sample_count<T>(); ++i) {
        const holder<T> object = held<T>(i);
        if (i % 2 == 0)
            tx.save(table, object);
        else
            tx.update(table, object.id, "content"_a.set(object.content), "rank"_a.set(i));
        handles.push_back(reads.get(table, object.id));
    }
    const auto done = co_await tx.try_commit();
    EXPECT_TRUE(static_cast<bool>(done));
    co_await reads.fetch();
    for (int i = 0; i < sample_count<T>(); ++i)
        expect_content(handles.at(static_cast<std::size_t>(i)).value().value(), held<T>(i));
}
template <class T>
awaitable<void> through_index(client db) {
    const auto table = co_await make_table<holder<T>>(db);
    co_await save_all<T>(table);
    auto query = table.template index<in_index<T>>().query("all", "rank"_a >= 0);
    const auto found = co_await query.collect();
    EXPECT_EQ(found.size(), samples<T>().size());
    for (const in_index<T>& each : found) expect_content(each, held<T>(each.rank));
}

/// A row of the matrix.
template <class T>
class Matrix : public testing::Test {
 protected:
    void play(awaitable<void> (*call)(client)) {
        const char* const endpoint = std::getenv(main_server.variable);
        if (!endpoint || !*endpoint)
            GTEST_SKIP() << "set " << main_server.variable
                         << " to the URL of a local DynamoDB to run this test";
        boost::asio::io_context io;
        run(io, call(local_client(io, endpoint)), std::chrono::seconds(30));
    }
};
TYPED_TEST_SUITE_P(Matrix);

TYPED_TEST_P(Matrix, Save) { this->play(&through_save<TypeParam>); }
TYPED_TEST_P(Matrix, Get) { this->play(&through_get<TypeParam>); }
TYPED_TEST_P(Matrix, Query) { this->play(&through_query<TypeParam>); }
TYPED_TEST_P(Matrix, Scan) { this->play(&through_scan<TypeParam>); }
TYPED_TEST_P(Matrix, Update) { this->play(&through_update<TypeParam>); }
TYPED_TEST_P(Matrix, Batch) { this->play(&through_batch<TypeParam>); }
TYPED_TEST_P(Matrix, Transaction) { this->play(&through_transaction<TypeParam>); }
TYPED_TEST_P(Matrix, Index) { this->play(&through_index<TypeParam>); }

REGISTER_TYPED_TEST_SUITE_P(Matrix, Save, Get, Query, Scan, Update, Batch, Transaction, Index);

}  // namespace dynaco::test
