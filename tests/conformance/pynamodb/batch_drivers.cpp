#include "models.hpp"
#include "recorded_case.hpp"

/// Batches: which writes are sent together, and which are sent again.
namespace dynaco::test::pynamodb {

drivers batch_drivers() {
    drivers all;
    all["write: deletes before puts whatever the order of calls; version and conditions play no part"] =
        [](recorded_case& c) {
            expect_requests(c, [](client db) -> awaitable<void> {
                const table<doc> docs(std::move(db));
                auto batch = docs.batch_write();
                const doc a{.id = "a"};
                const doc third{.id = "c", .rev = 4};
                co_await batch.save(a);
                co_await batch.remove("z");
                co_await batch.save(third);
                co_await batch.flush();
            });
        };
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
    return all;
}

}  // namespace dynaco::test::pynamodb
