#pragma once

#include "arguments.hpp"
#include "measure.hpp"

#include <dynaco/client.hpp>

#include <string>

namespace bench {

/// The tally of this thread, in which `work` counts its operations.
extern thread_local tally* tally_of_this_thread;

/// Runs one operation after the other until the tally says that the measurement is over.
dynaco::awaitable<void> work(dynaco::client db, workload what);

/// Runs one operation. @returns its result as JSON.
dynaco::awaitable<std::string> one_result(dynaco::client db, workload what);

}  // namespace bench
