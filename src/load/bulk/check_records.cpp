#include "load/check/item_check.hpp"
#include "load/pace/write_units.hpp"

#include <dynaco/load/check.hpp>

#include <bit>
#include <string>
#include <utility>
#include <variant>

namespace dynaco {
namespace loading {
namespace {

constexpr std::uint64_t records_between_reports = 10'000;

class record_examination {
 public:
    record_examination(const table_description& table, const check_options& options)
        : options_(options), check_(keys_of(table)) {}

    void see(source_record& row) {
        ++found_.records;
        if (auto* const rejected = std::get_if<rejected_record>(&row)) return reject(*rejected);
        const load_record& record = std::get<load_record>(row);
        record_kind kind = record.kind;
        text_ = record.item;
        if (options_.records == record_use::remove) {
            kind = record_kind::remove;
            text_ = key_text(text_, check_.keys());
        }
        if (const auto fault = check_.run(text_, kind, item_))
            return reject({.position = record.position,
                           .attribute = fault->attribute,
                           .reason = fault->reason,
                           .text = std::string(record.item)});
        ++(kind == record_kind::put ? found_.puts : found_.removals);
        if (kind == record_kind::put) found_.bytes += item_.size;
        const std::uint64_t units = units_of_item(item_.size);
        found_.write_units += units;
        found_.index_write_units += units * static_cast<std::uint64_t>(std::popcount(item_.indexes));
        options_.accepted(record);
    }
    void read(const record_source& rows) {
        found_.bytes_read = rows.bytes_read();
        found_.total_bytes = rows.total_bytes();
    }
    [[nodiscard]] const check_report& found() const noexcept { return found_; }

 private:
    void reject(const rejected_record& record) {
        ++found_.rejected;
        options_.rejected(record);
    }

    check_options options_;
    item_check check_;
    checked_item item_{};
    std::string text_;
    check_report found_{};
};

}  // namespace
}  // namespace loading

check_report check_records(const table_description& table, record_source& rows, check_options options) {
    loading::record_examination examination(table, options);
    while (auto row = rows.next()) {
        examination.see(*row);
        if (examination.found().records % loading::records_between_reports != 0) continue;
        examination.read(rows);
        options.progress(examination.found());
    }
    examination.read(rows);
    return examination.found();
}

}  // namespace dynaco
