#pragma once

#include "load/bulk_service.hpp"
#include "support/local_table.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/load/loader.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

/// Parts that the tests of the loader share: a model, a source of rows, running against a service.
namespace dynaco::test {

struct thing {
    std::string id{};
    int number = 0;
    std::string group{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

inline std::string json_of(const std::string& id, int number) {
    return R"({"id":{"S":")" + id + R"("},"number":{"N":")" + std::to_string(number) + "\"}}";
}

// A source of DynamoDB JSON.
class texts {
 public:
    explicit texts(std::vector<std::string> all) : all_(std::move(all)) {}
    awaitable<std::optional<std::string>> next() {
        if (at_ == all_.size()) co_return std::nullopt;
        co_return all_[at_++];
    }

 private:
    std::vector<std::string> all_;
    std::size_t at_ = 0;
};

inline client client_of(boost::asio::io_context& io, const std::string& url) { return local_client(io, url); }

template <class Body>
void run_with(bulk_service& service, const Body& body) {
    boost::asio::io_context io;
    run(io, body(client_of(io, service.url())), std::chrono::seconds(60));
}

/// Runs the context until a response is stalled. Then nothing but a timeout would wake it.
inline void run_until_stalled(boost::asio::io_context& io, bulk_service& service) {
    while (!service.server().wait_for_stalled(1, std::chrono::milliseconds(1))) io.poll();
    io.poll();
}

inline load_options at_once() { return {.linger = std::chrono::milliseconds(0)}; }

/// Writes a file, which is deleted when the program ends.
inline std::string file_of(const std::string& name, const std::string& text) {
    static const temporary_folder folder;
    return folder.file(name, text);
}

}  // namespace dynaco::test
