#pragma once

#include "support/local_table.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Every attribute type in every kind of call. A model has attributes of six types, because six models of one
/// attribute take six times as long to compile.
namespace dynaco::test {

/// The values of a type that are written and read.
template <class T>
std::vector<T> samples();

inline binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

template <class A, class B, class C, class D, class E, class F>
struct in_index {
    std::string group{};
    int rank = 0;
    A a{};
    B b{};
    C c{};
    D d{};
    E e{};
    F f{};

    static constexpr dynaco::index_schema schema{.index_name = "by-group",
                                                 .hash_key = "group",
                                                 .range_key = "rank",
                                                 .projection = projection::include};
};

/// A model with an attribute of each of the types.
template <class A, class B, class C, class D, class E, class F>
struct holder {
    using index = in_index<A, B, C, D, E, F>;

    std::string id{};
    std::string group = "all";
    int rank = 0;
    A a{};
    B b{};
    C c{};
    D d{};
    E e{};
    F f{};

    static constexpr dynaco::schema schema{.table_name = "matrix", .hash_key = "id"};
    using indexes = dynaco::indexes<index>;

    /// Each sample of each type is in one of these objects.
    static int count() {
        return static_cast<int>(std::max({samples<A>().size(), samples<B>().size(), samples<C>().size(),
                                          samples<D>().size(), samples<E>().size(), samples<F>().size()}));
    }
    static holder at(int rank) {
        holder object{.id = std::to_string(rank), .rank = rank};
        const auto fill = [rank]<class T>(T& content) {
            const std::vector<T> all = samples<T>();
            content = all.at(static_cast<std::size_t>(rank) % all.size());
        };
        fill(object.a);
        fill(object.b);
        fill(object.c);
        fill(object.d);
        fill(object.e);
        fill(object.f);
        return object;
    }
};

/// The value that is read is the one that was written.
template <class Found, class Holder>
void expect_content(const Found& found, const Holder& wanted) {
    const std::string which = " of object " + wanted.id;
    EXPECT_EQ(found.rank, wanted.rank);
    EXPECT_TRUE(found.a == wanted.a) << 'a' << which;
    EXPECT_TRUE(found.b == wanted.b) << 'b' << which;
    EXPECT_TRUE(found.c == wanted.c) << 'c' << which;
    EXPECT_TRUE(found.d == wanted.d) << 'd' << which;
    EXPECT_TRUE(found.e == wanted.e) << 'e' << which;
    EXPECT_TRUE(found.f == wanted.f) << 'f' << which;
}

template <class T>
awaitable<void> save_all(table<T> table) {
    for (int i = 0; i < T::count(); ++i) {
        const T object = T::at(i);
        co_await table.save(object);
    }
}
template <class T>
awaitable<void> expect_all(table<T> table) {
    for (int i = 0; i < T::count(); ++i) {
        const auto found = co_await table.get(std::to_string(i), {.consistent_read = true});
        expect_content(found.value(), T::at(i));
    }
}

/// Saved anew, with a condition.
template <class T>
awaitable<void> through_save(client db) {
    const auto table = co_await make_table<T>(db);
    for (int i = 0; i < T::count(); ++i) {
        const T object = T::at(i);
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
    const auto table = co_await make_table<T>(db);
    co_await save_all<T>(table);
    co_await expect_all<T>(table);
    const auto none = co_await table.get("none");
    EXPECT_FALSE(none.has_value());
}
template <class T>
awaitable<void> through_query(client db) {
    const auto table = co_await make_table<T>(db);
    co_await save_all<T>(table);
    for (int i = 0; i < T::count(); ++i) {
        auto query = table.query(std::to_string(i));
        const auto found = co_await query.collect();
        EXPECT_EQ(found.size(), 1u);
        expect_content(found.at(0), T::at(i));
    }
}
template <class T>
awaitable<void> through_scan(client db) {
    const auto table = co_await make_table<T>(db);
    co_await save_all<T>(table);
    auto scan = table.scan(filter("rank"_a >= 0));
    const auto found = co_await scan.collect();
    EXPECT_EQ(found.size(), static_cast<std::size_t>(T::count()));
    for (const T& each : found) expect_content(each, T::at(each.rank));
}
template <class T>
awaitable<void> through_update(client db) {
    const auto table = co_await make_table<T>(db);
    for (int i = 0; i < T::count(); ++i) {
        const T object = T::at(i);
        co_await table.update(object.id, "a"_a.set(object.a), "b"_a.set(object.b), "c"_a.set(object.c),
                              "d"_a.set(object.d), "e"_a.set(object.e), "f"_a.set(object.f), "rank"_a.set(i));
    }
    co_await expect_all<T>(table);
}
template <class T>
awaitable<void> through_batch(client db) {
    const auto table = co_await make_table<T>(db);
    auto batch = table.batch_write();
    std::vector<std::string> ids;
    for (int i = 0; i < T::count(); ++i) {
        const T object = T::at(i);
        ids.push_back(object.id);
        co_await batch.save(object);
    }
    co_await batch.flush();
    const auto found = co_await table.batch_get_in_order(ids, {.consistent_read = true});
    for (int i = 0; i < T::count(); ++i)
        expect_content(found.at(static_cast<std::size_t>(i)).value(), T::at(i));
}
template <class T>
awaitable<void> through_transaction(client db) {
    const auto table = co_await make_table<T>(db);
    transact_write tx(db);
    transact_get reads(db);
    std::vector<decltype(reads.get(table, std::string()))> handles;
    for (int i = 0; i < T::count(); ++i) {
        const T object = T::at(i);
        if (i % 2 == 0)
            tx.save(table, object);
        else
            tx.update(table, object.id, "a"_a.set(object.a), "b"_a.set(object.b), "c"_a.set(object.c),
                      "d"_a.set(object.d), "e"_a.set(object.e), "f"_a.set(object.f), "rank"_a.set(i));
        handles.push_back(reads.get(table, object.id));
    }
    const auto done = co_await tx.try_commit();
    EXPECT_TRUE(static_cast<bool>(done));
    co_await reads.fetch();
    for (int i = 0; i < T::count(); ++i)
        expect_content(handles.at(static_cast<std::size_t>(i)).value().value(), T::at(i));
}
template <class T>
awaitable<void> through_index(client db) {
    const auto table = co_await make_table<T>(db);
    co_await save_all<T>(table);
    auto query = table.template index<typename T::index>().query("all", "rank"_a >= 0);
    const auto found = co_await query.collect();
    EXPECT_EQ(found.size(), static_cast<std::size_t>(T::count()));
    for (const auto& each : found) expect_content(each, T::at(each.rank));
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
