#include "sigv4/signing_key.hpp"

#include "sigv4/digest.hpp"

#include <algorithm>

namespace dynaco::sigv4 {

signing_key::~signing_key() { detail::cleanse(bytes_); }

signing_key derive_signing_key(std::string_view secret_access_key, const amz_date& date, const scope& where) {
    return derive_signing_key(secret_hmac(secret_access_key), date.day(), where);
}

hmac_key secret_hmac(std::string_view secret_access_key) { return hmac_key{secret_access_key, "AWS4"}; }

signing_key derive_signing_key(const hmac_key& secret, std::string_view day, const scope& where) {
    digest_bytes step = secret.sign(day);
    const detail::cleanse_at_exit cleanse_step{step};
    for (const std::string_view part : {where.region, where.service, std::string_view{"aws4_request"}}) {
        digest_bytes next = hmac_key{view(step)}.sign(part);
        const detail::cleanse_at_exit cleanse_next{next};
        step = next;
    }
    return signing_key{step};
}

namespace {

// The lengths are hashed too, so that ("ab", "c") and ("a", "bc") differ.
digest_bytes fingerprint_of(std::string_view secret, const amz_date& date, const scope& where) {
    digest_writer writer;
    for (const std::string_view part : {where.region, where.service}) {
        const std::uint64_t size = part.size();
        writer.append({reinterpret_cast<const char*>(&size), sizeof size}).append(part);
    }
    return writer.append(date.day()).append(secret).finish();
}

}  // namespace

// Reserves the full capacity, because growing would leave copies of keys in freed memory for a moment.
signing_key_cache::signing_key_cache(std::size_t capacity) : capacity_(std::max<std::size_t>(capacity, 1)) {
    entries_.reserve(capacity_);
}

signing_key signing_key_cache::get(std::string_view secret_access_key, const amz_date& date,
                                   const scope& where) {
    const fingerprint id = fingerprint_of(secret_access_key, date, where);
    {
        const std::lock_guard lock{mutex_};
        if (entry* const found = find(id)) return found->key;
    }
    // Derived outside the lock, so that other threads can sign. Two threads may derive the same key; only the
    // first one inserts it.
    const signing_key derived = derive_signing_key(secret_access_key, date, where);
    const std::lock_guard lock{mutex_};
    ++derivations_;
    if (find(id) == nullptr) insert(id, derived);
    return derived;
}

signing_key_cache::entry* signing_key_cache::find(const fingerprint& id) noexcept {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const entry& each) { return each.id == id; });
    if (found == entries_.end()) return nullptr;
    found->last_used = ++clock_;
    return &*found;
}

void signing_key_cache::insert(const fingerprint& id, const signing_key& key) {
    const entry fresh{id, key, ++clock_};
    if (entries_.size() < capacity_) {
        entries_.push_back(fresh);
        return;
    }
    *std::min_element(entries_.begin(), entries_.end(),
                      [](const entry& a, const entry& b) { return a.last_used < b.last_used; }) = fresh;
}

void signing_key_cache::clear() noexcept {
    const std::lock_guard lock{mutex_};
    entries_.clear();
}

std::size_t signing_key_cache::size() const {
    const std::lock_guard lock{mutex_};
    return entries_.size();
}

std::uint64_t signing_key_cache::derivations() const {
    const std::lock_guard lock{mutex_};
    return derivations_;
}

}  // namespace dynaco::sigv4
