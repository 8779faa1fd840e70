#pragma once

#include <dynaco/operations/table.hpp>

#include <concepts>
#include <memory>
#include <type_traits>

namespace dynaco {

namespace detail {

template <class F>
inline constexpr bool progress_is_a_named_function = false;

}  // namespace detail

class table_progress;

/// A function object that can be called with a `const table_description&`: what `table_progress` can refer
/// to.
template <class F>
concept progress_function = std::is_object_v<F> && !std::same_as<std::remove_const_t<F>, table_progress> &&
                            std::invocable<F&, const table_description&>;

/// A reference to a function that is called with the table's description while a call waits for the table.
///
/// It does not own the function. The function must live until the wait ends, so a temporary function does not
/// compile.
class table_progress {
 public:
    /// Refers to no function: a call of it has no effect.
    constexpr table_progress() noexcept = default;
    /// Refers to `call`, which must live until the wait ends.
    template <progress_function F>
    table_progress(F& call) noexcept  // NOLINT(google-explicit-constructor)
        : call_(std::addressof(call)), invoke_([](const void* f, const table_description& now) {
              (*static_cast<F*>(const_cast<void*>(f)))(now);  // removes const only if F is not const
          }) {}
    /// Does not compile: the function is a temporary. The compiler's message says what to do.
    template <progress_function F>
    table_progress(const F&&) {  // NOLINT(google-explicit-constructor)
        static_assert(detail::progress_is_a_named_function<F>,
                      "dynaco: .progress refers to the function and does not copy it: store the function in "
                      "a variable first: auto watch = [...]; {.progress = watch} (see "
                      "progress_is_a_named_function<F> in this message)");
    }

    /// Calls the function with `now`. An exception of the function is passed on. Does nothing without a
    /// function.
    void operator()(const table_description& now) const {
        if (invoke_) invoke_(call_, now);
    }

 private:
    const void* call_ = nullptr;
    void (*invoke_)(const void*, const table_description&) = nullptr;
};

}  // namespace dynaco
