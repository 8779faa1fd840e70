#include "unit/table/pages.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/partiql.hpp>
#include <dynaco/transaction.hpp>

#include <string>
#include <vector>

// One item that does not fit the model does not hide the others.
namespace dynaco::test::unreadable_test {
namespace {

// A page of accounts whose balance is given; "x" cannot be read.
std::string balances(const std::vector<std::pair<int, std::string>>& accounts, bool more = false) {
    std::string items;
    for (const auto& [id, balance] : accounts)
        items += (items.empty() ? "" : ",") + std::string(R"({"id":{"S":")") + std::to_string(id) +
                 R"("},"balance":)" + (balance == "x" ? R"({"S":"much"})" : R"({"N":")" + balance + R"("})") +
                 "}";
    const std::string count = std::to_string(accounts.size());
    return R"({"Items":[)" + items + R"(],"Count":)" + count + R"(,"ScannedCount":)" + count +
           (more ? R"(,"LastEvaluatedKey":{"id":{"S":")" + std::to_string(accounts.back().first) + R"("}})"
                 : "") +
           "}";
}

boost::asio::awaitable<bool> fetched(boost::asio::awaitable<void> call) {
    co_await std::move(call);
    co_return true;
}

struct Unreadable : Pages {
    // "1", or the error's key.
    template <class Reader>
    std::string next_or_key(Reader& items) {
        try {
            return next_of(items);
        } catch (const error& e) {
            EXPECT_EQ(e.code(), condition::model_mismatch) << e.what();
            EXPECT_EQ(e.diagnostics().attribute_path, "balance");
            EXPECT_NE(std::string(e.what()).find(e.diagnostics().key), std::string::npos) << e.what();
            return e.diagnostics().key;
        }
    }
    template <class Reader>
    std::string next_of(Reader& items) {
        const auto each = run(items.next());
        return each ? each->account_id : "";
    }
    template <class Reader>
    void expect_good_bad_good(Reader& items) {
        const std::string key = R"({"id":{"S":"2"}})";
        EXPECT_EQ(next_or_key(items), "1");
        EXPECT_EQ(next_or_key(items), key);
        EXPECT_EQ(next_or_key(items), key);  // the iterator stays at the item
        items.skip();
        EXPECT_EQ(next_or_key(items), "3");
        EXPECT_EQ(next_or_key(items), "");
    }
};

TEST_F(Unreadable, GoodItemsComeFirstThenTheErrorThenTheRest) {
    script({attempt::answer(balances({{1, "1"}, {2, "x"}, {3, "3"}}))});
    auto scan = accounts.scan();
    expect_good_bad_good(scan);
    EXPECT_EQ(sent(), 1u);
}

TEST_F(Unreadable, TheHandlerGetsWhatIsStored) {
    script({attempt::answer(balances({{1, "x"}, {2, "x"}}, true)),
            attempt::answer(balances({{3, "3"}, {4, "x"}}))});
    auto scan = accounts.scan();
    std::vector<std::string> met;
    scan.on_unreadable([&](const item& stored, const error& why) {
        EXPECT_EQ(stored.at("balance"), value("much"));
        met.push_back(why.diagnostics().key);
    });
    EXPECT_EQ(next(scan), "3");
    EXPECT_EQ(next(scan), "");
    EXPECT_EQ(
        met, (std::vector<std::string>{R"({"id":{"S":"1"}})", R"({"id":{"S":"2"}})", R"({"id":{"S":"4"}})"}));
    EXPECT_EQ(scan.resume_token(), "");
}

TEST_F(Unreadable, CollectLosesNothing) {
    script({attempt::answer(balances({{1, "1"}, {2, "x"}}, true)),
            attempt::answer(balances({{3, "3"}, {4, "x"}}))});
    auto scan = accounts.scan();
    EXPECT_THROW(static_cast<void>(run(scan.collect())), error);
    scan.skip();
    EXPECT_THROW(static_cast<void>(run(scan.collect())), error);
    scan.skip();
    const std::vector<account> all = run(scan.collect());
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].account_id, "1");
    EXPECT_EQ(all[1].account_id, "3");
    EXPECT_EQ(scan.resume_token(), "");
}

TEST_F(Unreadable, PagesEndBeforeIt) {
    script({attempt::answer(balances({{1, "1"}, {2, "2"}, {3, "x"}, {4, "4"}}))});
    auto scan = accounts.scan();
    EXPECT_EQ(run(scan.next_page()).value().size(), 2u);
    EXPECT_THROW(static_cast<void>(run(scan.next_page())), error);
    scan.skip();
    EXPECT_EQ(run(scan.next_page()).value().size(), 1u);
    EXPECT_FALSE(run(scan.next_page()));
}

TEST_F(Unreadable, ItDoesNotCountForTheLimit) {
    script({attempt::answer(balances({{1, "x"}, {2, "2"}}, true)),
            attempt::answer(balances({{3, "3"}, {4, "x"}, {5, "5"}}, true))});
    auto scan = accounts.scan({.limit = 2});
    int met = 0;
    scan.on_unreadable([&](const item&, const error&) { ++met; });
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(next(scan), "3");
    EXPECT_EQ(next(scan), "");
    EXPECT_EQ(met, 1);
    EXPECT_NE(body(0).find(R"("Limit":2)"), std::string::npos);
    EXPECT_NE(body(1).find(R"("Limit":1)"), std::string::npos);
}

TEST_F(Unreadable, BehindTheLimitItIsNotMet) {
    script({attempt::answer(balances({{1, "1"}, {2, "2"}, {3, "x"}})),
            attempt::answer(balances({{1, "1"}, {2, "2"}, {3, "x"}, {4, "4"}})),
            attempt::answer(balances({{1, "1"}, {2, "x"}}))});
    for (int i = 0; i < 2; ++i) {
        auto scan = accounts.scan(filter("email"_a.not_exists()), {.limit = 2});
        EXPECT_EQ(run(scan.collect()).size(), 2u);
        EXPECT_EQ(next(scan), "");
    }
    auto first = accounts.scan(filter("email"_a.not_exists()));
    EXPECT_EQ(run(first.first()).value().account_id, "1");
    EXPECT_EQ(next(first), "");
}

TEST_F(Unreadable, SkipLeavesOutOnlyWhatWasReported) {
    script({attempt::answer(balances({{1, "1"}, {2, "x"}, {3, "3"}}))});
    auto scan = accounts.scan();
    scan.skip();
    EXPECT_EQ(next_or_key(scan), "1");
    scan.skip();
    EXPECT_EQ(next_or_key(scan), R"({"id":{"S":"2"}})");
    scan.skip();
    scan.skip();
    EXPECT_EQ(next_or_key(scan), "3");
}

TEST_F(Unreadable, TheResumeTokenStandsBeforeOrBehindIt) {
    script({attempt::answer(balances({{1, "1"}, {2, "x"}, {3, "3"}})),
            attempt::answer(balances({{2, "x"}, {3, "3"}})), attempt::answer(balances({{3, "3"}}))});
    auto scan = accounts.scan();
    EXPECT_EQ(next(scan), "1");
    EXPECT_EQ(next_or_key(scan), R"({"id":{"S":"2"}})");
    const std::string before = scan.resume_token();
    scan.skip();
    const std::string behind = scan.resume_token();
    auto again = accounts.scan({.resume_token = before});
    EXPECT_EQ(next_or_key(again), R"({"id":{"S":"2"}})");
    EXPECT_NE(body(1).find(R"("ExclusiveStartKey":{"id":{"S":"1"}})"), std::string::npos);
    auto rest = accounts.scan({.resume_token = behind});
    EXPECT_EQ(next_or_key(rest), "3");
    EXPECT_NE(body(2).find(R"("ExclusiveStartKey":{"id":{"S":"2"}})"), std::string::npos);
}

TEST_F(Unreadable, WhatTheHandlerThrowsLeavesTheItemWhereItIs) {
    script({attempt::answer(balances({{1, "x"}, {2, "2"}}))});
    auto scan = accounts.scan();
    int met = 0;
    scan.on_unreadable([&](const item&, const error&) {
        if (++met == 1) throw std::runtime_error("full");
    });
    EXPECT_THROW(static_cast<void>(next(scan)), std::runtime_error);
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(met, 2);
}

TEST_F(Unreadable, AReplyThatIsBrokenIsNoItemsFault) {
    script({attempt::answer(R"({"Items":[{"id":{"S":"1"}},{"id":{"S":7}}],"Count":2,"ScannedCount":2})")});
    auto scan = accounts.scan();
    scan.on_unreadable([](const item&, const error&) { ADD_FAILURE(); });
    try {
        static_cast<void>(next(scan));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_reply);
    }
}

TEST_F(Unreadable, InAParallelScan) {
    script({attempt::answer(balances({{1, "1"}, {2, "x"}, {3, "3"}}))});
    auto scan = accounts.parallel_scan({.segments = 1});
    expect_good_bad_good(scan);
}

TEST_F(Unreadable, InABatchGet) {
    const std::string answer =
        R"({"Responses":{"accounts":[{"id":{"S":"1"}},{"id":{"S":"2"},"balance":{"S":"much"}},{"id":{"S":"3"}}]}})";
    script(
        {attempt::answer(answer), attempt::answer(answer), attempt::answer(answer), attempt::answer(answer)});
    const std::vector<std::string> ids{"1", "2", "3"};
    auto found = accounts.batch_get(ids);
    expect_good_bad_good(found);

    auto collected = accounts.batch_get(ids);
    collected.on_unreadable([](const item& stored, const error&) { EXPECT_EQ(stored.size(), 2u); });
    EXPECT_EQ(run(collected.collect()).size(), 2u);

    EXPECT_THROW(static_cast<void>(run(accounts.batch_get_in_order(ids))), error);
    EXPECT_EQ(run(accounts.batch_get_in_order<item>(ids)).size(), 3u);
}

TEST_F(Unreadable, InABatchOfSeveralTables) {
    script({attempt::answer(
        R"({"Responses":{"accounts":[{"id":{"S":"1"}},{"id":{"S":"2"},"balance":{"S":"much"}}]}})")});
    batch_get reads{client(bench.loop)};
    auto people = reads.get(accounts, std::vector<std::string>{"1", "2"});
    try {
        static_cast<void>(run(fetched(reads.fetch())));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.diagnostics().key, R"({"id":{"S":"2"}})");
        EXPECT_EQ(e.diagnostics().table, "accounts");
    }
    EXPECT_EQ(people.items().size(), 1u);
    ASSERT_EQ(people.unreadable().size(), 1u);
    EXPECT_EQ(people.unreadable().front().item().at("balance"), value("much"));
    EXPECT_TRUE(people.in_order()[0]);
    EXPECT_FALSE(people.in_order()[1]);
}

TEST_F(Unreadable, GetNamesTheItem) {
    script({attempt::answer(R"({"Item":{"id":{"S":"1"},"balance":{"S":"much"}}})")});
    try {
        static_cast<void>(run(accounts.get("1")));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.code(), condition::model_mismatch);
        EXPECT_EQ(e.diagnostics().key, R"({"id":{"S":"1"}})");
        EXPECT_NE(std::string(e.what()).find("dynaco::item"), std::string::npos) << e.what();
    }
}

TEST_F(Unreadable, InATransactGet) {
    script({attempt::answer(
        R"({"Responses":[{"Item":{"id":{"S":"1"},"balance":{"S":"much"}}},{"Item":{"id":{"S":"2"}}}]})")});
    transact_get reads{client(bench.loop)};
    const auto bad = reads.get(accounts, "1");
    const auto good = reads.get(accounts, "2");
    EXPECT_TRUE(run(fetched(reads.fetch())));
    EXPECT_EQ(good.value().value().account_id, "2");
    try {
        static_cast<void>(bad.value());
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.diagnostics().key, R"({"id":{"S":"1"}})");
    }
}

TEST_F(Unreadable, InTheRowsOfAStatement) {
    script({attempt::answer(
        R"({"Items":[{"id":{"S":"1"}},{"id":{"S":"2"},"balance":{"S":"much"}},{"id":{"S":"3"}}]})")});
    auto rows = execute<account>(client(bench.loop), "SELECT * FROM accounts");
    EXPECT_EQ(next_of(rows), "1");
    try {
        static_cast<void>(next_of(rows));
        ADD_FAILURE() << "should have thrown";
    } catch (const error& e) {
        EXPECT_EQ(e.diagnostics().key, R"({"id":{"S":"2"}})");
    }
    rows.skip();
    EXPECT_EQ(next_of(rows), "3");
    EXPECT_EQ(next_of(rows), "");
}

TEST_F(Unreadable, EveryTableCanBeReadAsItems) {
    script({attempt::answer(balances({{1, "x"}})), attempt::answer(balances({{1, "x"}})),
            attempt::answer(balances({{1, "x"}})),
            attempt::answer(R"({"Item":{"id":{"S":"1"},"balance":{"S":"much"}}})"),
            attempt::answer(R"({"Items":[{"item_id":{"S":"1"},"order_id":{"S":"2"}}],"Count":1})")});
    auto scan = accounts.scan<item>();
    EXPECT_EQ(run(scan.next()).value().at("balance"), value("much"));
    EXPECT_EQ(body(0).find("Projection"), std::string::npos);
    auto query = accounts.query<item>("1");
    EXPECT_TRUE(run(query.next()));
    auto parallel = accounts.parallel_scan<item>({.segments = 1});
    EXPECT_TRUE(run(parallel.next()));
    EXPECT_TRUE(run(accounts.get<item>("1")));
    const dynaco::table<order> orders{client(bench.loop)};
    auto index = orders.index<by_item>().query<item>("1");
    EXPECT_TRUE(run(index.next()));
}

}  // namespace
}  // namespace dynaco::test::unreadable_test
