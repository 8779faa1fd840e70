#pragma once

#include <dynaco/expression/path.hpp>
#include <dynaco/json/writer.hpp>
#include <dynaco/model/codec.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Where an expression goes when it is lowered: into text at compile time, or into a request at run time.
namespace dynaco::expression {

/// Makes the text at compile time; with a null buffer it only measures. Names are "#0", "#1" … one for each
/// distinct name of the request, values ":0", ":1" … one for each use.
template <class Model>
class constant_sink {
 public:
    static constexpr std::size_t max_names = 96;

    constexpr explicit constant_sink(char* buffer) noexcept : buffer_(buffer) {}

    constexpr void text(std::string_view t) noexcept {
        if (buffer_)
            for (std::size_t i = 0; i < t.size(); ++i) buffer_[size_ + i] = t[i];
        size_ += t.size();
    }
    constexpr void number(std::size_t n) noexcept {
        if (n >= 10) number(n / 10);
        const char digit = static_cast<char>('0' + n % 10);
        text({&digit, 1});
    }
    template <fixed_string Path>
    constexpr void path() noexcept {
        bool first = true;
        auto visit = [&](step s) {
            if (s.is_index()) {
                text("["), number(static_cast<std::size_t>(s.index)), text("]");
            } else {
                if (!first) text(".");
                name(s.name);
            }
            first = false;
        };
        detail::visit_names<Model, Path, 0>(visit);
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

 private:
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
};

/// Writes an operand with its wrapper.
template <class T>
bool write_operand(json::writer& out, const T& v) {
    if constexpr (detail::is_optional<T>)
        if (!v)
            return out.fail(errc::invalid_argument,
                            "an empty optional is no operand: use remove() or not_exists()");
    return model::write_attribute(out, v);
}

/// Writes only the values, as members of ExpressionAttributeValues.
class value_sink {
 public:
    explicit value_sink(json::writer& out) noexcept : out_(out) {}

    void text(std::string_view) noexcept {}
    void name(std::string_view) noexcept {}
    template <fixed_string Path>
    void path() noexcept {}
    void runtime_path(std::string_view) noexcept {}
    template <class T>
    void value(const T* v) {
        if (!ok_) return;
        start_value();
        ok_ = write_operand(out_, *v);
    }
    [[nodiscard]] bool ok() const noexcept { return ok_; }

 private:
    void start_value();

    json::writer& out_;
    std::size_t count_ = 0;
    bool ok_ = true;
};

/// Makes the whole text at run time, for expressions with run-time names.
class runtime_sink {
 public:
    explicit runtime_sink(json::writer& out) noexcept : out_(out) {}

    void text(std::string_view t) { out_.raw(t); }
    void name(std::string_view n);
    void runtime_path(std::string_view path);
    template <class Model, fixed_string Path>
    void static_path() {
        bool first = true;
        auto visit = [&](step s) { put_step(s, first), first = false; };
        detail::visit_names<Model, Path, 0>(visit);
    }
    template <class T>
    void value(const T* v) {
        if (!ok_) return;
        start_value();
        json::writer values(values_);
        ok_ = write_operand(values, *v);
        if (!ok_) refuse(values.why());
    }
    /// Writes ExpressionAttributeNames and ExpressionAttributeValues. @returns false if something could not
    /// be written.
    bool finish();
    [[nodiscard]] bool ok() const noexcept { return ok_; }

 private:
    void put_step(step s, bool first);
    void start_value();
    void refuse(const failure& why);

    json::writer& out_;
    std::vector<std::string> names_;
    std::string values_;
    std::size_t value_count_ = 0;
    bool ok_ = true;
};

/// A `runtime_sink` that knows the model.
template <class Model>
class model_runtime_sink : public runtime_sink {
 public:
    using runtime_sink::runtime_sink;
    template <fixed_string Path>
    void path() {
        static_path<Model, Path>();
    }
};

}  // namespace dynaco::expression
