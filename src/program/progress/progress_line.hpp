#pragma once

#include "program/progress/work_progress.hpp"
#include "program/show/screen.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// Returns the progress as one line that fits the screen, without a new line:
///
///     1,234,567 items  42 %  12.3 k/s  9.9 k WCU/s  2 m 05 s left  3 rejected  throttled by index by-date
///
/// With a filter it begins with both counts, and the rate is that of reading:
///
///     12 matched of 1,234,567 read  42 %  12.3 k read/s
///
/// While no request succeeds, it says so instead of the rates and the time left:
///
///     1,234,567 items  42 %  retrying for 12 s: timeout
///
/// If the line is too long, parts are shortened or left out in this order: the kind of the throttled part,
/// the capacity, the name of the throttled part, the word "items", the rate, "left", the word "throttled",
/// the time left, "for", the percentage, the reason of the retries. The count, "retrying" and the rejects
/// always stay.
[[nodiscard]] std::string progress_line(const work_progress& work, screen shown_on);

/// Returns the result of work that has ended as one line, cut to the screen:
///
///     1,234,567 items in 2 m 05 s, 9.9 k/s, 1,240,000 WCU, 12 requests throttled by index by-date, 3
///     rejected
[[nodiscard]] std::string summary_line(const work_progress& work, screen shown_on);

/// Whether a JSON line is about work in progress or about its last state.
enum class progress_event : unsigned char {
    running,  ///< "event":"progress"
    ended,    ///< "event":"end"
};

/// Returns the progress as one JSON object, without a new line, for a standard error that is not a terminal.
/// Members that are not known are left out.
///
///     {"command":"import","event":"progress","elapsed_s":12.3,"items":1234567,"items_per_s":12345.6,
///      "wcu":…,"wcu_per_s":…,"requests":…,"in_flight":…,"throttled":12,
///      "throttled_by":[{"table":"orders","index":"by-date","times":12}],"rejected":3,
///      "bytes":…,"total_bytes":…,"percent":42.1,"left_s":125.0}
///
/// Work that is continued has "items_before", the items of earlier runs among "items". While no request
/// succeeds, "retrying" has the reason and "retrying_s" the time since then. "repeated" counts the requests
/// that failed and were sent again, and "outage_s" is the time in which none succeeded. With a filter,
/// "items" are those that it accepted; "items_read" and "items_read_per_s" are those that DynamoDB read.
[[nodiscard]] std::string progress_json(const work_progress& work, std::string_view command,
                                        progress_event event = progress_event::running);

}  // namespace dynaco::program
