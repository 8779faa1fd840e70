#pragma once

#include <dynaco/model/container_codec.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco {

/// How a `T` of another library is JSON text: specialise it to use `T` in `json_text`.
///
///     template <>
///     struct dynaco::json_codec<rapidjson::Document> {
///         static std::string write(const rapidjson::Document& document);
///         static bool read(std::string_view text, rapidjson::Document& document);  // false: not readable
///     };
template <class T>
struct json_codec;

/// A string attribute that holds the JSON text of a `T`, as PynamoDB's JSONAttribute does: a model, a
/// container, `dynaco::value`, or any type with a `json_codec`. A smart-pointer-like holder.
template <class T>
class json_text {
 public:
    json_text() = default;
    json_text(T content) : content_(std::move(content)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] const T& operator*() const noexcept { return content_; }
    [[nodiscard]] T& operator*() noexcept { return content_; }
    [[nodiscard]] const T* operator->() const noexcept { return &content_; }
    [[nodiscard]] T* operator->() noexcept { return &content_; }

    friend bool operator==(const json_text&, const json_text&) = default;

 private:
    T content_{};
};

namespace model {

template <class T>
concept json_convertible = requires(const T& from, std::string_view text, T& to) {
    { json_codec<T>::write(from) } -> std::convertible_to<std::string>;
    { json_codec<T>::read(text, to) } -> std::same_as<bool>;
};

// Compiled.
bool write_json_text(json::writer& out, std::string_view typed);
bool pass_on(json::writer& out, const failure& inner);
bool check_json_text(json::reader& in, bool read, json::reader& inner);
bool json_text_is_unreadable(json::reader& in);

}  // namespace model

/// Written byte for byte as Python's `json.dumps` does, since conditions compare bytes: ", " and ": "
/// between, all that is not ASCII as \uXXXX. (Only a `double` may be spelt otherwise: 1 for Python's 1.0.)
///
/// Reads any JSON, with control characters in strings too; text that is none is errc::invalid_value, and a
/// failure inside names the path through the text.
template <class T>
    requires(storable<T> || model::json_convertible<T>)
struct codec<json_text<T>> {
    static constexpr attribute_type type = attribute_type::S;

    static bool write(json::writer& out, const json_text<T>& text) {
        if constexpr (model::json_convertible<T>) {
            return out.string(json_codec<T>::write(*text));
        } else {
            std::string typed;
            json::writer inner(typed);
            if (!model::write_element(inner, *text)) return model::pass_on(out, inner.why());
            return model::write_json_text(out, typed);
        }
    }
    static bool read(json::reader& in, attribute_type, json_text<T>& text) {
        std::string_view json;
        if (!in.string(json)) return false;
        if constexpr (model::json_convertible<T>) {
            return json_codec<T>::read(json, *text) || model::json_text_is_unreadable(in);
        } else {
            json::reader inner(json, json::form::lenient);
            const bool read = model::read_attribute(inner, *text);
            return model::check_json_text(in, read, inner);
        }
    }
};

}  // namespace dynaco
