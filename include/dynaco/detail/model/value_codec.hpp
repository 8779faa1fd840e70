#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/types.hpp>

#include <boost/uuid/uuid.hpp>

#include <iosfwd>

/// Codecs of values whose type is known only at run time.
namespace dynaco {

template <>
struct codec<null_t> {
    static constexpr attribute_type type = attribute_type::NUL;
    static bool write(detail::json::writer& out, null_t) { return out.boolean(true), true; }
    static bool read(detail::json::reader& in, attribute_type, null_t&) {
        bool ignored = false;
        return in.boolean(ignored);
    }
};

template <>
struct codec<value> {
    static constexpr attribute_type type = attribute_type::any;
    static constexpr bool keeps_null = true;
    static bool write(detail::json::writer& out, const value& v);  // includes the wrapper {"S": }
    static bool read(detail::json::reader& in, attribute_type found, value& v);
};

template <>
struct codec<item> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const item& map);
    static bool read(detail::json::reader& in, attribute_type found, item& map);
};

/// Prints DynamoDB JSON: {"S":"text"}.
std::ostream& operator<<(std::ostream&, const value&);
/// Prints DynamoDB JSON: {"id":{"S":"1"}}.
std::ostream& operator<<(std::ostream&, const item&);

/// S, the canonical text in lower case: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6". Also reads upper case. Any
/// other text causes errc::invalid_value.
template <>
struct codec<boost::uuids::uuid> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const boost::uuids::uuid& id);
    static bool read(detail::json::reader& in, attribute_type, boost::uuids::uuid& id);
};

}  // namespace dynaco
