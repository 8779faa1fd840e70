#include "canonical_request.hpp"
#include "models.hpp"
#include "recorded_case.hpp"

#include <algorithm>
#include <cctype>
#include <variant>

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

void add_versions(drivers& all) {
    all["update: one UpdateItem, ALL_NEW, local object replaced by the answer"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<simple> table(std::move(db));
            simple object{.id = "foo", .email = "o", .views = 100};
            const std::set<std::string> bob{"bob"};
            const epoch_seconds expires(std::chrono::sys_seconds(std::chrono::seconds(1559692860)));
            co_await table.update(object, "email"_a.set("e"), "views"_a.remove(), attribute("flag").set(null),
                                  "aliases"_a.set(bob), "nums"_a.delete_elements(0, 1), "ttl"_a.set(expires));
            EXPECT_EQ(object.aliases, bob);
            EXPECT_EQ(object.email.value() + object.id, "efoo");
            EXPECT_FALSE(object.views || object.flag || object.ttl);
        });
    };
    all["first save: 1, only if no version stored"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a"};
            const auto saved = co_await docs.save(object, {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(saved));
            EXPECT_EQ(object.rev, 1);
        });
    };
    all["next save: current must match, written value is +1, local +1 after success"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a", .rev = 1};
            const auto saved =
                co_await docs.save(object, when("body"_a.exists()), {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(saved));
            EXPECT_EQ(object.rev, 2);
        });
    };
    all["update: ADD 1 and condition; local object from ALL_NEW"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a", .rev = 3};
            const auto updated =
                co_await docs.update(object, "body"_a.set("x"), write_options{.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(updated));
            EXPECT_EQ(object.rev, 4);
            EXPECT_EQ(object.body, "x");
        });
    };
    all["delete: condition on the version"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            const doc object{.id = "a", .rev = 3};
            const auto removed = co_await docs.remove(object, {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(removed));
            EXPECT_EQ(object.rev, 3);
        });
    };
}

/// The last request but for its `ExclusiveStartKey`, which is `key`.
void expect_start_key(const call_bench& bench, const std::string& key) {
    rapidjson::Document request;
    request.Parse(bench.wire->sent.back().body.c_str());
    ASSERT_TRUE(request.HasMember("ExclusiveStartKey"));
    EXPECT_EQ(canonical_request(text_of(request["ExclusiveStartKey"])), canonical_request(key));
}

void add_reads(drivers& all) {
    all["every parameter at once; placeholders numbered key condition, filter, projection"] =
        [](recorded_case& c) {
            // A token for the key f/a, as an earlier query would give it.
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
            expect_requests(c, [&token](client db) -> awaitable<void> {
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
                EXPECT_EQ(found.at(0).at("subject"), value("s1"));
            });
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
        bench.wire->script({scripted_attempt::answer(R"({"Count":0,"Items":[]})")});
        const auto go_on = [](client db, std::string from) -> awaitable<std::size_t> {
            const table<post> posts(std::move(db));
            auto query = posts.index<post_by_email>().query("x", {.resume_token = from});
            const auto rest = co_await query.collect();
            co_return rest.size();
        };
        EXPECT_EQ(run(bench.io, go_on(client(bench.loop), token)), 0u);
        expect_start_key(bench, text_of(c.expected()));
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

/// Compares the requests that were sent, but for some that PynamoDB does not send.
void expect_sent(const recorded_case& c, const call_bench& bench, const std::vector<std::size_t>& positions) {
    const auto wanted = c.requests();
    ASSERT_EQ(wanted.size(), positions.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_EQ(canonical_request(bench.wire->sent.at(positions[i]).body), canonical_request(wanted[i]));
}
scripted_attempt active_table() {
    return scripted_attempt::answer(R"({"Table":{"TableName":"t","TableStatus":"ACTIVE"}})");
}

void add_tables(drivers& all) {
    all["create and wait: describe, create, describe until ACTIVE, then TTL"] = [](recorded_case& c) {
        call_bench bench;
        auto replies = c.replies();
        // dynaco asks first whether time to live is on already, and takes no empty object for an answer.
        replies.back() =
            scripted_attempt::answer(R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})");
        replies.push_back(scripted_attempt::answer(
            R"({"TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})"));
        bench.wire->script(replies);
        const auto create = [](client db) -> awaitable<bool> {
            const table<post> posts(std::move(db));
            return posts.create();
        };
        EXPECT_TRUE(run(bench.io, create(client(bench.loop))));
        ASSERT_EQ(bench.wire->sent.size(), 5u);
        expect_sent(c, bench, {0, 1, 2, 4});
    };
    all["create on demand: BillingMode, no throughput anywhere"] = [](recorded_case& c) {
        call_bench bench;
        bench.wire->script({c.replies().at(0),
                            scripted_attempt::answer(R"({"TableDescription":{"TableStatus":"CREATING"}})"),
                            active_table()});
        const auto create = [](client db) -> awaitable<bool> {
            const table<user> users(std::move(db));
            return users.create();
        };
        EXPECT_TRUE(run(bench.io, create(client(bench.loop))));
        expect_sent(c, bench, {0, 1});
    };
}

void add_batches(drivers& all) {
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
    all["headers of a request: target, content type, session token signed, extra header sent but not "
        "signed"] = [](recorded_case& c) {
        client_options options;
        options.extra_headers = {{"x-proxy", "1"}};
        call_bench bench(options);
        bench.keys->keys = std::make_shared<const credentials>(
            credentials{.access_key_id = "AKID2", .secret_access_key = "secret", .session_token = "tok"});
        bench.wire->script({scripted_attempt::answer()});
        EXPECT_TRUE(bench.call(call_bench::read()));
        const sent_request& sent = bench.wire->sent.at(0);
        const auto& wanted = c.expected();
        EXPECT_TRUE(sent.head.starts_with(std::string(wanted["method"].GetString()) + " " +
                                          wanted["path"].GetString() + " HTTP/1.1"));
        for (const char* const name : {"Content-Type", "X-Amz-Target", "X-Amz-Security-Token", "x-proxy"}) {
            std::string lower = name;
            std::ranges::transform(lower, lower.begin(), [](unsigned char ch) { return std::tolower(ch); });
            EXPECT_EQ(sent.header(lower), wanted[name].GetString()) << name;
        }
        const std::string signature = sent.header("authorization");
        EXPECT_TRUE(signature.starts_with(wanted["Authorization_prefix"].GetString()));
        EXPECT_NE(signature.find("Credential=AKID2/"), std::string::npos);
        EXPECT_NE(signature.find("/dynamodb/aws4_request"), std::string::npos);
        EXPECT_NE(signature.find("SignedHeaders=" + std::string(wanted["SignedHeaders"].GetString()) + ","),
                  std::string::npos)
            << signature;
    };
}

}  // namespace

drivers call_drivers() {
    drivers all;
    add_single_items(all);
    add_versions(all);
    add_reads(all);
    add_transactions(all);
    add_polymorphism(all);
    add_tables(all);
    add_batches(all);
    add_transport(all);
    return all;
}

}  // namespace dynaco::test::pynamodb
