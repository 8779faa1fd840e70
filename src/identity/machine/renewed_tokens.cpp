#include "identity/machine/renewed_tokens.hpp"

#include <utility>

namespace dynaco::identity {

secret renewed_tokens::current(const std::string& path, const secret& read) const {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(path);
    const bool renewed = at != entries_.end() && !at->second.text.empty() && at->second.read == read;
    return renewed ? at->second.text : read;
}

void renewed_tokens::keep(const std::string& path, secret read, secret text) {
    const std::lock_guard lock(mutex_);
    entry& it = entries_[path];
    it.read = std::move(read);
    it.text = std::move(text);
}

std::optional<transport::steady_time> renewed_tokens::tried(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(path);
    return at == entries_.end() ? std::nullopt : at->second.tried;
}

void renewed_tokens::set_tried(const std::string& path, transport::steady_time when) {
    const std::lock_guard lock(mutex_);
    entries_[path].tried = when;
}

}  // namespace dynaco::identity
