#pragma once

#include "load/plan/sequence_range.hpp"
#include "load/plan/work_split.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/report.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// The properties that identify a file, so that a load is not continued with another file.
struct source_identity {
    std::string path{};
    std::uint64_t size = 0;
    std::int64_t modified = 0;  ///< Nanoseconds since 1970.
    std::string head{};         ///< A hash of the first bytes, as text.

    friend bool operator==(const source_identity&, const source_identity&) = default;
};

/// The properties that identify a table. A table that was deleted and created again has another id.
struct table_identity {
    std::string name{};
    std::string id{};  ///< TableId of DescribeTable; empty: not known.

    friend bool operator==(const table_identity&, const table_identity&) = default;
};

/// An option that changes how records are numbered or written: "format", "csv types", "segments".
struct named_option {
    std::string name{};
    std::string value{};

    friend bool operator==(const named_option&, const named_option&) = default;
};

/// The progress of one segment of a scan, for exports.
struct segment_progress {
    std::uint32_t segment = 0;
    bool done = false;
    std::string token{};      ///< Where to continue; empty: the segment was not started, or is done.
    std::uint64_t items = 0;  ///< Items that were exported durably.

    friend bool operator==(const segment_progress&, const segment_progress&) = default;
};

/// The state that a load needs to continue after its process has ended. Its text form is JSON.
///
/// Records are numbered from 0 in the order in which the worker reads them. Those below `low` and those in
/// `beyond` are done. The record number `sequence` is at `position`; reading continues there, and skips the
/// records that are done.
struct load_checkpoint {
    std::vector<table_identity> tables{};
    std::vector<source_identity> sources{};
    std::vector<named_option> options{};
    worker_share worker{};

    std::uint64_t sequence = 0;  ///< At most `low`.
    source_position position{};
    std::uint64_t low = 0;
    std::vector<sequence_range> beyond{};  ///< Ascending, above `low`.
    std::vector<segment_progress> segments{};
    /// Why the rest of a file was left out; empty: all files could be read. A load that continues reports it
    /// again.
    std::string damage{};
    load_counts counts{};
};

/// Returns the text form: one line of JSON. Equal checkpoints have equal texts.
/// Fails with errc::invalid_value if a name, a path or a value is not UTF-8.
[[nodiscard]] result<std::string> text_of(const load_checkpoint& checkpoint);

/// Reads the text form.
/// Fails with errc::invalid_argument if the text is damaged, is of another program or of a later version of
/// dynaco; the error says what is wrong.
[[nodiscard]] result<load_checkpoint> read_checkpoint(std::string_view text);

/// Checks that a load with the identity of `now` (tables, sources, options, worker) can continue from `kept`.
/// Fails with errc::invalid_argument; the error says what differs, with both values.
[[nodiscard]] result<void> check_resumable(const load_checkpoint& kept, const load_checkpoint& now);

}  // namespace dynaco::loading
