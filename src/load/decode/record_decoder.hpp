#pragma once

#include <dynaco/load/record.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dynaco::loading {

/// A record, or the reason why it is refused.
using decoded = std::variant<load_record, rejected_record>;

/// Makes records of the bytes of one file. Pure: it gets the file in blocks and does no I/O.
///
/// The records and their positions do not depend on the sizes of the blocks. After a record that is refused,
/// decoding continues with the next one.
class record_decoder {
 public:
    record_decoder() = default;
    record_decoder(const record_decoder&) = delete;
    record_decoder& operator=(const record_decoder&) = delete;
    virtual ~record_decoder() = default;

    /// Takes more bytes of the file; `last`: none follow. The block must exist until `next` returned nothing,
    /// and only then more may be fed.
    virtual void feed(std::string_view block, bool last) = 0;
    /// The next record. Nothing: more bytes must be fed, or the end was reached. Views are valid until the
    /// next call.
    /// @throws error  errc::malformed_file: the rest of the file cannot be read; all further calls return
    /// nothing
    virtual std::optional<decoded> next() = 0;
    /// Where decoding can be started so that the next record is the one after the last returned.
    [[nodiscard]] virtual source_position position() const = 0;
    /// Continues at `start`, a result of `position()` of a decoder of the same file. Bytes that were fed are
    /// forgotten. A decoder that needs the head of the file (a CSV header, the form of JSON) must have
    /// returned a record or `ready()` before.
    virtual void start_at(const source_position& start) = 0;
    /// True if the decoder does not need the head of the file any more. `next` must have been called after
    /// the last block.
    [[nodiscard]] virtual bool ready() const noexcept { return true; }
    /// CSV: the columns as a header writes them, "price:N". Empty for other formats, and before the header.
    [[nodiscard]] virtual std::vector<std::string> columns() const { return {}; }
    /// CSV: the character between the cells. 0 for other formats.
    [[nodiscard]] virtual char delimiter() const noexcept { return 0; }
};

}  // namespace dynaco::loading
