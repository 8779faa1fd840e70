#pragma once

#include "load/decode/plain_json.hpp"
#include "load/decode/record_decoder.hpp"

#include <string>
#include <string_view>

namespace dynaco::loading {

/// How the objects of a file describe items.
enum class json_shape : unsigned char {
    unknown,   ///< The first record decides.
    plain,     ///< {"id": 1}
    typed,     ///< DynamoDB JSON: {"id":{"N":"1"}}
    exported,  ///< Lines of an S3 export: {"Item":{…}}, or {"Keys":{…},"NewImage":{…}}
    dynamodb,  ///< `typed` or `exported`; the first record decides.
};

/// The shape of an object. `unknown`: it is not a JSON object, or has no members.
[[nodiscard]] json_shape shape_of(std::string_view object);

/// Makes a record of the text of one JSON object.
///
/// An item that is DynamoDB JSON already is returned as it is, and only its boundaries are found.
class json_record {
 public:
    explicit json_record(json_shape shape) noexcept : shape_(shape) {}

    /// The record, whose views are valid until the next call, as long as `object` is.
    [[nodiscard]] decoded decode(std::string_view object, const source_position& position);
    /// True if the shape is known.
    [[nodiscard]] bool decided() const noexcept {
        return shape_ != json_shape::unknown && shape_ != json_shape::dynamodb;
    }

 private:
    void decide(std::string_view object);
    decoded exported(std::string_view line, const source_position& position);
    decoded refuse(std::string_view text, const source_position& position, text_fault fault) const;

    json_shape shape_;
    bool guessed_ = false;
    plain_json plain_;
    std::string item_;
};

}  // namespace dynaco::loading
