// The code of docs/guide/credential-refresh.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace credential_refresh {

using namespace std::chrono_literals;

asio::awaitable<std::string> read_from_vault(std::string path);

class vault_credentials final : public dynaco::credentials_provider {
 public:
    asio::awaitable<dynaco::result<std::shared_ptr<const dynaco::credentials>>> get() override {
        std::string secret = co_await read_from_vault("dynamodb/secret");
        auto keys = std::make_shared<dynaco::credentials>();
        keys->access_key_id = "AKIDEXAMPLE";
        keys->secret_access_key = std::move(secret);
        keys->expiration = std::chrono::system_clock::now() + 1h;
        co_return keys;
    }
};

dynaco::client make(asio::any_io_executor executor) {
    auto keys = dynaco::cached_credentials(std::make_shared<vault_credentials>());
    dynaco::client db(executor, {.region = "eu-west-1", .credentials = keys});
    return db;
}

}  // namespace credential_refresh
