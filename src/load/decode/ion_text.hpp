#pragma once

#include "load/text/text_fault.hpp"

#include <dynaco/types.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Reads Ion text as DynamoDB's exports write it, and rewrites its values as DynamoDB JSON: strings,
/// decimals, blobs, booleans, nulls, lists, structs, and lists annotated as sets ($dynamodb_SS::["a"]).
class ion_text {
 public:
    /// Starts to read another text, which must exist until it is read.
    void begin(std::string_view text) noexcept;
    /// Consumes the version marker `$ion_1_0` if it is next.
    void skip_version() noexcept;
    /// Reads the next field's name of a struct after its '{'. Returns false after the '}', or on a fault.
    bool next_field(bool& first, std::string& name);
    /// Consumes `c`, after white space.
    bool take(char c) noexcept;
    bool expect(char c);
    /// Appends the value as an attribute: {"S":"a"}.
    bool value(std::string& out);
    /// Appends the struct's fields as an item: {"id":{"S":"a"}}.
    bool item(std::string& out);
    /// Records a fault at the current byte. @returns false
    bool refuse(std::string reason) { return fail(at_, std::move(reason)); }
    /// True at the end of the text; otherwise a fault.
    bool end();
    [[nodiscard]] bool failed() const noexcept { return failed_; }
    [[nodiscard]] text_fault take_fault() noexcept { return std::move(fault_); }

 private:
    void skip_space() noexcept;
    bool fields(std::string& out);
    bool list(std::string& out);
    bool number(std::string& out);
    bool symbol_value(std::string& out);
    bool set(std::string_view annotation, std::string& out);
    bool element(attribute_type type, std::string& out);
    bool string();
    bool long_string();
    bool quoted(char close);
    bool escape();
    bool hex(int digits);
    bool blob(std::string& out);
    bool digits(std::string& out);
    bool write_string(std::string& out);
    [[nodiscard]] std::string_view identifier() noexcept;
    [[nodiscard]] bool starts_with(std::string_view text) const noexcept;
    bool enter();
    bool fail(const char* place, std::string reason);

    const char* begin_ = nullptr;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    int depth_ = 0;
    bool failed_ = false;
    std::string text_;  // the string that was read last
    std::vector<std::byte> decoded_;
    text_fault fault_;
};

}  // namespace dynaco::loading
