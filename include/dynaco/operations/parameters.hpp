#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace dynaco {

namespace detail {

// Names the parameter's type in the compiler's message.
template <class Parameter>
inline constexpr bool parameter_has_a_representation = writable_attribute<Parameter>;

}  // namespace detail

/// The parameters of a PartiQL statement in order, one for each '?': any values that can be attributes. It
/// refers to the values, which must outlive it.
template <class... Parameter>
class parameter_list {
    template <class P>
    using held =
        std::conditional_t<std::is_convertible_v<const P&, std::string_view>, std::string_view, const P&>;

 public:
    /// The number of parameters.
    static constexpr std::size_t count = sizeof...(Parameter);

    /// Refers to the values; text is held as a view.
    explicit parameter_list(const Parameter&... parameter) noexcept : parameters_(parameter...) {}

    /// Writes `[{"S":"text"},…]`.
    /// @returns false after `out.fail(…)`, with the parameter's index in the path; errc::invalid_argument for
    /// a parameter without a value
    bool write(detail::json::writer& out) const {
        out.begin_array();
        std::size_t index = 0;
        const bool ok = std::apply(
            [&](const auto&... each) { return (write_one(out, each, index++) && ...); }, parameters_);
        out.end_array();
        return ok;
    }

 private:
    template <class P>
    static bool write_one(detail::json::writer& out, const P& parameter, std::size_t index) {
        static_assert(
            detail::parameter_has_a_representation<P>,
            "dynaco: a parameter's type has no DynamoDB representation: use a supported type or specialise "
            "dynaco::codec (see parameter_has_a_representation<Parameter> in this message)");
        if constexpr (detail::parameter_has_a_representation<P>) {
            if (detail::model::is_absent(parameter)) {
                static_cast<void>(out.fail(errc::invalid_argument, "the parameter has no value"));
                return out.fail_in(index);
            }
            out.element();
            return detail::model::write_attribute(out, parameter) || out.fail_in(index);
        } else {
            return false;
        }
    }

    std::tuple<held<Parameter>...> parameters_;
};

/// Returns the parameters of a statement: `parameters(order_id, 5)`. It refers to the values, which must
/// outlive the result.
template <class... Parameter>
[[nodiscard]] parameter_list<Parameter...> parameters(const Parameter&... parameter) noexcept {
    return parameter_list<Parameter...>(parameter...);
}

namespace detail {

/// A reference to the parameters of a statement: a `parameter_list`, or values made at run time. They must
/// outlive it.
class parameters_ref {
 public:
    /// No parameters.
    constexpr parameters_ref() noexcept = default;
    template <class... P>
    parameters_ref(const parameter_list<P...>& list) noexcept  // NOLINT(google-explicit-constructor)
        : object_(&list), count_(sizeof...(P)), write_([](json::writer& out, const void* o) {
              return static_cast<const parameter_list<P...>*>(o)->write(out);
          }) {}
    parameters_ref(const std::vector<value>& values) noexcept  // NOLINT(google-explicit-constructor)
        : object_(&values), count_(values.size()), write_(&write_values) {}

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] bool write(json::writer& out) const { return write_(out, object_); }

 private:
    static bool write_values(json::writer& out, const void* values);
    static bool write_none(json::writer& out, const void*) { return out.raw("[]"), true; }

    const void* object_ = nullptr;
    std::size_t count_ = 0;
    bool (*write_)(json::writer&, const void*) = &write_none;
};

}  // namespace detail

}  // namespace dynaco
