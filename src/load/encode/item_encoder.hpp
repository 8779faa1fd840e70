#pragma once

#include "load/text/csv_columns.hpp"

#include <dynaco/load/sinks.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// The losses in a format: each kind once, with the first attribute and item; and the names of the attributes
/// that are left out.
class losses {
 public:
    using kind = format_loss;

    void begin_item(std::uint64_t number) noexcept { item_ = number; }
    /// Records a loss of the attribute at `path`.
    void add(kind lost, std::string_view path);
    [[nodiscard]] std::vector<sink_warning> warnings() const;

 private:
    struct first_loss {
        bool lost = false;
        std::uint64_t item = 0;
        std::string path{};
    };
    static constexpr std::size_t most_named = 50;

    void leave_out(std::string_view name);
    [[nodiscard]] std::string left_out_text() const;

    first_loss first_[4];
    std::vector<std::string> left_out_{};  // attributes without a column, at most `most_named`
    bool more_left_out_ = false;
    std::uint64_t item_ = 0;
};

/// Writes items, which are DynamoDB JSON, as the text of one file. Pure.
class item_encoder {
 public:
    item_encoder() = default;
    item_encoder(const item_encoder&) = delete;
    item_encoder& operator=(const item_encoder&) = delete;
    virtual ~item_encoder() = default;

    /// Appends an item. @throws error  errc::invalid_value; `out` is then as before
    virtual void write(std::string_view item, std::string& out) = 0;
    /// Appends the text that a file without items needs, too.
    virtual void finish(std::string&) {}
    /// The losses so far.
    [[nodiscard]] virtual const losses& lost() const noexcept { return lost_; }

 protected:
    losses lost_{};
    std::uint64_t count_ = 0;  // the number of encoded items
};

/// One line per item: {"id":{"S":"1"}}, or {"Item":{…}} if `exported`.
[[nodiscard]] std::unique_ptr<item_encoder> dynamodb_json_encoder(bool exported);
/// One line per item: {"id":"1"}.
[[nodiscard]] std::unique_ptr<item_encoder> plain_json_encoder();

struct csv_encoding {
    char delimiter = ',';
    std::vector<csv_column> columns{};  ///< Empty: the columns of the first item.
    bool plain_documents = false;       ///< Lists and maps as plain JSON.
    bool other_attributes = false;
    bool types_in_header = true;
    bool has_header = false;  ///< The header was written by an earlier run.
};
[[nodiscard]] std::unique_ptr<item_encoder> csv_encoder(csv_encoding settings);

/// Throws errc::invalid_value for item `number`, counted from 0.
[[noreturn]] void refuse_item(std::uint64_t number, std::string_view attribute, std::string reason);

}  // namespace dynaco::loading
