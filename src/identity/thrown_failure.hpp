#pragma once

#include <dynaco/core/error.hpp>

#include <exception>
#include <string>

namespace dynaco::identity {

/// What an exception out of somebody's own code stands for: a thrown `error` is its failure, anything else is
/// `otherwise`. `whose` is for what does not say what it is: "the provider".
[[nodiscard]] inline failure thrown_failure(const std::exception_ptr& thrown, errc otherwise,
                                            const char* whose) {
    try {
        std::rethrow_exception(thrown);
    } catch (const error& e) {
        return e.as_failure();
    } catch (const std::exception& e) {
        return {otherwise, {.detail = e.what()}};
    } catch (...) {
        return {otherwise, {.detail = std::string(whose) + " threw what is no std::exception"}};
    }
}

}  // namespace dynaco::identity
