#pragma once

#include <dynaco/model/codec.hpp>

#include <boost/uuid/uuid.hpp>

namespace dynaco {

/// S, the canonical text in lower case: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6". Reads upper case too; any
/// other text is errc::invalid_value.
template <>
struct codec<boost::uuids::uuid> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(json::writer& out, const boost::uuids::uuid& id);
    static bool read(json::reader& in, attribute_type, boost::uuids::uuid& id);
};

}  // namespace dynaco
