#include <dynaco/json/scratch.hpp>

#include <utility>

namespace dynaco::json {
namespace {

std::string& kept() noexcept {
    thread_local std::string text;
    return text;
}

}  // namespace

// Taken away while it is used: an encoder that makes another request finds none, and starts anew.
scratch::scratch() noexcept : text_(std::exchange(kept(), {})) { text_.clear(); }

scratch::~scratch() {
    if (text_.capacity() <= max_kept && text_.capacity() > kept().capacity()) kept().swap(text_);
}

std::string scratch::take() {
    if (text_.capacity() > max_kept) return std::exchange(text_, {});
    std::string exact(text_);
    text_.clear();
    return exact;
}

}  // namespace dynaco::json
