#pragma once

#include "arguments.hpp"
#include "measure.hpp"

#include <dynaco/client.hpp>

#include <string>

namespace bench {

/// Where `work` counts what it does on this thread.
extern thread_local tally* tally_of_this_thread;

/// One operation after the other, until the tally says stop.
dynaco::awaitable<void> work(dynaco::client db, workload what);

/// One operation. @returns what came of it, as JSON.
dynaco::awaitable<std::string> one_result(dynaco::client db, workload what);

}  // namespace bench
