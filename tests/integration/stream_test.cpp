#include "support/local_table.hpp"

#include <dynaco/operations/document.hpp>
#include <dynaco/operations/stream.hpp>
#include <dynaco/stream.hpp>

#include <string>
#include <vector>

/// Streams, and operations by their names.
namespace dynaco::test::stream_test {
namespace {

struct account {
    std::string id{};
    int balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "id"};
};

class Streams : public LocalServer {};
DYNACO_ON_MAIN_SERVER(Streams);

// A table whose stream records `view`.
awaitable<local_table<account>> table_with_stream(client db, const char* view) {
    local_table<account> accounts(db);
    const item id{{"AttributeName", "id"}};
    item definition = id;
    definition["AttributeType"] = "S";
    item key = id;
    key["KeyType"] = "HASH";
    const item stream{{"StreamEnabled", true}, {"StreamViewType", view}};
    item request;
    request["TableName"] = accounts.table_name();
    request["AttributeDefinitions"] = value::list{definition};
    request["KeySchema"] = value::list{key};
    request["BillingMode"] = "PAY_PER_REQUEST";
    request["StreamSpecification"] = stream;
    const item made = co_await db.execute(document_operation<"CreateTable">{request});
    EXPECT_TRUE(made.contains("TableDescription"));
    static_cast<void>(co_await accounts.create());  // waits
    co_return accounts;
}

awaitable<void> three_changes(table<account> accounts) {
    account a{.id = "1", .balance = 1};
    co_await accounts.save(a);
    a.balance = 2;
    co_await accounts.save(a);
    co_await accounts.remove("1");
}

TEST_P(Streams, ChangesComeInOrderWithTheirImages) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await table_with_stream(db, "NEW_AND_OLD_IMAGES");
        co_await three_changes(accounts);
        stream_reader<account> changes{db, accounts.table_name(), {.follow = false}};
        const auto inserted = co_await changes.next();
        EXPECT_EQ(inserted.value().event, stream_event::insert);
        EXPECT_EQ(inserted->keys, (item{{"id", "1"}}));
        EXPECT_FALSE(inserted->old_image);
        EXPECT_EQ(inserted->new_image.value().balance, 1);
        EXPECT_FALSE(inserted->sequence_number.empty());
        EXPECT_GT(inserted->approximate_creation_time.time_since_epoch().count(), 0);
        const auto modified = co_await changes.next();
        EXPECT_EQ(modified.value().event, stream_event::modify);
        EXPECT_EQ(modified->old_image.value().balance, 1);
        EXPECT_EQ(modified->new_image.value().balance, 2);
        const auto removed = co_await changes.next();
        EXPECT_EQ(removed.value().event, stream_event::remove);
        EXPECT_EQ(removed->old_image.value().balance, 2);
        EXPECT_FALSE(removed->new_image);
        EXPECT_FALSE(removed->is_ttl_deletion);
        const auto end = co_await changes.next();
        EXPECT_FALSE(end);
    });
}

TEST_P(Streams, ACheckpointGoesOnInAnotherReader) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await table_with_stream(db, "KEYS_ONLY");
        co_await three_changes(accounts);
        stream_reader<account> first{db, accounts.table_name(), {.follow = false}};
        const auto inserted = co_await first.next();
        EXPECT_EQ(inserted.value().event, stream_event::insert);
        EXPECT_FALSE(inserted->new_image);
        const std::string checkpoint = first.checkpoint();
        stream_reader<account> second{
            db, accounts.table_name(), {.checkpoint = checkpoint, .follow = false, .page_size = 1}};
        std::vector<stream_event> rest;
        while (auto change = co_await second.next()) rest.push_back(change->event);
        EXPECT_EQ(rest, (std::vector<stream_event>{stream_event::modify, stream_event::remove}));
    });
}

TEST_P(Streams, LatestLeavesOutWhatWasBefore) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await table_with_stream(db, "NEW_IMAGE");
        co_await three_changes(accounts);
        stream_reader<account> changes{
            db, accounts.table_name(), {.start = stream_start::latest, .follow = false}};
        const auto none = co_await changes.next();
        EXPECT_FALSE(none);
        const std::string checkpoint = changes.checkpoint();
        const account later{.id = "2", .balance = 5};
        co_await accounts.save(later);
        stream_reader<account> following{db, accounts.table_name(), {.checkpoint = checkpoint}};
        const auto change = co_await following.next();
        EXPECT_EQ(change.value().new_image.value().balance, 5);
    });
}

TEST_P(Streams, OperationsAreTyped) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await table_with_stream(db, "NEW_AND_OLD_IMAGES");
        co_await three_changes(accounts);
        const auto list = co_await db.execute(list_streams{.table_name = accounts.table_name()});
        const std::string arn = list.streams.at(0).stream_arn;
        const stream_description stream = co_await db.execute(describe_stream{.stream_arn = arn});
        EXPECT_EQ(stream.table_name, accounts.table_name());
        EXPECT_EQ(stream.status, stream_status::enabled);
        EXPECT_EQ(stream.view, stream_view::new_and_old_images);
        const auto start = co_await db.execute(
            get_shard_iterator{.stream_arn = arn, .shard_id = stream.shards.at(0).shard_id});
        const auto page =
            co_await db.execute(get_records{.shard_iterator = start.shard_iterator, .limit = 2});
        EXPECT_EQ(page.records.size(), 2u);
        EXPECT_EQ(page.records.at(1).new_image, (item{{"id", "1"}, {"balance", 2}}));
        const auto wrong = co_await db.send(get_records{.shard_iterator = "no such iterator"});
        EXPECT_FALSE(wrong.has_value());
    });
}

TEST_P(Streams, ATableWithoutAStreamIsAnError) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        stream_reader<account> changes{db, accounts.table_name()};
        const failure why = co_await failure_of(changes.next());
        EXPECT_EQ(why.cause(), errc::resource_not_found);
    });
}

TEST_P(Streams, OperationsCanBeSentByName) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const item which{{"TableName", accounts.table_name()}};
        const item answer = co_await db.execute(document_operation<"DescribeTable">{which});
        EXPECT_EQ(answer.at("Table").get<item>().at("TableName"), value(accounts.table_name()));
        const auto unknown = co_await db.send(document_operation<"DescribeNothingAtAll">{});
        EXPECT_FALSE(unknown.has_value());
    });
}

}  // namespace
}  // namespace dynaco::test::stream_test
