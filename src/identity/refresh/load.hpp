#pragma once

#include "identity/source/source.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace dynaco::identity {

/// How long a load may take. AWS's SDKs give theirs about 22 s; a `credential_process` may take a minute.
inline constexpr std::chrono::milliseconds load_timeout = std::chrono::seconds(60);

/// Told of the end of a load: what came of it, or nothing if its context was destroyed before it ended.
using load_end = std::function<void(std::optional<result<loaded_credentials>> outcome)>;

/// Starts a load on a strand of `executor`, beside whoever asked for it, and returns. `ended` is called once,
/// possibly before this returns: exceptions of the source are failures, and so is a load that takes more than
/// `load_timeout`, which is cancelled then; if it does not heed that it is left behind.
void start_load(const boost::asio::any_io_executor& executor, std::shared_ptr<credentials_source> source,
                std::shared_ptr<detail::effects> world, load_end ended);

}  // namespace dynaco::identity
