#include "unit/table/write_bench.hpp"

#include <dynaco/item_table.hpp>
#include <dynaco/partiql.hpp>
#include <dynaco/transaction.hpp>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// A condition that does not hold is an exception that describes it, unless a verdict was requested.
namespace dynaco::test::conflict_test {
namespace {

using namespace literals;

struct Conflict : Writes {
    /// The failure of a call that meets a condition that does not hold.
    template <class T>
    failure conflict(boost::asio::awaitable<T> call, const std::string& stored = {}) {
        return fail(std::move(call), {refused(stored)});
    }
    static attempt canceled(const std::string& reasons) {
        return attempt::answer(
            R"({"__type":"x#TransactionCanceledException","CancellationReasons":[)" + reasons + "]}", 400);
    }
};

std::string stored(std::string_view version) {
    return R"({"id":{"S":"1"},"text":{"S":"theirs"})" +
           (version.empty() ? std::string() : R"(,"version":{"N":")" + std::string(version) + "\"}") + "}";
}

TEST_F(Conflict, EveryPlainWriteThrows) {
    document d{.id = "1", .text = "mine", .version = 3};
    document changed{.id = "1", .text = "b", .version = 3};
    account a{.account_id = "1"};
    const dynaco::table<item> things(db, "things", "id");
    const item thing{{"id", "1"}};
    const std::vector<std::pair<const char*, std::function<failure()>>> writes{
        {"save with a version", [&] { return conflict(documents.save(d)); }},
        {"save that returns", [&] { return conflict(documents.save(d, returning::all_old)); }},
        {"insert with a version", [&] { return conflict(documents.insert(d)); }},
        {"update with a version", [&] { return conflict(documents.update(d, "text"_a.set("x"))); }},
        {"remove with a version", [&] { return conflict(documents.remove(d)); }},
        {"save_changes", [&] { return conflict(documents.save_changes(d, changed)); }},
        {"save with a condition", [&] { return conflict(accounts.save(a, when("balance"_a == 5))); }},
        {"save without the existing item",
         [&] { return conflict(accounts.save(a, when("balance"_a == 5), {.return_existing = false})); }},
        {"insert", [&] { return conflict(accounts.insert(a)); }},
        {"update of an object", [&] { return conflict(accounts.update(a, "balance"_a.add(1))); }},
        {"update with a condition",
         [&] { return conflict(accounts.update("1", "balance"_a.add(1), when("balance"_a == 5))); }},
        {"update that returns",
         [&] {
             return conflict(
                 accounts.update("1", "balance"_a.add(1), when("balance"_a == 5), returning::all_new));
         }},
        {"remove with a condition", [&] { return conflict(accounts.remove("1", when("balance"_a == 5))); }},
        {"remove that returns",
         [&] { return conflict(orders.remove("1", "2", when("quantity"_a == 5), returning::all_old)); }},
        {"save of an item", [&] { return conflict(things.save(thing, when(attribute("n") == 1))); }},
        {"update of an item",
         [&] { return conflict(things.update("1", attribute("n").add(1), when(attribute("n") == 1))); }},
        {"remove of an item", [&] { return conflict(things.remove("1", when(attribute("n") == 1))); }},
        {"PartiQL", [&] { return conflict(execute(db, "UPDATE accounts SET n = 1")); }},
    };
    for (const auto& [name, write] : writes) {
        EXPECT_EQ(write().code(), condition::conflict) << name;
        EXPECT_EQ(d, (document{.id = "1", .text = "mine", .version = 3})) << name;
        EXPECT_EQ(changed.version, 3) << name;
    }
}

TEST_F(Conflict, OfAVersionSaysBoth) {
    document d{.id = "1", .text = "mine", .version = 3};
    const failure why = conflict(documents.save(d), stored("5"));
    EXPECT_EQ(why.cause(), errc::version_conflict);
    EXPECT_EQ(why.diagnostics().detail, "the stored version is 5, the object's version is 3");
    EXPECT_EQ(why.diagnostics().operation, "PutItem");
    EXPECT_NE(why.text().find("ignore_version"), std::string::npos);
    EXPECT_EQ(existing<document>(why).value().version, 5);
    EXPECT_EQ(conflict(documents.save(d), stored("")).diagnostics().detail,
              "the stored item has no version, the object's version is 3");
    EXPECT_EQ(conflict(documents.remove(d)).diagnostics().detail,
              "the service has no item with this key, the object's version is 3");
    EXPECT_EQ(conflict(documents.save(d, {.return_existing = false})).diagnostics().detail,
              "the object's version is 3");
    document fresh{.id = "1"};
    EXPECT_EQ(conflict(documents.save(fresh), stored("5")).diagnostics().detail,
              "the stored version is 5, the object has no version yet");
}

TEST_F(Conflict, OfAVersionSaysWhatToDo) {
    const auto advises = [](const failure& why, std::string_view advice) {
        return why.text().find("; " + std::string(advice)) != std::string::npos;
    };
    document d{.id = "1", .text = "mine", .version = 3};
    document fresh{.id = "1"};
    EXPECT_TRUE(
        advises(conflict(documents.save(d), stored("5")), "read the item again and repeat the change"));
    // An object without a version.
    const failure new_object = conflict(documents.save(fresh), stored("5"));
    EXPECT_TRUE(advises(new_object, "to change the stored item, read it first")) << new_object.text();
    EXPECT_NE(new_object.text().find("insert()"), std::string::npos);
    EXPECT_NE(new_object.text().find("ignore_version"), std::string::npos);
    // The item is gone: there is nothing to read again.
    for (const failure& gone :
         {conflict(documents.save(d)), conflict(documents.update(d, "text"_a.set("x")))}) {
        EXPECT_TRUE(advises(gone, "it was removed after the object was read: write it again with insert()"))
            << gone.text();
        EXPECT_EQ(gone.text().find("read the item again"), std::string::npos) << gone.text();
    }
    EXPECT_TRUE(advises(conflict(documents.remove(d)),
                        "it was removed after the object was read: nothing is left to remove"));
    EXPECT_TRUE(
        advises(conflict(documents.update(fresh, "text"_a.set("x"))), "create it with insert() or save()"));
    // Whether it exists is not known.
    EXPECT_TRUE(advises(conflict(documents.save(d, {.return_existing = false})), "read the item again"));
}

TEST_F(Conflict, OfAVersionAndAConditionIsTheOneThatItWas) {
    document d{.id = "1", .text = "mine", .version = 5};
    const auto save = [&](const std::string& item) {
        return conflict(documents.save(d, when("text"_a == "a")), item);
    };
    const failure condition_failed = save(stored("5"));
    EXPECT_EQ(condition_failed.cause(), errc::conditional_check_failed);
    EXPECT_EQ(condition_failed.diagnostics().detail,
              "the stored version equals the object's; when(condition) did not hold");
    EXPECT_EQ(save(stored("6")).cause(), errc::version_conflict);
    const failure either = save("");
    EXPECT_EQ(either.cause(), errc::conditional_check_failed);
    EXPECT_TRUE(
        either.diagnostics().detail.starts_with("when(condition) did not hold or the version differs"));
}

TEST_F(Conflict, OfAnInsertIsADuplicate) {
    const account a{.account_id = "1"};
    const failure why = conflict(accounts.insert(a), R"({"id":{"S":"1"},"balance":{"N":"5"}})");
    EXPECT_EQ(why.cause(), errc::duplicate_item);
    EXPECT_EQ(existing<account>(why).value().balance, 5);
    EXPECT_EQ(run(accounts.try_insert(a), refused()).why().cause(), errc::duplicate_item);
}

TEST_F(Conflict, OfAChangeWithoutItsItem) {
    account a{.account_id = "1"};
    const account after{.account_id = "1", .email = "b"};
    for (const failure& why :
         {conflict(accounts.update(a, "balance"_a.add(1))), conflict(accounts.save_changes(a, after))}) {
        EXPECT_EQ(why.cause(), errc::conditional_check_failed);
        EXPECT_EQ(why.diagnostics().detail,
                  "the service has no item with this key; create it with insert() or save()");
    }
    const auto verdict = run(accounts.try_save_changes(a, after), refused());
    EXPECT_FALSE(verdict);
    EXPECT_THROW(static_cast<void>(verdict.or_throw()), error);
}

TEST_F(Conflict, OfTheUsersConditionAloneIsLeftAsItIs) {
    const failure why = conflict(accounts.remove("1", when("balance"_a == 0)), R"({"id":{"S":"1"}})");
    EXPECT_EQ(why.cause(), errc::conditional_check_failed);
    EXPECT_EQ(why.diagnostics().detail, "");
}

TEST_F(Conflict, OtherConflictsAreExceptionsOfBothForms) {
    document d{.id = "1", .text = "a", .version = 3};
    const std::vector<attempt> busy(9, attempt::service_error(400, "TransactionConflictException"));
    EXPECT_EQ(fail(documents.save(d), busy).cause(), errc::transaction_conflict);
    EXPECT_EQ(fail(documents.try_save(d), busy).cause(), errc::transaction_conflict);
}

TEST_F(Conflict, PlainWritesGiveWhatTheyReturn) {
    const account a{.account_id = "1"};
    const std::string json = R"({"id":{"S":"1"},"balance":{"N":"5"}})";
    EXPECT_EQ(run(accounts.save(a, when("balance"_a == 5), returning::all_old), attributes(json))->balance,
              5);
    EXPECT_EQ(run(accounts.update("1", "balance"_a.add(1), when("balance"_a == 4), returning::all_new),
                  attributes(json))
                  .balance,
              5);
    EXPECT_EQ(run(accounts.try_update("1", "balance"_a.add(1), when("balance"_a == 4), returning::all_new),
                  attributes(json))
                  .or_throw()
                  .balance,
              5);
    account after = a;
    after.email = "b";
    EXPECT_EQ(run(accounts.save_changes(a, after)), 1u);
    EXPECT_EQ(run(accounts.try_save_changes(a, after)).or_throw(), 1u);
    EXPECT_EQ(run(accounts.save_changes(a, a)), 0u);
}

TEST_F(Conflict, OfATransactionNamesTheVersion) {
    transact_write tx(db);
    document d{.id = "1", .text = "a", .version = 3};
    account a{.account_id = "1"};
    const auto saved = tx.save(documents, d);
    tx.update(accounts, a, "balance"_a.add(1));
    const failure why = fail(tx.commit(), {canceled(R"({"Code":"ConditionalCheckFailed","Item":)" +
                                                    stored("5") + R"(},{"Code":"ConditionalCheckFailed"})")});
    EXPECT_EQ(why.cause(), errc::transaction_canceled);
    EXPECT_EQ(why.code(), condition::conflict);
    const auto& reasons = why.diagnostics().cancellation_reasons;
    EXPECT_EQ(reasons.at(0).cause, errc::version_conflict);
    EXPECT_EQ(reasons.at(0).message, "the stored version is 5, the object's version is 3");
    EXPECT_EQ(reasons.at(1).cause, errc::conditional_check_failed);
    EXPECT_EQ(existing(why, saved).value().text, "theirs");
    EXPECT_EQ(d.version, 3);

    transact_write removal(db);
    removal.remove(documents, d);
    const failure gone = fail(removal.commit(), {canceled(R"({"Code":"ConditionalCheckFailed"})")});
    EXPECT_NE(gone.text().find("nothing is left to remove"), std::string::npos) << gone.text();
}

TEST_F(Conflict, OfATransactionCanBeThrownLater) {
    transact_write tx(db);
    const account a{.account_id = "1"};
    const auto saved = tx.save(accounts, a, when("balance"_a == 1));
    script({canceled(R"({"Code":"ConditionalCheckFailed","Item":{"id":{"S":"1"},"balance":{"N":"5"}}})")});
    const transaction_verdict done = test::run(bench.io, tx.try_commit());
    EXPECT_FALSE(done);
    try {
        done.or_throw();
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::transaction_canceled);
        EXPECT_EQ(existing(e, saved).value().balance, 5);
    }
}

TEST_F(Conflict, OfStatementsKeepsTheExistingItem) {
    const std::string duplicate = R"({"Code":"None"},{"Code":"DuplicateItem"})";
    statement_transaction change{db};
    const auto fill = [&] {
        change.add("DELETE FROM accounts WHERE id = ?", "1");
        change.add("INSERT INTO accounts VALUE {'id': ?}", "2");
    };
    fill();
    EXPECT_EQ(fail(change.execute(), {canceled(duplicate)}).cause(), errc::transaction_canceled);
    EXPECT_EQ(change.size(), 0u);
    fill();
    const auto verdict = run(change.try_execute(), canceled(duplicate));
    EXPECT_FALSE(verdict);
    EXPECT_THROW(static_cast<void>(verdict.or_throw()), error);

    statement_batch batch{db};
    batch.add("DELETE FROM accounts WHERE id = ?", "1");
    batch.add("UPDATE accounts SET n = 1 WHERE id = ?", "2");
    const failure why = fail(
        batch.execute(),
        {attempt::answer(
            R"({"Responses":[{},{"Error":{"Code":"ConditionalCheckFailed","Message":"m","Item":{"id":{"S":"2"}}}}]})")});
    EXPECT_EQ(why.cause(), errc::conditional_check_failed);
    EXPECT_EQ(why.diagnostics().detail, "1 of 2 statements were not executed; the others were executed");
    EXPECT_EQ(existing<account>(why, 1).value().account_id, "2");
    EXPECT_FALSE(existing<account>(why, 0));
    EXPECT_EQ(batch.size(), 0u);
}

struct small {
    std::string id{};
    std::uint8_t version = 0;

    static constexpr dynaco::schema schema{.table_name = "smalls", .hash_key = "id", .version = "version"};
};

TEST_F(Conflict, AnUnsignedVersionAndANegativeOneAreVersions) {
    const dynaco::table<small> smalls{db};
    small fresh{.id = "1"};
    run(smalls.save(fresh));
    EXPECT_NE(sent().find("OR #0 = :1"), std::string::npos);
    EXPECT_EQ(fresh.version, 1);
    document negative{.id = "1", .text = {}, .version = -1};
    run(documents.save(negative));
    EXPECT_NE(sent().find(R"("ConditionExpression":"#0 = :0")"), std::string::npos);
    EXPECT_NE(sent().find(R"(":0":{"N":"-1"})"), std::string::npos);
    EXPECT_EQ(negative.version, 0);
    document least{.id = "1", .text = {}, .version = std::numeric_limits<int>::min()};
    run(documents.save(least));
    EXPECT_EQ(least.version, std::numeric_limits<int>::min() + 1);
}

TEST_F(Conflict, AnEmptyOptionalIsNotZero) {
    note fresh{.id = "1"};
    run(notes.save(fresh));
    EXPECT_NE(
        sent().find(R"x("ConditionExpression":"(attribute_not_exists(#0) OR attribute_type(#0, :0))")x"),
        std::string::npos);
    EXPECT_EQ(fresh.revision, std::uint8_t{1});
    note zero{.id = "1", .text = {}, .revision = std::uint8_t{0}};
    run(notes.save(zero));
    EXPECT_NE(sent().find(R"("ConditionExpression":"#0 = :0")"), std::string::npos);
    EXPECT_EQ(zero.revision, std::uint8_t{1});
}

}  // namespace
}  // namespace dynaco::test::conflict_test
