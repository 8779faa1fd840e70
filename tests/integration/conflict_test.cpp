#include "support/local_table.hpp"

#include <dynaco/client.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// Writes that depend on the stored item. A lost or outdated write is always reported.
namespace dynaco::test::conflict_test {
namespace {

using namespace literals;

struct document {
    std::string id{};
    std::string text{};
    std::optional<std::string> note{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
    friend bool operator==(const document&, const document&) = default;
};

struct revision {
    std::string id{};
    std::string text{};
    std::optional<std::uint16_t> number{};

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "number"};
};

struct page {  // no version
    std::string id{};
    std::string text{};
    std::optional<std::string> note{};

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id"};
};

class Conflicts : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Conflicts);
// dynalite does not return the existing item, and has no transactions.
class ConflictsOnMain : public LocalServer {};
DYNACO_ON_MAIN_SERVER(ConflictsOnMain);

template <class T>
awaitable<void> expect_conflict(awaitable<T> call, const char* what) {
    const auto outcome = co_await as_result(std::move(call));
    EXPECT_FALSE(outcome.has_value()) << what;
    if (outcome) co_return;
    EXPECT_EQ(outcome.error().code(), condition::conflict) << what << ": " << outcome.error().text();
}

TEST_P(Conflicts, AStaleObjectThrowsWhateverIsDoneWithIt) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document mine{.id = "1", .text = "mine"};
        co_await documents.insert(mine);
        document theirs = mine;
        theirs.text = "theirs";
        co_await documents.save(theirs);
        document changed = mine;
        changed.text = "changed";
        co_await expect_conflict(documents.save(mine), "save");
        co_await expect_conflict(documents.insert(mine), "insert");
        co_await expect_conflict(documents.update(mine, "text"_a.set("x")), "update");
        co_await expect_conflict(documents.save_changes(mine, changed), "save_changes");
        co_await expect_conflict(documents.remove(mine), "remove");
        co_await expect_conflict(documents.update("1", "text"_a.set("x"), when("text"_a == "mine")), "when");
        EXPECT_EQ(mine.version, 1);
        const auto now = co_await documents.get("1", {.consistent_read = true});
        EXPECT_EQ(now.value(), theirs);
    });
}

TEST_P(ConflictsOnMain, TheErrorHasTheStoredItem) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        document mine{.id = "1", .text = "mine"};
        document theirs = mine;
        co_await documents.save(theirs);
        std::optional<document> stored;
        try {
            co_await documents.save(mine);
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::version_conflict);
            stored = existing<document>(e);
        }
        EXPECT_EQ(stored, theirs);
        transact_write tx{db};
        const auto saved = tx.save(documents, mine);
        const auto done = co_await as_result(tx.commit());
        EXPECT_FALSE(done.has_value());
        EXPECT_EQ(existing(done.error(), saved), theirs);
        EXPECT_EQ(done.error().diagnostics().cancellation_reasons.at(0).cause, errc::version_conflict);
        EXPECT_EQ(mine.version, 0);
    });
}

TEST_P(ConflictsOnMain, NoWriteOfAnObjectBringsBackARemovedItem) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        const table<page> pages(db, documents.table_name());
        document d{.id = "1", .text = "a", .note = "kept"};
        co_await documents.insert(d);
        document after = d;
        after.text = "b";
        page p{.id = "2", .text = "a", .note = "kept"};
        co_await pages.save(p);
        page changed = p;
        changed.text = "b";
        co_await documents.remove("1");
        co_await pages.remove("2");

        co_await expect_conflict(documents.save_changes(d, after), "save_changes, versioned");
        co_await expect_conflict(documents.save_changes(d, after, {.ignore_version = true}), "ignored");
        co_await expect_conflict(documents.update(d, "text"_a.set("b")), "update, versioned");
        co_await expect_conflict(
            documents.update(d, "text"_a.set("b"), write_options{.ignore_version = true}), "ignored");
        co_await expect_conflict(pages.save_changes(p, changed), "save_changes");
        co_await expect_conflict(pages.update(p, "text"_a.set("b")), "update");
        transact_write tx{db};
        tx.update(pages, p, "text"_a.set("b"));
        co_await expect_conflict(tx.commit(), "transaction");
        transact_write other{db};
        other.update(documents, d, "text"_a.set("b"), write_options{.ignore_version = true});
        co_await expect_conflict(other.commit(), "transaction, ignored");
        document never{.id = "3"};
        document other_text{.id = "3", .text = "x"};
        co_await expect_conflict(documents.save_changes(never, other_text), "never stored");

        auto scan = pages.scan();
        const auto all = co_await scan.collect();
        EXPECT_TRUE(all.empty());
        const auto verdict = co_await pages.try_save_changes(p, changed);
        EXPECT_FALSE(static_cast<bool>(verdict));
    });
}

TEST_P(Conflicts, AChangeOfAStoredItemIsMade) {
    run([](client db) -> awaitable<void> {
        const auto pages = co_await make_table<page>(db);
        page p{.id = "1", .text = "a", .note = "kept"};
        co_await pages.save(p);
        page changed = p;
        changed.text = "b";
        const std::size_t attributes = co_await pages.save_changes(p, changed);
        EXPECT_EQ(attributes, 1u);
        co_await pages.update(p, "text"_a.set("c"));
        EXPECT_EQ(p.text, "c");
        co_await pages.update("2", "text"_a.set("by key"));  // creates the item
        const auto made = co_await pages.get("2", {.consistent_read = true});
        EXPECT_EQ(made.value().text, "by key");
    });
}

/// Items without a version, which other programs write, can be written like any other.
awaitable<void> put_raw(client db, std::string table, std::optional<value> version) {
    item raw{{"id", "1"}, {"text", "raw"}};
    if (version) raw.insert_or_assign("version", *version);
    static_cast<void>(co_await db.execute(put_item{.table_name = table, .item = raw}));
}

TEST_P(ConflictsOnMain, AnItemWithoutACountedVersionCanBeWritten) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        const std::vector<std::optional<value>> uncounted{std::nullopt, value(0), value(null)};
        for (const auto& version : uncounted) {
            co_await put_raw(db, documents.table_name(), version);
            auto found = co_await documents.get("1", {.consistent_read = true});
            document d = found.value();
            EXPECT_EQ(d.version, 0);
            co_await documents.save(d);
            EXPECT_EQ(d.version, 1);

            co_await put_raw(db, documents.table_name(), version);
            d.version = 0;
            document changed = d;
            changed.text = "b";
            co_await documents.update(d, "text"_a.set("a"));
            EXPECT_EQ(d.version, 1);
            co_await put_raw(db, documents.table_name(), version);
            d.version = 0;
            co_await documents.save_changes(d, changed);
            EXPECT_EQ(changed.version, 1);
            co_await put_raw(db, documents.table_name(), version);
            transact_write change{db};
            change.update(documents, d, "text"_a.set("a"));
            co_await change.commit();
            EXPECT_EQ(d.version, 1);

            co_await put_raw(db, documents.table_name(), version);
            d.version = 0;
            transact_write tx{db};
            tx.save(documents, d);
            co_await tx.commit();
            EXPECT_EQ(d.version, 1);

            co_await put_raw(db, documents.table_name(), version);
            d.version = 0;
            co_await documents.remove(d);
            const auto gone = co_await documents.get("1", {.consistent_read = true});
            EXPECT_FALSE(gone.has_value());
        }
    });
}

TEST_P(Conflicts, ABatchedObjectCanBeSavedAfterwards) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        auto batch = documents.batch_write();
        document d{.id = "1", .text = "a"};
        co_await batch.save(d);
        co_await batch.flush();
        auto found = co_await documents.get("1", {.consistent_read = true});
        EXPECT_EQ(found.value().version, 0);
        document again = found.value();
        co_await documents.save(again);
        EXPECT_EQ(again.version, 1);
        co_await expect_conflict(documents.save(d), "counted meanwhile");
        co_await expect_conflict(documents.remove(d), "counted meanwhile");
    });
}

TEST_P(Conflicts, AnEmptyOptionalIsNotZero) {
    run([](client db) -> awaitable<void> {
        const auto revisions = co_await make_table<revision>(db);
        revision zero{.id = "1", .text = "a", .number = std::uint16_t{0}};
        auto batch = revisions.batch_write();
        co_await batch.save(zero);
        co_await batch.flush();
        revision fresh{.id = "1", .text = "b"};
        co_await expect_conflict(revisions.save(fresh), "0 is a version");
        co_await revisions.save(zero);
        EXPECT_EQ(zero.number, std::uint16_t{1});
        co_await expect_conflict(revisions.save(fresh), "1 is a version");
    });
}

}  // namespace
}  // namespace dynaco::test::conflict_test
