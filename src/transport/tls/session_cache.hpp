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

/// TLS sessions that later connections to the same origin resume. This saves signatures, and a round trip
/// with TLS 1.2. Thread-safe.
///
/// Keeps the newest sessions of each origin. A forked process starts with an empty cache. A session of
/// TLS 1.3 is used only once, so that an observer cannot link connections (RFC 8446 §C.4).
class tls_session_cache {
 public:
    static constexpr std::size_t max_per_origin = 8;
    static constexpr std::size_t max_origins = 64;

    void keep(const origin& from, tls_session session);
    /// Takes the newest session, or null if there is none.
    [[nodiscard]] tls_session take(const origin& to);
    void forget(const origin& of) noexcept;

 private:
    struct entry {
        std::deque<tls_session> sessions{};  // the newest is at the back
        std::uint64_t used = 0;
    };
    void drop_oldest_origin();

    std::mutex mutex_;  // guards all below
    unsigned forks_ = detail::fork_count();
    std::map<origin, entry> entries_;
    std::uint64_t uses_ = 0;
};

/// Adds a session cache to a client context, which owns it. So a session is never resumed under other
/// verification rules than those it was verified with.
void attach_session_cache(SSL_CTX* context);

/// Call it before the handshake of a connection to `to`. Offers a kept session to the server, and keeps the
/// sessions that the server sends. Does nothing if the context has no cache.
void resume_session(SSL* handle, const origin& to);

/// Call it after a failed handshake. Removes the sessions of its origin, because one of them may be the
/// cause of the failure.
void forget_sessions(SSL* handle) noexcept;

}  // namespace dynaco::transport
