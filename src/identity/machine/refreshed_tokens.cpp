#include "identity/machine/refreshed_tokens.hpp"

#include <utility>

namespace dynaco::identity {

secret refreshed_tokens::current(const std::string& path, const secret& read) const {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(path);
    const bool refreshed = at != entries_.end() && !at->second.text.empty() && at->second.read == read;
    return refreshed ? at->second.text : read;
}

void refreshed_tokens::keep(const std::string& path, secret read, secret text) {
    const std::lock_guard lock(mutex_);
    entry& it = entries_[path];
    it.read = std::move(read);
    it.text = std::move(text);
}

std::optional<transport::steady_time> refreshed_tokens::tried(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(path);
    return at == entries_.end() ? std::nullopt : at->second.tried;
}

void refreshed_tokens::set_tried(const std::string& path, transport::steady_time when) {
    const std::lock_guard lock(mutex_);
    entries_[path].tried = when;
}

}  // namespace dynaco::identity
