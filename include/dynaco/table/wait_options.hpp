#pragma once

#include <dynaco/operations/table_description.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <type_traits>

namespace dynaco {

/// Refers to a function that is told how a table fares while it is waited for. Does not own it: the function
/// must live as long as the wait, so only named ones are accepted.
class table_progress {
 public:
    constexpr table_progress() noexcept = default;
    template <std::invocable<const table_description&> F>
        requires std::is_object_v<F> table_progress(F& call)
    noexcept  // NOLINT(google-explicit-constructor)
        : call_(std::addressof(call)), invoke_([](const void* f, const table_description& now) {
              (*static_cast<F*>(const_cast<void*>(f)))(now);  // it was no pointer to const unless F is
          }) {}

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
