#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <concepts>
#include <memory>
#include <type_traits>

namespace dynaco {

namespace detail {

template <class F>
inline constexpr bool callback_is_a_named_function = false;

}  // namespace detail

template <class Argument>
class load_callback;

/// A function object that can be called with a `const Argument&`: what a `load_callback` can refer to.
template <class F, class Argument>
concept load_callback_function =
    std::is_object_v<F> && !std::same_as<std::remove_const_t<F>, load_callback<Argument>> &&
    std::invocable<F&, const Argument&>;

/// A reference to a function that is called during a call of dynaco.
///
/// It does not own the function. The function must live until the call has ended, so a temporary function
/// does not compile.
template <class Argument>
class load_callback {
 public:
    /// Refers to no function.
    constexpr load_callback() noexcept = default;
    /// Refers to `call`, which must live until the call has ended.
    template <load_callback_function<Argument> F>
    load_callback(F& call) noexcept  // NOLINT(google-explicit-constructor)
        : call_(std::addressof(call)), invoke_([](const void* f, const Argument& value) {
              (*static_cast<F*>(const_cast<void*>(f)))(value);  // removes const only if F is not const
          }) {}
    /// Does not compile: the function is a temporary. The compiler's message says what to do.
    template <load_callback_function<Argument> F>
    load_callback(const F&&) {  // NOLINT(google-explicit-constructor)
        static_assert(
            detail::callback_is_a_named_function<F>,
            "dynaco: this option refers to the function and does not copy it: store the function in "
            "a variable first: auto keep = [...]; {.checkpoint = keep} (see "
            "callback_is_a_named_function<F> in this message)");
    }

    /// True if it refers to a function.
    [[nodiscard]] explicit operator bool() const noexcept { return invoke_ != nullptr; }
    /// Calls the function with `value`. An exception of the function is passed on. Does nothing without a
    /// function.
    void operator()(const Argument& value) const {
        if (invoke_) invoke_(call_, value);
    }

 private:
    const void* call_ = nullptr;
    void (*invoke_)(const void*, const Argument&) = nullptr;
};

}  // namespace dynaco
