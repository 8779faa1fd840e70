#include "core/cleanse.hpp"

#include <dynaco/types.hpp>

#include <utility>

namespace dynaco {
namespace {

// Overwrites the whole capacity: a short text remains in a string after it was moved from. Growing to the
// capacity does not allocate.
void wipe_all(std::string& text) noexcept {
    text.resize(text.capacity());
    detail::cleanse(text);
    text.clear();
}

}  // namespace

secret::secret(std::string&& text) noexcept : text_(std::move(text)) { wipe_all(text); }

secret::secret(secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }

secret& secret::operator=(const secret& other) {
    if (this != &other) *this = secret(other);
    return *this;
}

secret& secret::operator=(secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
    return *this;
}

void secret::wipe() noexcept { wipe_all(text_); }

}  // namespace dynaco
