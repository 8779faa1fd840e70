#pragma once

#include "core/fork_count.hpp"
#include "transport/origin.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace dynaco::transport {

struct free_session {
    void operator()(SSL_SESSION* session) const noexcept { SSL_SESSION_free(session); }
};
using tls_session = std::unique_ptr<SSL_SESSION, free_session>;

/// TLS sessions that later connections to the same origin go on with: that saves signatures, and with TLS 1.2
/// a round trip. Thread-safe.
///
/// Keeps the newest of each origin; a forked process begins without. A session of TLS 1.3 is given out once,
/// so that connections cannot be linked by an observer (RFC 8446 §C.4).
class tls_session_cache {
 public:
    static constexpr std::size_t max_per_origin = 8;
    static constexpr std::size_t max_origins = 64;

    void keep(const origin& from, tls_session session);
    /// The newest; null if there is none.
    [[nodiscard]] tls_session take(const origin& to);
    void forget(const origin& of) noexcept;

 private:
    struct entry {
        std::deque<tls_session> sessions{};  // the newest at the back
        std::uint64_t used = 0;
    };
    void drop_oldest_origin();

    std::mutex mutex_;  // guards all below
    unsigned forks_ = detail::fork_count();
    std::map<origin, entry> entries_;
    std::uint64_t uses_ = 0;
};

/// Gives a client context a cache of sessions, which lives and dies with it: what was verified in one way is
/// never resumed in another.
void attach_session_cache(SSL_CTX* context);

/// Before the handshake of a connection to `to`: offers the server a kept session, and keeps those that the
/// server gives out. Does nothing if the context has no cache.
void resume_session(SSL* handle, const origin& to);

/// After a failed handshake: its origin's sessions might be why.
void forget_sessions(SSL* handle) noexcept;

}  // namespace dynaco::transport
