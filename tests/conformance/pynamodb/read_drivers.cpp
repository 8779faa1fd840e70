#include "canonical_request.hpp"
#include "models.hpp"
#include "recorded_case.hpp"

#include <variant>

/// Gets, queries and scans, and the models that they return.
namespace dynaco::test::pynamodb {
namespace {

void add_gets(drivers& all) {
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

/// The last request, but with `key` as its `ExclusiveStartKey`.
void expect_start_key(const call_bench& bench, const std::string& key) {
    rapidjson::Document request;
    request.Parse(bench.wire->sent.back().body.c_str());
    ASSERT_TRUE(request.HasMember("ExclusiveStartKey"));
    EXPECT_EQ(canonical_request(text_of(request["ExclusiveStartKey"])), canonical_request(key));
}

void add_reads(drivers& all) {
    all["every parameter at once; placeholders numbered key condition, filter, projection"] =
        [](recorded_case& c) {
            // A token for the key f/a, as an earlier query would return it.
            call_bench earlier;
            earlier.wire->script({scripted_attempt::answer(
                R"({"Count":0,"Items":[],"LastEvaluatedKey":{"forum":{"S":"f"},"subject":{"S":"a"}}})")});
            const auto token_of = [](client db) -> awaitable<std::string> {
                const table<item> posts(std::move(db), "posts", "forum", "subject");
                auto query = posts.query("f", {.limit = 1, .prefetch = false});
                try {
                    static_cast<void>(co_await query.next());
                } catch (const error&) {  // the script has no second page
                }
                co_return query.resume_token();
            };
            earlier.wire->script({scripted_attempt::service_error(400, "ValidationException")});
            const std::string token = run(earlier.io, token_of(client(earlier.loop)));
            ASSERT_FALSE(token.empty());
            const auto call = [&token](client db) -> awaitable<bool> {
                const table<item> posts(std::move(db), "posts", "forum", "subject");
                auto query =
                    posts.query("f", "subject"_a.begins_with("s"), filter("views"_a > 0 && "em"_a.exists()),
                                project("subject", "em", "m.a[0]"),
                                {.limit = 5,
                                 .page_size = 2,
                                 .forward = false,
                                 .consistent_read = true,
                                 .resume_token = token});
                const auto found = co_await query.collect();
                EXPECT_EQ(found.size(), 1u);
                co_return found.at(0).at("subject") == value("s1");
            };
            call_bench bench;
            bench.wire->script(c.replies());
            EXPECT_TRUE(run(bench.io, call(client(bench.loop))));
            const auto wanted = c.requests();
            ASSERT_EQ(bench.wire->sent.size(), wanted.size());
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                // dynaco asks for the whole key: the query can be resumed after any item.
                std::string expected = canonical_request(wanted[i]);
                const std::string others = "`em`, ";
                const std::size_t at = expected.rfind(others);
                ASSERT_NE(at, std::string::npos);
                expected.insert(at + others.size(), "`forum`, ");
                EXPECT_EQ(canonical_request(bench.wire->sent[i].body), expected);
            }
        };
    all["global index: hash key of the index, zoned time in the range condition"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<post> posts(std::move(db));
            const time_point since = std::chrono::sys_days(std::chrono::year(2020) / 1 / 1);
            auto query = posts.index<post_by_email>().query("x@y", "posted"_a > since, {.limit = 1});
            const auto found = co_await query.collect();
            EXPECT_EQ(found.at(0).subject, "s1");
        });
    };
    all["empty pages with a resume key are walked through"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<post> posts(std::move(db));
            auto query = posts.query("f");
            const auto found = co_await query.collect();
            EXPECT_EQ(found.at(0).subject, "s9");
            EXPECT_EQ(found.size(), 1u);
            EXPECT_EQ(query.scanned_count(), 11u);
            EXPECT_EQ(query.resume_token(), "");
        });
    };
    all["resume key on an index holds table keys and index keys"] = [](recorded_case& c) {
        call_bench bench;
        std::string token;
        expect_requests(c, bench, [&token](client db) -> awaitable<void> {
            const table<post> posts(std::move(db));
            auto query = posts.index<post_by_email>().query("x", {.limit = 1});
            const auto found = co_await query.next();
            EXPECT_EQ(found.value().subject, "s1");
            token = query.resume_token();
        });
        call_bench later;
        later.wire->script({scripted_attempt::answer(R"({"Count":0,"Items":[]})")});
        const auto go_on = [](client db, std::string from) -> awaitable<std::size_t> {
            const table<post> posts(std::move(db));
            auto query = posts.index<post_by_email>().query("x", {.resume_token = from});
            const auto rest = co_await query.collect();
            co_return rest.size();
        };
        EXPECT_EQ(run(later.io, go_on(client(later.loop), token)), 0u);
        expect_start_key(later, text_of(c.expected()));
    };
    all["with a hash key: Query with Select COUNT over all pages"] = [](recorded_case& c) {
        expect_requests(c, [&c](client db) -> awaitable<void> {
            const table<post> posts(std::move(db));
            auto query = posts.index<post_by_email>().query("x", filter("views"_a > 1));
            const auto count = co_await query.count();
            EXPECT_EQ(std::to_string(count), c.expected()["int"].GetString());
        });
    };
    all["wait before each page = units of the previous page / rate, less the time already gone"] =
        [](recorded_case& c) {
            call_bench bench;
            expect_requests(c, bench, [](client db) -> awaitable<void> {
                const table<post> posts(std::move(db));
                auto scan = posts.scan({.max_capacity_per_second = 5});
                const auto found = co_await scan.collect();
                EXPECT_EQ(found.size(), 3u);
            });
            std::vector<std::chrono::milliseconds> wanted;
            for (const auto& each : c.expected()["sleeps_s"].GetArray())
                if (each.GetDouble() > 0) wanted.emplace_back(static_cast<int>(each.GetDouble() * 1000));
            EXPECT_EQ(bench.world->sleeps, wanted);
        };
}

void add_transactions(drivers& all) {
    all["get: futures resolved after the block, missing item raises that model's error"] =
        [](recorded_case& c) {
            expect_requests(c, [](client db) -> awaitable<void> {
                const table<simple> simples(db);
                const table<user> users(db);
                transact_get reads(db);
                const auto first = reads.get(simples, "a");
                const auto second = reads.get(users, "n", "u");
                co_await reads.fetch();
                EXPECT_EQ(first.value().value().views, 1);
                EXPECT_FALSE(second.value().has_value());  // an answer, not an exception
            });
        };
}

void add_polymorphism(drivers& all) {
    all["get through the parent gives the child class"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<std::variant<circle, square>> shapes(std::move(db));
            const auto found = co_await shapes.get("a");
            EXPECT_EQ(std::get<square>(found.value()).side, 3);
        });
    };
    all["query and scan of a class filter on its own and its subclasses' values"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<circle> circles(std::move(db));
            auto query = circles.query("a", filter("r"_a > 1));
            const auto found = co_await query.collect();
            EXPECT_TRUE(found.empty());
        });
    };
}

}  // namespace

drivers read_drivers() {
    drivers all;
    add_gets(all);
    add_reads(all);
    add_transactions(all);
    add_polymorphism(all);
    return all;
}

}  // namespace dynaco::test::pynamodb
