#pragma once

#include <dynaco/errors.hpp>

#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace dynaco::loading {

/// Calls the functions in `load_options`, and others of the same caller, one at a time. Thread-safe.
class user_functions {
 public:
    /// `table`: the one that errors name.
    explicit user_functions(std::string table) : table_(std::move(table)) {}

    /// Calls a function, unless `be_silent` was called. `name`: its name in `load_options`.
    /// @returns what it threw: the load must end
    std::optional<failure> call(const char* name, const std::function<void()>& function) noexcept;
    /// Calls a function of other options, also after `be_silent`. What it throws is passed on.
    void call_other(const std::function<void()>& function);
    /// Waits for the function that is running, if there is one. `call` calls none afterwards.
    void be_silent() noexcept;

 private:
    const std::string table_;
    std::mutex mutex_;  // held while a function runs
    bool is_silent_ = false;
};

/// What code of the user threw: an `error` as it is; otherwise errc::invalid_argument, with a text that
/// begins with `what`. `thrown` is not null.
[[nodiscard]] failure failure_of_user(const std::exception_ptr& thrown, std::string what,
                                      const std::string& table);

}  // namespace dynaco::loading
