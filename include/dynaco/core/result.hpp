#pragma once

#include <dynaco/core/error.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace dynaco {

/// A `T` or the `failure` that came instead; `value()` throws `error`.
template <class T>
using result = boost::system::result<T, failure>;

/// Lets `result<T>::value()` throw `error` (Boost.System's customisation point).
[[noreturn]] inline void throw_exception_from_error(const failure& cause, const boost::source_location&) {
    throw error(cause);
}

}  // namespace dynaco
