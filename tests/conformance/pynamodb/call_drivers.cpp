#include "models.hpp"
#include "recorded_case.hpp"

/// Calls: what was sent, and what became of the answers.
namespace dynaco::test::pynamodb {
namespace {

using boost::asio::awaitable;

user foo() { return {.name = "foo", .uid = "bar"}; }

void add_single_items(drivers& all) {
    all["save with a condition on two attributes"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const user object = foo();
            const auto saved = co_await users.save(object, when("email"_a.not_exists() && "zip"_a.exists()),
                                                   {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(saved));
        });
    };
    all["save refused by the condition"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const user object = foo();
            const auto saved =
                co_await users.save(object, when("name"_a.not_exists()), {.return_existing = false});
            EXPECT_FALSE(static_cast<bool>(saved));  // an answer, not an exception
        });
    };
    all["get: key only, ConsistentRead always present"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const auto found = co_await users.get("foo", "bar");
            EXPECT_EQ(found.value().email, "e");
            EXPECT_EQ(found.value().score, 7);
            EXPECT_EQ(found.value().name + found.value().uid, "foobar");
        });
    };
    all["get of nothing: error type of that model"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const auto found = co_await users.get("foo", "bar");
            EXPECT_FALSE(found.has_value());  // an answer, not an exception
        });
    };
}

void add_batches(drivers& all) {
    all["write: chunks of 25 sent when the 26th arrives, rest on leaving"] = [](recorded_case& c) {
        call_bench bench;
        bench.wire->script({scripted_attempt::answer("{}"), scripted_attempt::answer("{}")});
        const auto write = [](client db) -> awaitable<bool> {
            const table<simple> table(std::move(db));
            auto batch = table.batch_write();
            for (int i = 0; i < 30; ++i) {
                const simple each{.id = std::to_string(i)};
                co_await batch.save(each);
            }
            co_await batch.flush();
            co_return true;
        };
        EXPECT_TRUE(run(bench.io, write(client(bench.loop))));
        const auto& wanted = c.expected()["operations_per_request"];
        ASSERT_EQ(bench.wire->sent.size(), wanted.Size());
        for (std::size_t i = 0; i < wanted.Size(); ++i) {
            std::size_t count = 0;
            const std::string& body = bench.wire->sent[i].body;
            for (std::size_t at = body.find("PutRequest"); at != std::string::npos;
                 at = body.find("PutRequest", at + 1))
                ++count;
            EXPECT_EQ(count, wanted[static_cast<rapidjson::SizeType>(i)].GetUint());
        }
    };
    all["write: unprocessed items are sent again, at once"] = [](recorded_case& c) {
        call_bench bench;
        expect_requests(c, bench, [](client db) -> awaitable<void> {
            const table<simple> table(std::move(db));
            auto batch = table.batch_write();
            const simple a{.id = "a"};
            const simple b{.id = "b"};
            co_await batch.save(a);
            co_await batch.save(b);
            co_await batch.flush();
        });
        EXPECT_EQ(bench.world->sleeps.size(), 1u);  // better: not at once
    };
    all["get: keys of both parts, duplicates removed, projection and consistent read, unprocessed keys asked "
        "again"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(std::move(db));
            const std::vector<std::pair<std::string, std::string>> keys{{"a", "1"}, {"a", "1"}, {"b", "2"}};
            auto batch = users.batch_get<user_email>(keys, {.consistent_read = true});
            const auto found = co_await batch.collect();
            EXPECT_EQ(found.at(0).email + found.at(1).email, "e1e2");
        });
    };
}

void add_transport(drivers& all) {
    all["server errors are retried: 1 + max_retry_attempts (3) requests"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<simple> table(std::move(db));
            try {
                const auto found = co_await table.get("a");
                ADD_FAILURE() << "the call succeeded";
            } catch (const error& e) {
                EXPECT_EQ(e.cause(), errc::internal_server_error);
                EXPECT_EQ(e.diagnostics().service_message, "There is a problem");
            }
        });
    };
}

}  // namespace

drivers call_drivers() {
    drivers all;
    add_single_items(all);
    add_batches(all);
    add_transport(all);
    return all;
}

}  // namespace dynaco::test::pynamodb
