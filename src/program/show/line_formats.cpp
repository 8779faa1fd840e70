#include "program/show/item_format.hpp"
#include "program/show/text_width.hpp"

#include <dynaco/json.hpp>

#include <ostream>

namespace dynaco::program {
namespace {

// One item a line.
class json_item_lines final : public item_format {
 public:
    json_item_lines(std::ostream& out, bool typed, bool terminal) noexcept
        : out_(out), typed_(typed), terminal_(terminal) {}

    void add(const item& row) override {
        std::string line = typed_ ? to_dynamodb_json(row) : to_json(row);
        if (terminal_ && is_unsafe(line)) line = escaped_json(line);
        out_ << (line += '\n');
    }
    void flush() override { out_.flush(); }

 private:
    std::ostream& out_;
    bool typed_;
    bool terminal_;
};

}  // namespace

std::unique_ptr<item_format> line_format(std::ostream& out, const item_printer_options& options) {
    return std::make_unique<json_item_lines>(out, options.format == output_format::dynamodb,
                                             options.terminal);
}

}  // namespace dynaco::program
