#pragma once

#include "core/fork_count.hpp"
#include "transport/transport.hpp"

#include <boost/asio/ip/address.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dynaco::transport {

using address_list = std::vector<boost::asio::ip::address>;

/// The outcome of a lookup.
struct lookup_outcome {
    result<address_list> found;
    bool no_such_name = false;  ///< The failure is final: the name does not exist.
};

/// Looks up names on its own threads, because a lookup of the system blocks its thread and cannot be
/// cancelled. A name server that does not respond delays only the callers that wait for its names. A
/// cancelled caller ends at once.
///
/// Callers that ask for the same name share one lookup. A lookup that nobody waits for is not started. If a
/// lookup fails, but the name may exist, the addresses found last are returned. Threads are started when
/// needed, end when idle, and are not joined.
class lookups : public std::enable_shared_from_this<lookups> {
 public:
    /// Looks up one host. Blocks. Fails with errc::resolve_failed.
    using look_up = std::function<lookup_outcome(const std::string& host)>;

    struct limits {
        std::size_t threads = 16;
        std::chrono::milliseconds idle{10'000};  ///< An idle thread ends after this time.
        std::size_t remembered = 1000;           ///< Names whose last addresses are kept.
    };

    explicit lookups(look_up how) : lookups(std::move(how), limits()) {}
    lookups(look_up how, const limits& l) : look_up_(std::move(how)), limits_(l) {}
    /// The lookups of this process, which use getaddrinfo(3). A forked process has its own.
    [[nodiscard]] static std::shared_ptr<lookups> of_process();

    /// Returns the addresses of a host. Fails with errc::resolve_failed or errc::canceled.
    [[nodiscard]] awaitable<result<address_list>> find(std::string host);

 private:
    struct waiter;
    // A lookup that is queued or running.
    struct flight {
        std::vector<std::shared_ptr<waiter>> waiters{};
        bool begun = false;
    };
    struct memory {
        address_list found{};
        std::uint64_t used = 0;
    };

    void join(const std::string& host, const std::shared_ptr<waiter>& w);
    void leave(const std::string& host, waiter& w) noexcept;
    void start_thread();
    void work();
    void land(const std::string& host, lookup_outcome outcome, std::vector<std::shared_ptr<waiter>>& served);
    void remember(const std::string& host, const address_list& found);

    const look_up look_up_;
    const limits limits_;
    std::mutex mutex_;  // guards all below
    std::condition_variable wanted_{};
    std::map<std::string, flight> flights_{};
    std::deque<std::string> queue_{};
    std::map<std::string, memory> last_{};
    std::uint64_t uses_ = 0;
    std::size_t threads_ = 0;
    std::size_t idle_ = 0;
};

/// Calls getaddrinfo(3) for TCP. Fails with errc::resolve_failed.
[[nodiscard]] lookup_outcome ask_system(const std::string& host);

}  // namespace dynaco::transport
