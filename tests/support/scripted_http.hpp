#pragma once

#include "identity/machine/http.hpp"
#include "support/hold_point.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cctype>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// Returns scripted responses in order, and keeps the requests. A request without a scripted response fails
/// with errc::connect_failed. Not thread-safe.
class scripted_http final : public identity::http_client {
 public:
    /// A request as it was sent; names of headers in lower case.
    struct sent {
        std::string method, url, body;
        std::map<std::string, std::string> headers{};
        bool direct = false;
        std::chrono::milliseconds connect_timeout{}, timeout{};
    };
    using answer = std::function<result<wire::response>(const sent&)>;

    void reply(int status, std::string body) {
        answers.emplace_back([status, body = std::move(body)](const sent&) -> result<wire::response> {
            return response_of(status, body);
        });
    }
    void fail(errc why) {
        answers.emplace_back([why](const sent&) -> result<wire::response> { return failure(why, {}); });
    }
    [[nodiscard]] static wire::response response_of(int status, std::string_view body) {
        wire::response r;
        r.status = status;
        r.body.assign(body.data(), body.size());
        return r;
    }

    boost::asio::awaitable<result<wire::response>> send(const identity::http_request& request) override {
        sent s{.method = request.method,
               .url = url(request.origin) + request.target,
               .body = std::string(request.body.view()),
               .direct = request.direct,
               .connect_timeout = request.connect_timeout,
               .timeout = request.timeout};
        for (const identity::http_header& each : request.headers) {
            std::string name = each.name;
            std::ranges::transform(name, name.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            s.headers[name] = std::string(each.value.view());
        }
        requests.push_back(s);
        // Suspends as real I/O does.
        const auto executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable);
        const bool released = co_await held.pass();
        if (!released) {
            ++canceled;
            co_return failure(errc::canceled, {});
        }
        if (answers.empty())
            co_return failure(errc::connect_failed, {.detail = "unexpected request to " + s.url});
        const answer next = std::move(answers.front());
        answers.pop_front();
        result<wire::response> outcome = next(s);
        co_return outcome;
    }

    std::deque<answer> answers{};
    std::vector<sent> requests{};
    hold_point held{};  ///< Requests wait here for their responses.
    int canceled = 0;   ///< Requests that were cancelled while they waited.
};

}  // namespace dynaco::test
