#include "write_bench.hpp"

#include <dynaco/partiql.hpp>
#include <dynaco/transaction.hpp>

#include <map>
#include <string>

/// DynamoDB's strings are UTF-8: other text is refused before anything is sent, and the error names the
/// attribute.
namespace dynaco::test::utf8_test {
namespace {

struct labelled {
    std::string id{};
    std::map<std::string, std::string> labels{};
    std::set<std::string> tags{};
    static constexpr dynaco::schema schema{.table_name = "labelled", .hash_key = "id"};
};

struct Utf8 : Writes {
    template <class T>
    void refuses(boost::asio::awaitable<T> call, std::string_view path) {
        const failure why = fail(std::move(call), {});
        EXPECT_EQ(why.cause(), errc::invalid_value) << why.text();
        EXPECT_EQ(why.diagnostics().attribute_path, path) << why.text();
        EXPECT_NE(why.text().find("not UTF-8"), std::string::npos) << why.text();
        EXPECT_TRUE(bench.wire->sent.empty()) << bench.wire->sent.back().body;
    }
    const std::string latin1 = "caf\xe9";
    const std::string cut = "\xe2\x82";
    dynaco::table<labelled> things{db};
};

TEST_F(Utf8, IsRequiredOfMembers) {
    const account of_email{.account_id = "1", .email = latin1};
    refuses(accounts.save(of_email), "email");
    const account of_tag{.account_id = "1", .tags = {"a", cut}};
    refuses(accounts.save(of_tag), "tags[1]");
    const labelled of_set{.id = "1", .tags = {cut}};
    refuses(things.save(of_set), "tags");
}

TEST_F(Utf8, IsRequiredOfNamesInMaps) {
    const labelled of_name{.id = "1", .labels = {{latin1, "x"}}};
    refuses(things.insert(of_name), R"(labels.caf\xe9)");
    const labelled of_value{.id = "1", .labels = {{"x", latin1}}};
    refuses(things.insert(of_value), "labels.x");
}

TEST_F(Utf8, IsRequiredOfKeys) {
    refuses(accounts.get(latin1), "id");
    refuses(accounts.remove(cut), "id");
    refuses(orders.get("1", latin1), "item_id");
    auto found = orders.query(latin1);
    refuses(found.next(), "order_id");
}

TEST_F(Utf8, IsRequiredOfOperands) {
    refuses(accounts.update("1", "email"_a.set(latin1)), "email");
    refuses(accounts.update("1", "balance"_a.add(1), when("email"_a == latin1)), "email");
    auto found = accounts.scan(filter("email"_a.begins_with(cut)));
    refuses(found.next(), "email");
    refuses(accounts.update("1", attribute(latin1).set(1)), R"(caf\xe9)");
}

TEST_F(Utf8, IsRequiredInTransactionsAndStatements) {
    const account bad{.account_id = "1", .email = latin1};
    transact_write writes(db);
    EXPECT_THROW(writes.save(accounts, bad), error);
    auto rows = execute<account>(db, "SELECT * FROM accounts WHERE email = ?", latin1);
    refuses(rows.next(), "parameters[0]");
    auto other = execute<account>(db, "SELECT * FROM accounts WHERE email = '" + latin1 + "'");
    refuses(other.next(), "Statement");
}

}  // namespace
}  // namespace dynaco::test::utf8_test
