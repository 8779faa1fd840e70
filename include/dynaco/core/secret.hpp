#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace dynaco {

/// Text that nobody should see: it is overwritten when it dies, is moved from or assigned to, and cannot be
/// printed. What it is made of, and what is made of its `view()`, is the caller's to look after.
class secret {
 public:
    secret() noexcept = default;
    secret(const char* text) : text_(text) {}         // NOLINT(google-explicit-constructor)
    secret(std::string_view text) : text_(text) {}    // NOLINT(google-explicit-constructor)
    secret(const std::string& text) : text_(text) {}  // NOLINT(google-explicit-constructor)
    /// Takes the text over; what is left of `text` is overwritten.
    secret(std::string&& text) noexcept;  // NOLINT(google-explicit-constructor)
    secret(const secret&) = default;
    secret(secret&& other) noexcept;
    secret& operator=(const secret& other);
    secret& operator=(secret&& other) noexcept;
    ~secret() { wipe(); }

    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    operator std::string_view() const noexcept { return text_; }  // NOLINT(google-explicit-constructor)
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    void clear() noexcept { wipe(); }

    friend bool operator==(const secret& a, const secret& b) noexcept { return a.text_ == b.text_; }
    friend bool operator==(const secret& a, std::string_view b) noexcept { return a.text_ == b; }
    friend bool operator==(const secret& a, const char* b) noexcept { return a.text_ == b; }
    friend std::ostream& operator<<(std::ostream&, const secret&) = delete;

 private:
    void wipe() noexcept;

    std::string text_{};
};

}  // namespace dynaco
