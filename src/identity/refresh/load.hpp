#pragma once

#include "identity/source/source.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace dynaco::identity {

/// The timeout of a load. AWS's SDKs allow about 22 s; a `credential_process` may take a minute.
inline constexpr std::chrono::milliseconds load_timeout = std::chrono::seconds(60);

/// Called at the end of a load with its outcome, or with nothing if its context was destroyed before.
using load_end = std::function<void(std::optional<result<loaded_credentials>> outcome)>;

/// Starts a load on a strand of `executor` and returns at once. `ended` is called once, possibly before this
/// function returns. An exception of the source is a failure. A load that takes longer than `load_timeout`
/// also fails and is cancelled; if the source ignores that, it keeps running alone.
void start_load(const boost::asio::any_io_executor& executor, std::shared_ptr<credentials_source> source,
                std::shared_ptr<detail::effects> world, load_end ended);

}  // namespace dynaco::identity
