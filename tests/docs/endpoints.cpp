// The code of docs/guide/endpoints.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <cstdint>
#include <string>

namespace asio = boost::asio;

namespace endpoints {

struct Account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

void places(const asio::any_io_executor& executor) {
    dynaco::client at_home(executor);  // from the environment and the profile
    dynaco::client abroad(executor, {.region = "ap-south-1"});
    dynaco::client local(executor, {.endpoint = "http://localhost:8000"});
}

void kinds(const asio::any_io_executor& executor) {
    dynaco::client careful(executor, {.region = "us-east-1", .use_fips = true});
    dynaco::client both(executor, {.region = "eu-west-1", .use_dual_stack = true});  // IPv4 and IPv6
}

void accounts(const asio::any_io_executor& executor, dynaco::client db) {
    dynaco::table<Account> theirs{db, "arn:aws:dynamodb:eu-west-1:444455556666:table/accounts"};
    dynaco::client plain(executor, {.account_id_endpoint_mode = dynaco::account_id_endpoint_mode::disabled});
}

}  // namespace endpoints
