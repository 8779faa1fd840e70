#include "unit/table/write_bench.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/transaction.hpp>

#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// A failure of a call about one item names the item: in `diagnostics::key` and in the text.
namespace dynaco::test::failure_key_test {
namespace {

using namespace literals;

const std::string too_long(std::size_t{500} * 1024, 'x');

struct FailureKey : Writes {
    template <class T>
    failure conflict(boost::asio::awaitable<T> call) {
        return fail(std::move(call), {refused()});
    }
    static void expect_key(const failure& why, const std::string& key, const std::string& name = {}) {
        EXPECT_EQ(why.diagnostics().key, key) << name;
        EXPECT_NE(why.text().find(", item " + key), std::string::npos) << name << ": " << why.text();
    }

    const std::string first = R"({"id":{"S":"1"}})";
    const std::string both = R"({"order_id":{"S":"o-1"},"item_id":{"S":"i-1"}})";
    dynaco::table<item> things{db, "things", "id"};
    dynaco::table<item> events{db, "events", "user", "at"};
};

TEST_F(FailureKey, OfEveryConflict) {
    document d{.id = "1", .text = "mine", .version = 3};
    document changed{.id = "1", .text = "b", .version = 3};
    const account a{.account_id = "1"};
    account b = a;
    const order o{.order_id = "o-1", .item_id = "i-1"};
    const item thing{{"x", 1}, {"id", "1"}};
    const std::vector<std::tuple<const char*, std::string, std::function<failure()>>> writes{
        {"save with a version", first, [&] { return conflict(documents.save(d)); }},
        {"insert with a version", first, [&] { return conflict(documents.insert(d)); }},
        {"update with a version", first, [&] { return conflict(documents.update(d, "text"_a.set("x"))); }},
        {"remove with a version", first, [&] { return conflict(documents.remove(d)); }},
        {"save_changes", first, [&] { return conflict(documents.save_changes(d, changed)); }},
        {"insert", first, [&] { return conflict(accounts.insert(a)); }},
        {"save with a condition", both, [&] { return conflict(orders.save(o, when("quantity"_a == 5))); }},
        {"insert with a range key", both, [&] { return conflict(orders.insert(o)); }},
        {"update of an object", first, [&] { return conflict(accounts.update(b, "balance"_a.add(1))); }},
        {"update with a range key", both,
         [&] { return conflict(orders.update("o-1", "i-1", "quantity"_a.add(1), when("quantity"_a == 5))); }},
        {"remove with a range key", both,
         [&] { return conflict(orders.remove("o-1", "i-1", when("quantity"_a == 5))); }},
        {"save of an item", first, [&] { return conflict(things.save(thing, when(attribute("n") == 1))); }},
        {"update of an item", first,
         [&] { return conflict(things.update("1", attribute("n").add(1), when(attribute("n") == 1))); }},
        {"remove of an item", first, [&] { return conflict(things.remove("1", when(attribute("n") == 1))); }},
    };
    for (const auto& [name, key, write] : writes) expect_key(write(), key, name);
    EXPECT_EQ(run(documents.try_save(d), refused()).why().diagnostics().key, first);
    EXPECT_EQ(run(things.try_save(thing, when(attribute("n") == 1)), refused()).why().diagnostics().key,
              first);
}

TEST_F(FailureKey, OfAnItemThatIsTooLarge) {
    const account a{.account_id = "1", .email = too_long};
    expect_key(fail(accounts.save(a), {}), first);
    EXPECT_EQ(fail(accounts.save(a), {}).cause(), errc::item_too_large);
    const item event{{"at", 5}, {"text", too_long}, {"user", "u-1"}};
    expect_key(fail(events.save(event), {}), R"({"user":{"S":"u-1"},"at":{"N":"5"}})");
    auto batch = accounts.batch_write();
    expect_key(fail(batch.save(a), {}), first);
    transact_write tx(db);
    try {
        tx.save(accounts, a);
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::item_too_large);
        expect_key(e.as_failure(), first);
    }
}

TEST_F(FailureKey, OfAValueThatCannotBeStored) {
    // The key precedes the value.
    const item thing{{"id", "1"}, {"tags", value::string_set{}}};
    const failure why = fail(things.save(thing), {});
    EXPECT_EQ(why.cause(), errc::empty_set);
    expect_key(why, first);
    // The value precedes the key, so that the key was not written.
    const item other{{"a", value::string_set{}}, {"id", "1"}};
    EXPECT_EQ(fail(things.save(other), {}).diagnostics().key, "");
}

TEST_F(FailureKey, OfEveryOtherFailure) {
    const attempt no = attempt::service_error(400, "ValidationException");
    const account a{.account_id = "1"};
    expect_key(fail(accounts.get("1"), {no}), first);
    expect_key(fail(accounts.save(a), {no}), first);
    expect_key(fail(things.get("1"), {no}), first);
    // A query has no key.
    EXPECT_EQ(fail(orders.query("o-1").next(), {no}).diagnostics().key, "");
}

TEST_F(FailureKey, OutlivesTheTable) {
    const item thing{{"id", "1"}};
    auto call = dynaco::table<item>(db, "things", "id").save(thing, when(attribute("n") == 1));
    expect_key(conflict(std::move(call)), first);
}

TEST_F(FailureKey, IsShownUpToASize) {
    const failure why = fail(accounts.remove(too_long), {attempt::service_error(400, "ValidationException")});
    EXPECT_EQ(why.diagnostics().key, "");
    EXPECT_LT(why.text().size(), 1000u);
}

TEST_F(FailureKey, OfEachStatementOfATransaction) {
    transact_write tx(db);
    account a{.account_id = "1"};
    tx.save(accounts, a, when("balance"_a == 1));
    tx.update(orders, "o-1", "i-1", "quantity"_a.add(1), when("quantity"_a == 5));
    tx.check(things, "7", when(attribute("n") == 1));
    const failure why =
        fail(tx.commit(),
             {attempt::answer(
                 R"({"__type":"x#TransactionCanceledException","CancellationReasons":[)"
                 R"({"Code":"None"},{"Code":"ConditionalCheckFailed"},{"Code":"ConditionalCheckFailed"}]})",
                 400)});
    const auto& reasons = why.diagnostics().cancellation_reasons;
    ASSERT_EQ(reasons.size(), 3u);
    EXPECT_EQ(reasons[0].key, first);
    EXPECT_EQ(reasons[1].key, both);
    EXPECT_EQ(reasons[2].key, R"({"id":{"S":"7"}})");
    EXPECT_NE(why.text().find("statement 2 (update orders, item " + both + "): the condition was not met"),
              std::string::npos)
        << why.text();
}

}  // namespace
}  // namespace dynaco::test::failure_key_test
