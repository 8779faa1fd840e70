#pragma once

#include "managed_models.hpp"
#include "models.hpp"
#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

/// Writes over a transport with scripted responses.
namespace dynaco::test {

struct Writes : testing::Test {
    using attempt = scripted_attempt;

    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    /// The outcome of a call with one answer.
    template <class T>
    T run(boost::asio::awaitable<T> call, const attempt& reply = attempt::answer()) {
        script({reply});
        return test::run(bench.io, std::move(call));
    }
    void run(boost::asio::awaitable<void> call, const attempt& reply = attempt::answer()) {
        run(with_a_value(std::move(call)), reply);
    }
    /// The failure of a call with these answers.
    template <class T>
    failure fail(boost::asio::awaitable<T> call, const std::vector<attempt>& attempts) {
        script(attempts);
        try {
            test::run(bench.io, with_a_value(std::move(call)));
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the call should have failed";
        return {};
    }
    /// The body of the last request.
    [[nodiscard]] const std::string& sent() const { return bench.wire->sent.back().body; }
    [[nodiscard]] std::string sent_operation() const {
        return bench.wire->sent.back().header("x-amz-target");
    }

    /// A condition that did not hold; `stored` is the item that did not meet it, as JSON.
    static attempt refused(const std::string& stored = {}) {
        return attempt::answer(
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no")" +
                (stored.empty() ? std::string() : R"(,"Item":)" + stored) + "}",
            400);
    }
    static attempt attributes(const std::string& json) {
        return attempt::answer(R"({"Attributes":)" + json + "}");
    }

    call_bench bench{};
    client db{bench.loop};
    dynaco::table<account> accounts{db};
    dynaco::table<order> orders{db};
    dynaco::table<document> documents{db};
    dynaco::table<note> notes{db};
    dynaco::table<stamped> stamps{db};

 private:
    template <class T>
    static boost::asio::awaitable<bool> with_a_value(boost::asio::awaitable<T> call) {
        static_cast<void>(co_await std::move(call));
        co_return true;
    }
};

}  // namespace dynaco::test
