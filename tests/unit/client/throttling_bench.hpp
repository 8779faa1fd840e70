#pragma once

#include "client/call/loop.hpp"
#include "unit/client/timeline.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::test {

/// A service in memory whose tables and indexes accept a limited number of requests a second. Each response
/// takes 5 ms.
class throttling_service final : public transport::transport,
                                 public std::enable_shared_from_this<throttling_service> {
 public:
    explicit throttling_service(timeline& world) : world_(world) {}

    /// `resource` is "Table" or "Index", the kind of access and the resource: "TableRead accounts",
    /// "IndexWrite accounts/index/by_email". A resource without a limit accepts all requests.
    void limit(const std::string& resource, double per_second) {
        buckets_[resource] = {.per_second = per_second, .tokens = per_second, .filled = world_.now()};
    }
    bool tells_reasons = true;
    std::map<std::string, int> throttled{};  ///< By resource.
    int sent = 0;

    dynaco::transport::awaitable<result<dynaco::transport::lease>> acquire(
        const dynaco::transport::origin&, dynaco::transport::acquisition) override {
        dynaco::transport::lease out(std::make_unique<connection>(*this), shared_from_this(),
                                     [](void*, std::unique_ptr<dynaco::transport::connection>) {});
        co_return out;
    }
    void drop_idle(const dynaco::transport::origin&) noexcept override {}
    void close() noexcept override {}

 private:
    struct bucket {
        double per_second = 0;
        double tokens = 0;
        dynaco::transport::steady_time filled{};

        bool take(dynaco::transport::steady_time now) {
            const double passed = std::chrono::duration<double>(now - filled).count();
            tokens = std::min(per_second, tokens + passed * per_second);
            filled = now;
            return tokens >= 1 && (--tokens, true);
        }
    };

    class connection final : public dynaco::transport::connection {
     public:
        explicit connection(throttling_service& of) : of_(of) {}
        dynaco::transport::awaitable<dynaco::transport::exchange_result> exchange(
            std::string_view head, std::string_view body, dynaco::transport::steady_time) override {
            const bool writes = head.find(".PutItem\r\n") != head.npos;
            wire::response answer = of_.answer(writes, std::string(body));
            co_await of_.world_.sleep(std::chrono::milliseconds(5));
            dynaco::transport::exchange_result ended{std::move(answer), false};
            co_return ended;
        }
        [[nodiscard]] bool used_before() const noexcept override { return false; }
        [[nodiscard]] bool reusable() const noexcept override { return true; }
        [[nodiscard]] bool looks_alive() noexcept override { return true; }

     private:
        throttling_service& of_;
    };

    // The body is the resource: "accounts", "accounts/index/by_email".
    wire::response answer(bool writes, const std::string& resource) {
        ++sent;
        const bool index = resource.find('/') != resource.npos;
        const std::string own =
            (index ? "Index" : "Table") + std::string(writes ? "Write " : "Read ") + resource;
        for (auto& [name, tokens] : buckets_) {
            const bool of_its_index = writes && name.starts_with("IndexWrite " + resource + "/");
            if ((name == own || of_its_index) && !tokens.take(world_.now())) return refuse(name);
        }
        return {.status = 200, .body = "{}", .keep_alive = true};
    }
    wire::response refuse(const std::string& name) {
        ++throttled[name];
        const auto space = name.find(' ');
        const std::string reasons =
            R"(,"ThrottlingReasons":[{"reason":")" + name.substr(0, space) +
            R"(ProvisionedThroughputExceeded","resource":"arn:aws:dynamodb:r:1:table/)" +
            name.substr(space + 1) + R"("}])";
        return {.status = 400,
                .body = R"({"__type":"ProvisionedThroughputExceededException")" +
                        (tells_reasons ? reasons : std::string()) + "}",
                .keep_alive = true};
    }

    timeline& world_;
    std::map<std::string, bucket> buckets_{};
};

/// Concurrent calls to a `throttling_service`.
struct throttling_bench {
    explicit throttling_bench(client_options options) {
        auto owned = std::make_unique<timeline>(io);
        world = owned.get();
        service = std::make_shared<throttling_service>(*world);
        detail::call_loop_parts parts{
            .connections = service,
            .credentials = static_credentials("AKID", "secret"),
            .world = std::move(owned),
            .endpoint = {.origin = {.host = "localhost"}, .signing_region = "eu-west-1"}};
        loop = std::make_shared<detail::call_loop>(std::move(parts), options);
    }

    static encoded_request request(bool writes, const std::string& table, const std::string& index = {}) {
        encoded_request r{.info = {.name = writes ? "PutItem" : "Query", .writes = writes},
                          .table = table,
                          .body = index.empty() ? table : table + "/index/" + index,
                          .index = index};
        return r;
    }

    /// The outcomes of consecutive calls.
    struct tally {
        int succeeded = 0;
        int failed = 0;
        std::chrono::milliseconds slowest{0};
        failure last{};
    };

    /// Starts one call after the other until `time` has passed; they run in `run`.
    void keep_calling(encoded_request what, std::chrono::milliseconds time, tally& to,
                      call_options options = {}) {
        boost::asio::co_spawn(io, calls(std::move(what), world->now() + time, to, options),
                              [](const std::exception_ptr& e) { EXPECT_FALSE(e); });
    }
    void run() { world->run(); }

    boost::asio::io_context io{1};
    timeline* world = nullptr;
    std::shared_ptr<throttling_service> service{};
    std::shared_ptr<detail::call_loop> loop{};

 private:
    boost::asio::awaitable<void> calls(encoded_request what, transport::steady_time end, tally& to,
                                       call_options options) {
        while (world->now() < end) {
            const auto begin = world->now();
            const result<reply> outcome = co_await loop->run(what, options, nullptr);
            ++(outcome ? to.succeeded : to.failed);
            if (!outcome) to.last = outcome.error();
            to.slowest =
                std::max(to.slowest, std::chrono::ceil<std::chrono::milliseconds>(world->now() - begin));
        }
    }
};

}  // namespace dynaco::test
