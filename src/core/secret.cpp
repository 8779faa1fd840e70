#include "core/cleanse.hpp"

#include <dynaco/types.hpp>

#include <utility>

namespace dynaco {
namespace {

// All that a string has room for: short texts stay behind in one that was moved from. Growing up to the
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
