#pragma once

#include "load/decode/json_record.hpp"
#include "load/text/line_reader.hpp"

namespace dynaco::loading {

/// JSON lines: one object per line. Blank lines are skipped.
class json_lines final : public record_decoder {
 public:
    explicit json_lines(json_shape shape = json_shape::unknown) noexcept : record_(shape) {}

    void feed(std::string_view block, bool last) override { lines_.feed(block, last); }
    std::optional<decoded> next() override;
    [[nodiscard]] source_position position() const override { return lines_.position(); }
    void start_at(const source_position& start) override { lines_.start_at(start); }
    [[nodiscard]] bool ready() const noexcept override { return record_.decided(); }

 private:
    line_reader lines_;
    json_record record_;
};

/// The reason for a line that has more than `max_record_bytes`.
[[nodiscard]] rejected_record refused_long_line(const line_reader::line& line);

}  // namespace dynaco::loading
