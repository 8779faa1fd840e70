#include "load/engine/user_functions.hpp"

#include <exception>

namespace dynaco::loading {

failure failure_of_user(const std::exception_ptr& thrown, std::string what, const std::string& table) {
    std::string why = "an exception that is not a std::exception";
    try {
        std::rethrow_exception(thrown);
    } catch (const error& e) {
        return e.as_failure();
    } catch (const std::exception& e) {
        why = e.what();
    } catch (...) {
    }
    return failure(errc::invalid_argument,
                   {.operation = "load", .table = table, .detail = std::move(what) + " threw: " + why});
}

std::optional<failure> user_functions::call(const char* name,
                                            const std::function<void()>& function) noexcept {
    const std::lock_guard one_at_a_time(mutex_);
    if (is_silent_) return std::nullopt;
    try {
        function();
    } catch (...) {
        return failure_of_user(std::current_exception(), "load_options::" + std::string(name), table_);
    }
    return std::nullopt;
}

void user_functions::call_other(const std::function<void()>& function) {
    const std::lock_guard one_at_a_time(mutex_);
    function();
}

void user_functions::be_silent() noexcept {
    const std::lock_guard one_at_a_time(mutex_);
    is_silent_ = true;
}

}  // namespace dynaco::loading
