#pragma once

#include "load/decode/json_record.hpp"
#include "load/text/text_window.hpp"

namespace dynaco::loading {

/// A file that is one JSON array of objects. An element may have several lines.
class json_array final : public record_decoder {
 public:
    explicit json_array(json_shape shape = json_shape::unknown) noexcept : record_(shape) {}

    void feed(std::string_view block, bool last) override { window_.feed(block, last); }
    std::optional<decoded> next() override;
    [[nodiscard]] source_position position() const override { return {0, records_, line_, window_.offset()}; }
    void start_at(const source_position& start) override;
    [[nodiscard]] bool ready() const noexcept override { return record_.decided(); }

 private:
    enum class state : unsigned char { start, first, element, separator, end, failed };

    bool step();
    bool between(char c);
    bool skip_space();
    std::optional<decoded> element();
    bool find_end();
    void consume(std::size_t count) noexcept;
    [[noreturn]] void fail(std::string_view reason);

    text_window window_;
    json_record record_;
    state state_ = state::start;
    std::uint64_t line_ = 1;
    std::uint64_t records_ = 0;
    // How far the end of the element was searched.
    std::size_t searched_ = 0;
    std::size_t depth_ = 0;
    bool in_string_ = false;
};

}  // namespace dynaco::loading
