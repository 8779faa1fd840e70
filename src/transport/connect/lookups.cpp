#include "transport/connect/lookups.hpp"

#include "transport/bell.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>

namespace dynaco::transport {
namespace {

namespace asio = boost::asio;

// Blocks all signals in the new threads, so that other threads of the process receive them.
class without_signals {
 public:
    without_signals() noexcept {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    ~without_signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    without_signals(const without_signals&) = delete;
    without_signals& operator=(const without_signals&) = delete;

 private:
    sigset_t before_{};
};

std::optional<asio::ip::address> address_in(const sockaddr* a) {
    if (a->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, a, sizeof v4);
        return asio::ip::address_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (a->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, a, sizeof v6);
        asio::ip::address_v6::bytes_type bytes;
        std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
        return asio::ip::address_v6(bytes, v6.sin6_scope_id);
    }
    return std::nullopt;
}

}  // namespace

lookup_outcome ask_system(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int refused = ::getaddrinfo(host.c_str(), nullptr, &wanted, &list);
    if (refused != 0) {
        const std::string why = refused == EAI_SYSTEM ? std::generic_category().message(errno)
                                                      : std::string(::gai_strerror(refused));
        return {failure(errc::resolve_failed, {.detail = why}), refused == EAI_NONAME};
    }
    address_list found;
    for (const addrinfo* each = list; each; each = each->ai_next)
        if (const auto address = address_in(each->ai_addr)) found.push_back(*address);
    ::freeaddrinfo(list);
    return {std::move(found)};
}

/// A caller that waits for a name. The mutex of the lookups guards everything except the bell.
struct lookups::waiter {
    explicit waiter(const asio::any_io_executor& executor) : alarm(executor, steady_time::max()) {}
    bell alarm;
    std::optional<result<address_list>> outcome{};
};

std::shared_ptr<lookups> lookups::of_process() {
    static std::mutex mutex;
    static std::shared_ptr<lookups> current;
    static unsigned forks = 0;
    const std::lock_guard lock(mutex);
    if (!current || forks != detail::fork_count()) {  // after a fork, only the parent has the threads
        forks = detail::fork_count();
        current = std::make_shared<lookups>(&ask_system);
    }
    return current;
}

awaitable<result<address_list>> lookups::find(std::string host) {
    const auto w = std::make_shared<waiter>(co_await asio::this_coro::executor);
    join(host, w);
    // Leaves also if the wait ends with an exception.
    struct guard {
        lookups& self;
        const std::string& host;
        waiter& w;
        ~guard() { self.leave(host, w); }
    };
    const guard leave_on_exit{*this, host, *w};
    co_await w->alarm.wait();
    const std::lock_guard lock(mutex_);
    if (w->outcome) co_return std::move(*w->outcome);
    co_return failure(errc::canceled, {});
}

void lookups::join(const std::string& host, const std::shared_ptr<waiter>& w) {
    const std::lock_guard lock(mutex_);
    const auto [at, is_new] = flights_.try_emplace(host);
    at->second.waiters.push_back(w);
    if (!is_new) return;
    queue_.push_back(host);
    if (idle_ >= queue_.size())
        wanted_.notify_one();
    else if (threads_ < limits_.threads)
        start_thread();
}

void lookups::leave(const std::string& host, waiter& w) noexcept {
    w.alarm.remove();
    const std::lock_guard lock(mutex_);
    const auto at = flights_.find(host);
    if (at == flights_.end()) return;
    std::erase_if(at->second.waiters, [&w](const auto& each) { return each.get() == &w; });
    if (!at->second.waiters.empty() || at->second.begun) return;
    flights_.erase(at);
    std::erase(queue_, host);
}

// The lock must be held.
void lookups::start_thread() {
    const without_signals quiet;
    try {
        std::thread([self = shared_from_this()] { self->work(); }).detach();
        ++threads_;
    } catch (const std::system_error&) {
        if (threads_ == 0) throw;  // otherwise the existing threads do the lookup
    }
}

void lookups::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++idle_;
        const bool busy = wanted_.wait_for(lock, limits_.idle, [this] { return !queue_.empty(); });
        --idle_;
        if (!busy) break;
        const std::string host = std::move(queue_.front());
        queue_.pop_front();
        flights_[host].begun = true;
        lock.unlock();
        lookup_outcome outcome = look_up_(host);
        std::vector<std::shared_ptr<waiter>> served;
        lock.lock();
        land(host, std::move(outcome), served);
        lock.unlock();
        for (const auto& each : served) each->alarm.ring();
        served.clear();
        lock.lock();
    }
    --threads_;
}

void lookups::land(const std::string& host, lookup_outcome outcome,
                   std::vector<std::shared_ptr<waiter>>& served) {
    const auto at = flights_.find(host);
    served = std::move(at->second.waiters);
    flights_.erase(at);
    if (outcome.found) {
        remember(host, *outcome.found);
    } else if (outcome.no_such_name) {
        last_.erase(host);
    } else if (const auto known = last_.find(host); known != last_.end()) {
        known->second.used = ++uses_;
        outcome.found = known->second.found;
    }
    for (const auto& each : served) each->outcome = outcome.found;
}

void lookups::remember(const std::string& host, const address_list& found) {
    last_[host] = {found, ++uses_};
    if (last_.size() <= limits_.remembered) return;
    last_.erase(std::ranges::min_element(last_, {}, [](const auto& each) { return each.second.used; }));
}

}  // namespace dynaco::transport
