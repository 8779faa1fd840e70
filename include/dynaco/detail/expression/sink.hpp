#pragma once

#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/expression/runtime_sink.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

/// Sinks for expressions whose text is known at compile time: the text becomes a constant, and the operands
/// are written into the request.
namespace dynaco::detail::expression {

/// Makes the text at compile time; with a null buffer it only measures. Names are "#0", "#1" …, one for each
/// distinct name of the request. Values are ":0", ":1" …, one for each use.
template <class Model>
class constant_sink {
 public:
    using model = Model;
    static constexpr std::size_t max_names = 96;

    constexpr explicit constant_sink(char* buffer) noexcept : buffer_(buffer) {}

    constexpr void text(std::string_view t) noexcept {
        if (buffer_)
            for (std::size_t i = 0; i < t.size(); ++i) buffer_[size_ + i] = t[i];
        size_ += t.size();
    }
    constexpr void open() noexcept { text("("); }
    constexpr void close() noexcept { text(")"); }
    constexpr void number(std::size_t n) noexcept {
        if (n >= 10) number(n / 10);
        const char digit = static_cast<char>('0' + n % 10);
        text({&digit, 1});
    }
    template <fixed_string Path>
    constexpr void path() noexcept {
        put_path<Model, Path>(true);
    }
    /// Continues a path that has led to `T`.
    template <class T, fixed_string Path>
    constexpr void path_below() noexcept {
        put_path<T, Path>(false);
    }
    constexpr void name(std::string_view n) noexcept {
        std::size_t i = 0;
        while (i < name_count_ && names_[i] != n) ++i;
        if (i == name_count_ && name_count_ < max_names) names_[name_count_++] = n;
        text("#"), number(i);
    }
    template <class T>
    constexpr void value(const T*) noexcept {
        text(":"), number(value_count_++);
    }
    template <class Attribute, class T>
    constexpr void value_beside(const T* v) noexcept {
        value(v);
    }
    template <use Use, class Member, class Attribute, class T>
    constexpr void value_for(const T* v) noexcept {
        value(v);
    }
    constexpr void operation() noexcept { ++operations_; }
    /// These two calls enclose one expression. The sink remembers the longest expression and the largest
    /// number of operations.
    constexpr void begin_expression() noexcept { begin_ = size_, operations_ = 0; }
    constexpr void end_expression() noexcept {
        longest_ = std::max(longest_, size_ - begin_);
        most_operations_ = std::max(most_operations_, operations_);
    }
    /// `,"ExpressionAttributeNames":{…}`
    constexpr void names_member() noexcept {
        if (name_count_ == 0) return;
        text(R"("ExpressionAttributeNames":{)");
        for (std::size_t i = 0; i < name_count_; ++i) {
            text(i == 0 ? "\"#" : ",\"#"), number(i), text("\":\"");
            escaped(names_[i]);
            text("\"");
        }
        text("}");
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr std::size_t name_count() const noexcept { return name_count_; }
    [[nodiscard]] constexpr std::size_t value_count() const noexcept { return value_count_; }
    [[nodiscard]] constexpr std::size_t longest() const noexcept { return longest_; }
    [[nodiscard]] constexpr std::size_t most_operations() const noexcept { return most_operations_; }

 private:
    template <class T, fixed_string Path>
    constexpr void put_path(bool first) noexcept {
        auto visit = [&](step wire, step) {
            if (wire.is_index()) {
                text("["), number(static_cast<std::size_t>(wire.index)), text("]");
            } else {
                if (!first) text(".");
                name(wire.name);
            }
            first = false;
        };
        expression::visit_names<T, Path, 0>(visit);
    }
    constexpr void escaped(std::string_view n) noexcept {
        constexpr std::string_view hex = "0123456789abcdef";
        for (const char c : n) {
            const auto u = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') text("\\");
            if (c == '\n') {
                text("\\n");
            } else if (c == '\r') {
                text("\\r");
            } else if (c == '\t') {
                text("\\t");
            } else if (u < 0x20) {
                const char code[] = {'\\', 'u', '0', '0', hex[u >> 4], hex[u & 15]};
                text({code, sizeof code});
            } else {
                text({&c, 1});
            }
        }
    }

    char* buffer_;
    std::size_t size_ = 0;
    std::array<std::string_view, max_names> names_{};
    std::size_t name_count_ = 0;
    std::size_t value_count_ = 0;
    std::size_t begin_ = 0;
    std::size_t longest_ = 0;
    std::size_t operations_ = 0;
    std::size_t most_operations_ = 0;
};

/// Writes only the values, as members of ExpressionAttributeValues.
template <class Model>
class value_sink {
 public:
    using model = Model;

    explicit value_sink(json::writer& out) noexcept : out_(out) {}

    void text(std::string_view) noexcept {}
    void open() noexcept {}
    void close() noexcept {}
    void name(std::string_view) noexcept {}
    template <fixed_string Path>
    void path() noexcept {}
    template <class T, fixed_string Path>
    void path_below() noexcept {}
    void operation() noexcept {}
    template <class T>
    void value(const T* v) {
        if (begin_value()) ok_ = write_operand(out_, *v) || out_.fail_in("expression value");
    }
    template <class Attribute, class T>
    void value_beside(const T* v) {
        if (begin_value()) ok_ = write_operand(out_, *v) || fail_at<Attribute>(out_);
    }
    template <use Use, class Member, class Attribute, class T>
    void value_for(const T* v) {
        if (begin_value()) ok_ = write_given<Use, Member, Attribute>(out_, *v);
    }
    [[nodiscard]] bool ok() const noexcept { return ok_; }

 private:
    bool begin_value() {
        if (!ok_) return false;
        char key[24] = ":";
        const char* const end = std::to_chars(key + 1, key + sizeof key, count_++).ptr;
        out_.plain_key({key, end});
        return true;
    }

    json::writer& out_;
    std::size_t count_ = 0;
    bool ok_ = true;
};

}  // namespace dynaco::detail::expression
