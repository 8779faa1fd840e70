#include "client_bench.hpp"

#include <dynaco/operations/item.hpp>

#include <string>

/// Replies that are compressed.
namespace dynaco::test::client_gzip_test {
namespace {

struct ClientGzip : Client {
    client asking(std::size_t max_reply_size = std::size_t{1} << 20) {
        auto options = to_server();
        options.accept_gzip = true;
        options.max_reply_size = max_reply_size;
        options.retry.throttling_base_delay = milliseconds(5);
        return make(options);
    }
};

TEST_F(ClientGzip, IsAskedForOnlyIfTheUserSaysSo) {
    ASSERT_TRUE(ask(make()));
    EXPECT_FALSE(server.requests().at(0).header("accept-encoding"));
    ASSERT_TRUE(ask(asking()));
    EXPECT_EQ(server.requests().at(1).header("accept-encoding"), "gzip");
    EXPECT_EQ(server.requests().at(1).header("authorization")->find("accept-encoding"), std::string::npos)
        << "what a proxy may change is not signed";
}

TEST_F(ClientGzip, IsUndoneAfterTheCrc) {
    server.script({two_tables.gzip(), two_tables.gzip().chunked({3, 5}), two_tables.gzip().until_close(),
                   two_tables.gzip().trickle(1), two_tables});
    const client db = asking();
    for (int i = 0; i < 5; ++i) {
        const auto answer = ask(db);
        ASSERT_TRUE(answer) << answer.error().text();
        EXPECT_EQ(answer->table_names.size(), 2U);
    }
    EXPECT_EQ(server.requests().size(), 5U);
    EXPECT_EQ(server.connections(), 2U);
}

TEST_F(ClientGzip, WithAWrongCrcIsReadAgain) {
    server.script({two_tables.gzip().crc(crc_header::wrong), two_tables.gzip()});
    ASSERT_TRUE(ask(asking()));
    EXPECT_EQ(server.requests().size(), 2U);
    EXPECT_EQ(server.connections(), 2U);
}

TEST_F(ClientGzip, OfErrorsIsUndoneToo) {
    server.script({resource_not_found().gzip(), throttled().gzip(), two_tables.gzip()});
    const client db = asking();
    EXPECT_EQ(fail(db).cause(), errc::resource_not_found);
    EXPECT_TRUE(ask(db));
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(ClientGzip, ThatIsNoneIsAMalformedReply) {
    const reply none = two_tables.header("Content-Encoding", "gzip");
    server.script({none, two_tables});
    EXPECT_TRUE(ask(asking())) << "another attempt may succeed";
    server.otherwise(none);
    const failure why = fail(asking());
    EXPECT_EQ(why.cause(), errc::malformed_reply);
    EXPECT_EQ(why.diagnostics().attempts, 4);
    EXPECT_NE(why.text().find("the gzip data has no valid header"), std::string::npos) << why.text();
}

TEST_F(ClientGzip, ThatWasNotAskedForIsAMalformedReply) {
    server.otherwise(two_tables.gzip());
    const failure success = fail(make());
    EXPECT_EQ(success.cause(), errc::malformed_reply);
    EXPECT_NE(success.text().find("Content-Encoding that was not requested: gzip"), std::string::npos)
        << success.text();
    server.otherwise(resource_not_found().gzip());
    EXPECT_EQ(fail(make()).cause(), errc::malformed_reply);
    server.otherwise(internal_error().gzip());
    EXPECT_EQ(fail(make()).cause(), errc::internal_server_error) << "the status says enough";
}

TEST_F(ClientGzip, IsNoWayAroundTheLimit) {
    server.otherwise(reply{R"({"TableNames":[]})" + std::string(3'000'000, ' ')}.gzip());
    EXPECT_EQ(fail(asking(1'000'000)).cause(), errc::reply_too_large);
    EXPECT_EQ(server.requests().size(), 1U) << "it would be as large the next time";
    EXPECT_TRUE(ask(asking(4'000'000)));
}

TEST_F(Client, AWriteWhoseAnswerCannotBeReadWasApplied) {
    server.otherwise(reply{R"({"Attributes":[]})"});
    const put_item write{.table_name = "accounts", .item = {}};
    const auto answer = run(io, make().send(write));
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().text().find("the write succeeded"), std::string::npos) << answer.error().text();
    EXPECT_EQ(server.requests().size(), 1U);
}

}  // namespace
}  // namespace dynaco::test::client_gzip_test
