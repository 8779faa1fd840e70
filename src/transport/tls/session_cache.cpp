#include "transport/tls/session_cache.hpp"

#include <algorithm>

namespace dynaco::transport {
namespace {

bool is_used_once(const SSL_SESSION* session) {
    return SSL_SESSION_get_protocol_version(session) >= TLS1_3_VERSION;
}

// Copies the session, because OpenSSL marks the session of a connection that ends without close_notify as not
// resumable.
tls_session copy_of(SSL_SESSION* session) { return tls_session(SSL_SESSION_dup(session)); }

template <class T>
void free_with_owner(void*, void* data, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<T*>(data);
}

int cache_index() {
    static const int index =
        SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &free_with_owner<tls_session_cache>);
    return index;
}

int origin_index() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, &free_with_owner<origin>);
    return index;
}

tls_session_cache* cache_of(SSL* handle) {
    return static_cast<tls_session_cache*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(handle), cache_index()));
}

const origin* origin_of(SSL* handle) {
    return static_cast<const origin*>(SSL_get_ex_data(handle, origin_index()));
}

// OpenSSL calls this when the server has sent a session.
int on_new_session(SSL* handle, SSL_SESSION* session) noexcept {
    tls_session_cache* const cache = cache_of(handle);
    const origin* const from = origin_of(handle);
    if (cache && from) {
        try {
            cache->keep(*from, copy_of(session));
        } catch (const std::exception&) {  // out of memory: the session is not kept
        }
    }
    return 0;  // OpenSSL keeps its own session
}

}  // namespace

void tls_session_cache::keep(const origin& from, tls_session session) {
    if (!session || SSL_SESSION_is_resumable(session.get()) == 0) return;
    const std::lock_guard lock(mutex_);
    entry& of_origin = entries_[from];
    of_origin.used = ++uses_;
    of_origin.sessions.push_back(std::move(session));
    if (of_origin.sessions.size() > max_per_origin) of_origin.sessions.pop_front();
    if (entries_.size() > max_origins) drop_oldest_origin();
}

tls_session tls_session_cache::take(const origin& to) {
    const std::lock_guard lock(mutex_);
    if (const unsigned forks = detail::fork_count(); forks_ != forks) {
        entries_.clear();  // the sessions are the parent's
        forks_ = forks;
    }
    const auto at = entries_.find(to);
    if (at == entries_.end()) return nullptr;
    at->second.used = ++uses_;
    auto& sessions = at->second.sessions;
    if (sessions.empty()) return nullptr;
    if (!is_used_once(sessions.back().get())) return copy_of(sessions.back().get());
    tls_session newest = std::move(sessions.back());
    sessions.pop_back();
    return newest;
}

void tls_session_cache::forget(const origin& of) noexcept {
    const std::lock_guard lock(mutex_);
    entries_.erase(of);
}

void tls_session_cache::drop_oldest_origin() {
    const auto oldest =
        std::ranges::min_element(entries_, {}, [](const auto& each) { return each.second.used; });
    entries_.erase(oldest);
}

void attach_session_cache(SSL_CTX* context) {
    auto cache = std::make_unique<tls_session_cache>();
    if (SSL_CTX_set_ex_data(context, cache_index(), cache.get()) != 1) return;
    (void)cache.release();  // the context frees it
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &on_new_session);
}

void resume_session(SSL* handle, const origin& to) {
    tls_session_cache* const cache = cache_of(handle);
    if (!cache) return;
    auto name = std::make_unique<origin>(to);
    if (SSL_set_ex_data(handle, origin_index(), name.get()) != 1) return;
    (void)name.release();  // the handle frees it
    if (const tls_session session = cache->take(to)) SSL_set_session(handle, session.get());
}

void forget_sessions(SSL* handle) noexcept {
    tls_session_cache* const cache = cache_of(handle);
    if (const origin* const to = origin_of(handle); cache && to) cache->forget(*to);
}

}  // namespace dynaco::transport
