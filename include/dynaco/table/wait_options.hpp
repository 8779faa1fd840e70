#pragma once

#include <dynaco/operations/table_description.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <type_traits>

namespace dynaco {

template <class F>
inline constexpr bool progress_is_a_named_function = false;

class table_progress;

/// A function that can be told how a table fares.
template <class F>
concept progress_function = std::is_object_v<F> && !std::same_as<std::remove_const_t<F>, table_progress> &&
                            std::invocable<F&, const table_description&>;

/// Refers to a function that is told how a table fares while it is waited for. Does not own it: the function
/// must live as long as the wait, so only named ones are accepted.
class table_progress {
 public:
    constexpr table_progress() noexcept = default;
    template <progress_function F>
    table_progress(F& call) noexcept  // NOLINT(google-explicit-constructor)
        : call_(std::addressof(call)), invoke_([](const void* f, const table_description& now) {
              (*static_cast<F*>(const_cast<void*>(f)))(now);  // it was no pointer to const unless F is
          }) {}
    /// Says what to do instead.
    template <progress_function F>
    table_progress(const F&&) {  // NOLINT(google-explicit-constructor)
        static_assert(progress_is_a_named_function<F>,
                      "dynaco: .progress only refers to the function: name it first: auto watch = [...]; "
                      "{.progress = watch} (see progress_is_a_named_function<F> in this message)");
    }

    void operator()(const table_description& now) const {
        if (invoke_) invoke_(call_, now);
    }

 private:
    const void* call_ = nullptr;
    void (*invoke_)(const void*, const table_description&) = nullptr;
};

struct table_wait_options {
    /// For the table to become what is waited for, all steps together.
    std::chrono::milliseconds timeout{300'000};
    /// Called with each description that comes while waiting; what it throws ends the call.
    table_progress progress{};
};

}  // namespace dynaco
