#pragma once

#include "load/decode/ion_text.hpp"
#include "load/decode/record_decoder.hpp"
#include "load/text/line_reader.hpp"

#include <string>

namespace dynaco::loading {

/// Lines of Ion text of an S3 export: `$ion_1_0 {Item:{…}}`, or of an incremental export
/// `$ion_1_0 {Record:{Keys:{…},NewImage:{…}}}`.
class ion_lines final : public record_decoder {
 public:
    void feed(std::string_view block, bool last) override { lines_.feed(block, last); }
    std::optional<decoded> next() override;
    [[nodiscard]] source_position position() const override { return lines_.position(); }
    void start_at(const source_position& start) override { lines_.start_at(start); }

 private:
    bool record();
    bool members(int depth);

    line_reader lines_;
    ion_text ion_;
    std::string item_;
    std::string keys_;
    std::string other_;
};

}  // namespace dynaco::loading
