#pragma once

#include <dynaco.hpp>

#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_hash.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

/// A model with a member of every type that dynaco stores; items.py has the same model in Python.
namespace interop {

enum class colour { red, green, blue };
enum class level { low = -3, high = 1000 };

struct look {
    std::string font{};
    bool dark = false;
    std::vector<int> sizes{};
};
struct circle {
    double radius = 0;

    static constexpr dynaco::map_schema schema{.discriminator = "kind", .kinds = {"circle", "disc"}};
};
struct square {
    std::int64_t side = 0;
    std::optional<std::string> label{};

    static constexpr dynaco::map_schema schema{.discriminator = "kind", .kinds = {"square"}};
};
struct leaf {
    std::string label{};
    std::optional<int> size{};
    std::set<std::string> tags{};

    static constexpr dynaco::map_schema schema{
        .attributes = {{.member = "label", .name = "l"}, {.member = "size", .name = "the size"}}};
};
struct branch {
    leaf first{};
    std::vector<leaf> leaves{};
    std::map<std::string, leaf> by_name{};
    std::optional<leaf> last{};
    dynaco::unknown_attributes others{};
};
struct audit {
    std::string created_by{};
    std::chrono::sys_seconds created_on{};
};

struct wide {
    std::string id{};
    std::int64_t rank = 0;

    std::int8_t i8 = 0;
    std::uint8_t u8 = 0;
    std::int16_t i16 = 0;
    std::uint16_t u16 = 0;
    std::int32_t i32 = -1;
    std::uint32_t u32 = 0;
    std::int64_t i64 = 0;
    std::uint64_t u64 = 0;
    double real = 0;
    float single = 0.5F;
    dynaco::number number{};
    std::string text = "as initialised";
    bool flag = true;
    dynaco::binary blob{};
    std::array<std::byte, 4> digest{};
    dynaco::pynamodb_legacy_binary legacy{};

    std::optional<std::string> maybe_text{};
    std::optional<std::int64_t> maybe_count{};
    dynaco::nullable<std::string> null_text{};
    std::optional<dynaco::nullable<int>> maybe_null{};
    std::variant<std::monostate, std::string, std::int64_t, bool, dynaco::binary, std::vector<int>> any_of{};
    std::variant<circle, square> shape{};
    dynaco::value anything{};
    dynaco::item document{};

    std::vector<std::int64_t> counts{};
    std::deque<std::string> words{};
    std::list<bool> flags{};
    std::array<int, 3> triple{};
    std::vector<dynaco::value> mixed{};
    std::vector<dynaco::nullable<std::string>> with_gaps{};
    std::map<std::string, std::string> labels{};
    std::unordered_map<std::string, dynaco::number> prices{};
    std::map<std::string, std::vector<std::map<std::string, double>>> nested{};

    std::set<std::string> strings{};
    std::unordered_set<std::string> more_strings{};
    std::set<int> numbers{};
    std::set<dynaco::number> exact_numbers{};
    std::set<dynaco::binary> blobs{};
    std::set<dynaco::pynamodb_legacy_binary> legacy_blobs{};
    std::set<colour> colours{};

    branch tree{};
    std::chrono::sys_time<std::chrono::microseconds> moment{};
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> milli{};
    std::chrono::sys_seconds second{};
    std::chrono::year_month_day day{std::chrono::year(1970), std::chrono::month(1), std::chrono::day(1)};
    dynaco::epoch_seconds expires{};
    dynaco::epoch_milliseconds stamped{};
    std::chrono::milliseconds idle{};
    std::chrono::duration<double> spent{};
    colour paint = colour::green;
    dynaco::as_number<level> height = level::low;
    boost::uuids::uuid uuid{};
    dynaco::json_text<look> styled{};
    dynaco::json_text<dynaco::value> free_json{};

    dynaco::composed<"I#{i32}#{u32:010}"> joined{};
    dynaco::composed<"MAYBE#{maybe_count}"> maybe_joined{};
    dynaco::embedded<audit> audited{};
    dynaco::unknown_attributes rest{};

    static constexpr dynaco::schema schema{
        .table_name = "wide",
        .hash_key = "id",
        .range_key = "rank",
        .attributes = {{.member = "text", .name = "a text"}, {.member = "i16", .name = "i.16"}}};
};

}  // namespace interop
