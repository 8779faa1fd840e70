#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <tuple>
#include <utility>

namespace dynaco {

// Out of line, because `value` is an incomplete type in the header.
item::item() = default;
item::item(std::initializer_list<std::pair<const std::string, value>> attributes) : attributes_(attributes) {}
item::item(const item&) = default;
item::item(item&&) noexcept = default;
item& item::operator=(const item&) = default;
item& item::operator=(item&&) noexcept = default;
item::~item() = default;

value::value(const value&) = default;
value::value(value&&) noexcept = default;
value& value::operator=(const value&) = default;
value& value::operator=(value&&) noexcept = default;
value::~value() = default;

bool item::empty() const noexcept { return attributes_.empty(); }
std::size_t item::size() const noexcept { return attributes_.size(); }
item::iterator item::begin() noexcept { return attributes_.begin(); }
item::iterator item::end() noexcept { return attributes_.end(); }
item::const_iterator item::begin() const noexcept { return attributes_.begin(); }
item::const_iterator item::end() const noexcept { return attributes_.end(); }

bool item::contains(std::string_view name) const noexcept {
    return attributes_.find(name) != attributes_.end();
}

const value* item::find(std::string_view name) const noexcept {
    const auto at = attributes_.find(name);
    return at == attributes_.end() ? nullptr : &at->second;
}

value* item::find(std::string_view name) noexcept {
    const auto at = attributes_.find(name);
    return at == attributes_.end() ? nullptr : &at->second;
}

const value& item::at(std::string_view name) const {
    if (const value* found = find(name)) return *found;
    throw error(errc::missing_attribute,
                {.attribute_path = std::string(name), .detail = "the item has no attribute of this name"});
}

value& item::operator[](std::string_view name) { return try_emplace(name)->second; }

item::iterator item::try_emplace(std::string_view name) {
    const auto at = attributes_.lower_bound(name);
    if (at != attributes_.end() && at->first == name) return at;
    return attributes_.emplace_hint(at, std::piecewise_construct, std::forward_as_tuple(name),
                                    std::forward_as_tuple());
}

value& item::insert_or_assign(std::string_view name, value v) {
    value& slot = (*this)[name];
    slot = std::move(v);
    return slot;
}

bool item::erase(std::string_view name) {
    const auto at = attributes_.find(name);
    if (at == attributes_.end()) return false;
    attributes_.erase(at);
    return true;
}

void item::clear() noexcept { attributes_.clear(); }

bool operator==(const item& a, const item& b) { return a.attributes_ == b.attributes_; }
bool operator==(const value& a, const value& b) { return a.content_ == b.content_; }

void value::throw_type_mismatch() const {
    throw error(errc::type_mismatch, {.detail = "the value has type " + std::string(wire_name(type()))});
}

}  // namespace dynaco
