#pragma once

#include "load/check/item_check.hpp"
#include "load/check/table_keys.hpp"
#include "load/engine/bells.hpp"
#include "load/engine/ticket_state.hpp"

#include <dynaco/load/record.hpp>
#include <dynaco/load/report.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Checks items of a table. Each thread that checks has its own `item_check`. Thread-safe.
class shared_item_check {
 public:
    /// See `item_check::run`.
    [[nodiscard]] std::optional<item_fault> run(const table_keys& keys, std::string_view json,
                                                record_kind kind, checked_item& item);

 private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<item_check>> free_{};
};

/// A table that a load writes to.
struct loaded_table {
    explicit loaded_table(std::string of) : name(std::move(of)) {}

    const std::string name;

    /// The members up to `check` are set before this becomes true, and do not change afterwards.
    std::atomic<bool> is_described{false};
    std::uint32_t number = 0;  ///< In `send_state`.
    table_keys keys{};
    std::vector<std::string> indexes{};
    std::string id{};  ///< TableId of DescribeTable.

    shared_item_check check{};

    // The mutex of the engine guards the following members.
    std::shared_ptr<ticket_state> description{};  ///< Null: the table is not described yet.
    std::optional<failure> stopped{};             ///< Why nothing more is written to the table.
    load_counts counts{};
    bell_list paused_sources{};  ///< They wait until writes of the table were sent.
};

/// The name of a table in its ARN; `name` itself if it is not an ARN.
[[nodiscard]] std::string_view name_without_arn(std::string_view name) noexcept;

/// Whether DynamoDB means the table `name` by `reported`. Either may be an ARN.
[[nodiscard]] bool is_same_table(std::string_view name, std::string_view reported) noexcept;

}  // namespace dynaco::loading
