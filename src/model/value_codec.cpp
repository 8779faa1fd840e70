#include <dynaco/model/container_codec.hpp>
#include <dynaco/model/value_codec.hpp>

#include <ostream>

namespace dynaco {
namespace {

template <class T>
bool read_as(json::reader& in, attribute_type found, value& v) {
    T content{};
    if (!codec<T>::read(in, found, content)) return false;
    v = value(std::move(content));
    return true;
}

}  // namespace

bool codec<value>::write(json::writer& out, const value& v) {
    return std::visit([&out](const auto& content) { return model::write_attribute(out, content); },
                      v.content());
}

bool codec<value>::read(json::reader& in, attribute_type found, value& v) {
    switch (found) {
        case attribute_type::S: return read_as<std::string>(in, found, v);
        case attribute_type::N: return read_as<number>(in, found, v);
        case attribute_type::B: return read_as<binary>(in, found, v);
        case attribute_type::BOOL: return read_as<bool>(in, found, v);
        case attribute_type::NUL: return read_as<null_t>(in, found, v);
        case attribute_type::M: return read_as<item>(in, found, v);
        case attribute_type::L: return read_as<value::list>(in, found, v);
        case attribute_type::SS: return read_as<value::string_set>(in, found, v);
        case attribute_type::NS: return read_as<value::number_set>(in, found, v);
        case attribute_type::BS: return read_as<value::binary_set>(in, found, v);
        case attribute_type::any: break;
    }
    return in.malformed();
}

bool codec<item>::write(json::writer& out, const item& map) {
    out.begin_object();
    for (const auto& [name, v] : map) {
        if (!out.key(name) || !model::write_attribute(out, v)) return out.fail_in(name);
    }
    out.end_object();
    return true;
}

bool codec<item>::read(json::reader& in, attribute_type, item& map) {
    if (!in.enter() || !in.expect('{')) return false;
    map.clear();
    bool first = true;
    std::string_view view;
    while (in.next_member(first, view)) {
        const auto at = map.try_emplace(view);  // the view ends with the next read
        if (!model::read_attribute(in, at->second)) return in.fail_in(at->first);
    }
    in.leave();
    return !in.failed();
}

namespace {

template <class T>
std::ostream& print(std::ostream& stream, const T& content) {
    std::string text;
    json::writer out(text);
    if (!codec<T>::write(out, content)) return stream << out.why().text();
    return stream << text;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const value& v) { return print(out, v); }
std::ostream& operator<<(std::ostream& out, const item& map) { return print(out, map); }

}  // namespace dynaco
