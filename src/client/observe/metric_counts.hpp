#pragma once

#include "client/observe/latency_histogram.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::detail {

/// Counts by outcome. Success has the key `errc{}`.
using counts_by_outcome = std::map<errc, std::uint64_t>;

/// The counts of the calls of one operation on one table.
struct call_counts {
    counts_by_outcome calls{};
    counts_by_outcome attempts{};
    counts_by_outcome retries{};
    latency_histogram succeeded{};
    latency_histogram failed{};
    latency_histogram exchanges{};
    std::uint64_t request_bytes = 0;
    std::uint64_t reply_bytes = 0;

    call_counts& operator+=(const call_counts& other);
};

struct capacity_counts {
    double read_units = 0;
    double write_units = 0;
};

/// Orders pairs of labels. Accepts pairs of strings and pairs of views.
struct label_order {
    using is_transparent = void;
    using view = std::pair<std::string_view, std::string_view>;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept {
        return view(a.first, a.second) < view(b.first, b.second);
    }
};

/// All counts of a `metrics` object.
struct metric_counts {
    template <class T>
    using by_labels = std::map<std::pair<std::string, std::string>, T, label_order>;

    by_labels<call_counts> calls{};  ///< The counts by operation and table.
    /// The capacity by table and index. The index is empty for the table itself.
    by_labels<capacity_counts> capacity{};
    std::uint64_t begun = 0;
    std::uint64_t ended = 0;
    std::uint64_t sent_on_opened = 0;  ///< Attempts on connections opened for them.
    std::uint64_t sent_on_reused = 0;
    std::uint64_t stale_replaced = 0;
    phase_times times{};

    metric_counts& operator+=(const metric_counts& other);
};

/// Returns the counts in Prometheus' text format, version 0.0.4.
[[nodiscard]] std::string prometheus_text_of(const metric_counts& counts);

}  // namespace dynaco::detail
