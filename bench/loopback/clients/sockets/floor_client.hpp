#pragma once

#include "measure.hpp"
#include "plain_stream.hpp"
#include "reply.hpp"
#include "requests.hpp"
#include "tls_stream.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <utility>
#include <vector>

namespace bench {

/// Operations that wait for a connection, if there are more operations than connections.
class waiting_line {
 public:
    explicit waiting_line(std::size_t length) : since_(length, clock::now()) {}

    /// Adds an operation that begins to wait at `now`. Removes the one that has waited longest, and returns
    /// the start of its wait.
    clock::time_point exchange(clock::time_point now) {
        if (since_.empty()) return now;
        const auto began = std::exchange(since_[next_], now);
        if (++next_ == since_.size()) next_ = 0;
        return began;
    }

 private:
    std::vector<clock::time_point> since_;
    std::size_t next_ = 0;
};

template <class Stream, class Duties>
struct connection {
    explicit connection(Stream opened) : stream(std::move(opened)) {}

    Stream stream;
    reply received{};
    typename Duties::reply_check check{};
    clock::time_point began{};
};

// One buffer for all connections: the bytes are used immediately, and a small buffer stays in the cache.
inline std::array<char, 128 * 1024> buffer;

/// Reads the bytes that have arrived; returns true if the response is complete.
template <class Stream, class Duties>
bool receive(connection<Stream, Duties>& on) {
    do {
        const std::size_t n = on.stream.read(buffer);
        if (n == 0) continue;
        const bool whole = on.received.take({buffer.data(), n});
        const std::size_t body = on.received.body_bytes();
        on.check.take(std::string_view(buffer.data() + n - body, body));
        if (whole) {
            on.check.end();
            return true;
        }
    } while (on.stream.has_more());
    return false;
}

/// One thread with epoll. Each connection repeats the request when the response is complete. `Duties` is the
/// work for each request (`sign`) and each response (`reply_check`).
template <class Stream, class Duties>
class floor_client {
 public:
    template <class Connect>
    floor_client(const arguments& told, const Connect& connect)
        : told_(told), request_(request_for(told)), events_(epoll_create1(EPOLL_CLOEXEC)) {
        const std::size_t connections = std::min(told.concurrency, told.connections);
        for (std::size_t i = 0; i < connections; ++i) {
            auto& opened = connections_.emplace_back(connect(request_.size()));
            epoll_event readable{.events = EPOLLIN, .data = {.ptr = &opened}};
            if (epoll_ctl(events_, EPOLL_CTL_ADD, opened.stream.descriptor(), &readable) != 0)
                fail("epoll_ctl failed");
        }
    }

    std::string run() {
        measurement measured(told_);
        tally& counted = measured.of_thread(0);
        waiting_line waiting(told_.concurrency - connections_.size());
        for (auto& each : connections_) {
            each.began = clock::now();
            send(each);
        }
        while (serve(counted, waiting)) {
        }
        return measured.report(true);
    }

    /// Runs one operation and returns the body of its response.
    std::string verify() {
        auto& only = connections_.front();
        only.stream.write(request_);
        std::string all;
        for (bool whole = false; !whole;) {
            wait_for(only.stream.descriptor(), POLLIN);
            do {
                const std::size_t n = only.stream.read(buffer);
                all.append(buffer.data(), n);
                whole = n != 0 && only.received.take({buffer.data(), n});
            } while (!whole && only.stream.has_more());
        }
        return all.substr(all.find("\r\n\r\n") + 4);
    }

 private:
    bool serve(tally& counted, waiting_line& waiting) {
        std::array<epoll_event, 64> ready;
        const int n = epoll_wait(events_, ready.data(), static_cast<int>(ready.size()), -1);
        if (n < 0 && errno != EINTR) fail("epoll_wait failed");
        for (int i = 0; i < n; ++i) {
            auto& on = *static_cast<connection<Stream, Duties>*>(ready[static_cast<std::size_t>(i)].data.ptr);
            if (!receive(on)) continue;
            const auto now = clock::now();
            if (!counted.completed(on.began, now, on.received.size())) return false;
            on.began = waiting.exchange(now);
            send(on);
        }
        return true;
    }

    void send(connection<Stream, Duties>& on) {
        duties_.sign(request_);
        on.stream.write(request_);
    }

    const arguments& told_;
    std::string request_;
    int events_;
    Duties duties_{request_};
    std::deque<connection<Stream, Duties>> connections_{};
};

template <class Duties, class Stream, class Connect>
std::string result_over(const arguments& told, const Connect& connect) {
    const auto client = std::make_unique<floor_client<Stream, Duties>>(told, connect);
    return told.verify ? client->verify() : client->run();
}

template <class Duties>
std::string result_of(const arguments& told) {
    if (told.threads != 1) fail("--threads: the floor has one");
    if (!told.where.tls)
        return result_over<Duties, plain_stream>(told, [&](std::size_t) { return plain_stream(told.where); });
    const tls_context context(told);
    return result_over<Duties, tls_stream>(
        told, [&](std::size_t largest_write) { return tls_stream(told.where, context, largest_write); });
}

}  // namespace bench
