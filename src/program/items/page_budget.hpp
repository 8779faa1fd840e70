#pragma once

#include <cstdint>

namespace dynaco::program {

/// Decides how many items a page may have, so that a query or scan stays within its limits.
class page_budget {
 public:
    /// @param items  the items to return; 0: all
    /// @param units  the read capacity units to consume; 0: no limit
    /// @param filtered  a filter drops items, so that a page may return fewer than it reads
    page_budget(std::uint64_t items, double units, bool filtered) noexcept
        : items_(items), units_(units), filtered_(filtered) {}

    /// The `Limit` of the next page; 0: as many as fit into 1 MB.
    [[nodiscard]] std::uint32_t next_limit() const noexcept;
    /// Records a page.
    void add_page(std::uint64_t scanned, double units) noexcept;
    /// Records an item that was printed.
    void add_item() noexcept { ++printed_; }

    [[nodiscard]] bool has_all_items() const noexcept { return items_ > 0 && printed_ >= items_; }
    [[nodiscard]] bool is_spent() const noexcept { return units_ > 0 && consumed_ >= units_; }
    [[nodiscard]] double consumed() const noexcept { return consumed_; }
    [[nodiscard]] std::uint64_t scanned() const noexcept { return scanned_; }
    [[nodiscard]] std::uint64_t printed() const noexcept { return printed_; }

 private:
    std::uint64_t items_;
    double units_;
    bool filtered_;
    std::uint64_t printed_ = 0;
    std::uint64_t scanned_ = 0;
    double consumed_ = 0;
};

}  // namespace dynaco::program
