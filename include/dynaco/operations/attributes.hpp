#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/record_alternative.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace dynaco {

namespace detail {

/// A type that can be written as an item: a model, or `dynaco::item`.
template <class T>
concept writable_item = writable_attribute<T> && codec<T>::type == attribute_type::M;

/// A reference to an object that is written as `{"name":{"S":"text"},…}`: a model, an item or a key. The
/// object must outlive it.
class attributes_ref {
 public:
    /// Refers to nothing: written as an empty map.
    constexpr attributes_ref() noexcept = default;
    /// Refers to `object`.
    template <writable_item T>
    constexpr attributes_ref(const T& object) noexcept  // NOLINT(google-explicit-constructor)
        : object_(&object), write_([](json::writer& out, const void* o) {
              return codec<T>::write(out, *static_cast<const T*>(o));
          }) {}

    /// Writes the object.
    /// @returns false after `out.fail(…)`
    [[nodiscard]] bool write(json::writer& out) const {
        if (write_) return write_(out, object_) && !out.failed();  // a user's codec may ignore a failure
        out.raw("{}");
        return true;
    }

 private:
    const void* object_ = nullptr;
    bool (*write_)(json::writer&, const void*) = nullptr;
};

/// A reference to a function that reads the attributes of an item directly from a response.
class attributes_sink {
 public:
    /// `take(json::reader&)` reads one item and returns false on failure. It must outlive the sink.
    /// Refers to `take`, which must outlive the sink. `take(json::reader&)` reads one item and returns false
    /// on failure.
    template <class Take>
        requires(!std::same_as<std::remove_cvref_t<Take>, attributes_sink> &&
                 std::is_invocable_r_v<bool, Take&, json::reader&>)
    attributes_sink(Take& take)
    noexcept  // NOLINT(google-explicit-constructor)
        : object_(&take), read_([](json::reader& in, void* o) { return (*static_cast<Take*>(o))(in); }) {}

    /// Calls the function.
    bool read(json::reader& in) const { return read_(in, object_); }

 private:
    void* object_;
    bool (*read_)(json::reader&, void*);
};

/// Reads `{"name":{"S":"text"},…}` into a model or item, or into one of several models.
template <class T>
bool read_item(json::reader& in, T& object) {
    return model::item_reader<T>::read(in, object);
}

}  // namespace detail

/// An item of a response that does not fit the model that it was read into.
struct unreadable_item {
    std::size_t before = 0;  ///< The number of items that were read before it.
    failure why{};           ///< Why it cannot be read: condition::model_mismatch.
    std::string json{};      ///< The whole item, as DynamoDB JSON.

    /// The item as it is stored.
    [[nodiscard]] dynaco::item item() const;
};

/// Skips an item that started at `begin` and could not be read, and appends it to `unreadable`. `before` is
/// the number of items that were read before it.
/// @returns false if the response itself is invalid; `in` keeps its failure then
bool skip_unreadable(detail::json::reader& in, detail::json::reader::place begin, std::size_t before,
                     std::vector<unreadable_item>& unreadable);

}  // namespace dynaco
