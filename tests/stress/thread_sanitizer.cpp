// Asio counts references to executors with a fence before the last one destroys (ref_count_down); the thread
// sanitizer does not support fences and reports the destruction as a race.
extern "C" const char* __tsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
    return "race:boost::asio::execution::detail::shared_target_executor\n";
}
