#pragma once

#include "support/local_table.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/load/tables.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <unistd.h>

/// Tables of the local DynamoDB for the tests of calls on whole tables.
namespace dynaco::test {

/// The local DynamoDB reads the whole table for each segment.
inline constexpr export_options few{.max_requests_in_flight = 4, .segments = 4};
inline constexpr compare_options few_of_both{.left = few, .right = few};

inline std::string bulk_item(int number) {
    std::string padding(static_cast<std::size_t>(number % 200), 'x');
    return R"({"id":{"S":"item-)" + std::to_string(number) + R"("},"number":{"N":")" +
           std::to_string(number) + R"("},"group":{"S":"g)" + std::to_string(number % 7) +
           R"("},"tags":{"SS":["a","b"]},"padding":{"S":")" + padding + "\"}}";
}

/// A table with the key `id` and an index. The test deletes it.
class bulk_table {
 public:
    explicit bulk_table(std::string suffix = {})
        : name_("dynaco-bulk-" + std::to_string(::getpid()) + '-' + std::to_string(++count()) + suffix) {}

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    awaitable<void> create(client db, std::string_view hash_key = "id",
                           stream_view stream = stream_view::none) const {
        index_definition index;
        index.name = "by-group";
        index.hash_key.add({.name = "group"});
        const create_table op{.table_name = name_,
                              .hash_key = {.name = hash_key},
                              .indexes = std::span(&index, 1),
                              .stream = stream};
        awaitable<table_description> call = db.execute(op);
        static_cast<void>(co_await std::move(call));
    }
    awaitable<load_report> fill(client db, int first, int last) const {
        loader load(db, name_);
        for (int i = first; i < last; ++i) static_cast<void>(co_await load.put_json(bulk_item(i)));
        load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete()) << (done.stopped ? done.stopped->text() : "");
        co_return done;
    }
    awaitable<void> drop(client db) const {
        const delete_table op{.table_name = name_};
        awaitable<result<table_description>> call = db.send(op);
        static_cast<void>(co_await std::move(call));
    }

 private:
    static std::atomic<int>& count() {
        static std::atomic<int> made{0};
        return made;
    }
    std::string name_;
};

inline awaitable<std::uint64_t> count_of(client db, std::string name) {
    const table<item> rows(db, name, "id");
    auto all = rows.scan();
    co_return co_await all.count();
}

class BulkTables : public testing::Test {
 protected:
    void SetUp() override {
        const char* const endpoint = std::getenv(main_server.variable);
        if (!endpoint || !*endpoint)
            GTEST_SKIP() << "set DYNACO_ENDPOINT to the URL of a local DynamoDB to run this test";
        endpoint_ = endpoint;
    }
    template <class Body>
    void run(const Body& body) {
        test::run(io_, body(local_client(io_, endpoint_)), std::chrono::seconds(280));
    }

 private:
    boost::asio::io_context io_;
    std::string endpoint_;
};

}  // namespace dynaco::test
