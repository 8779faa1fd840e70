// The structs of models.cpp and the same number of coroutines, without dynaco: the compile time without
// dynaco.
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;

struct Account {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};
};

struct Order {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};
};

struct Product {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};
};

struct Session {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};
};

struct Shipment {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};
};

template <class Model>
asio::awaitable<void> save(const Model& model);

template <class Model>
asio::awaitable<void> use(std::vector<Model> models) {
    for (const Model& each : models) co_await save(each);
}

asio::awaitable<void> use_all() {
    std::vector<Account> accounts;
    co_await use<Account>(accounts);
    std::vector<Order> orders;
    co_await use<Order>(orders);
    std::vector<Product> products;
    co_await use<Product>(products);
    std::vector<Session> sessions;
    co_await use<Session>(sessions);
    std::vector<Shipment> shipments;
    co_await use<Shipment>(shipments);
}
