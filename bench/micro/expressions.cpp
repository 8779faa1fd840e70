#include "floors.hpp"
#include "item.hpp"
#include "subject.hpp"
#include "subjects.hpp"

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/expressions.hpp>

#include <string>
#include <type_traits>

namespace micro {
namespace {

using namespace dynaco::literals;
using dynaco::attribute;
using dynaco::detail::expression::statement;

template <class... Clause>
std::string written(const Clause&... clause) {
    std::string text = "{";
    dynaco::detail::json::writer out(text);
    statement<bench_item, Clause...>(clause...).write(out);
    return text;
}

std::string query_text(const std::string& hash, std::int64_t from) {
    const auto range = "sk"_a >= from;
    const dynaco::detail::expression::key_clause<bench_item, std::string,
                                                 std::remove_const_t<decltype(range)>>
        key(hash, range);
    return written(key, dynaco::filter("active"_a == true));
}

template <class... Argument>
std::string written_update(const Argument&... argument) {
    const auto condition =
        dynaco::detail::condition_at_key<bench_item>(dynaco::detail::condition_among(argument...));
    const auto write = [&](const auto& update) { return written(update, condition); };
    return dynaco::detail::with_update(write, argument...);
}

std::string update_text(std::int64_t by, const std::string& street) {
    return written_update("count"_a.set("count"_a + by), "address.street"_a.set(street), "payload"_a.remove(),
                          dynaco::when("active"_a == true));
}

std::string runtime_update_text(std::int64_t by, const std::string& street) {
    return written_update(attribute("count").set(attribute("count") + by),
                          attribute("address.street").set(street), attribute("payload").remove(),
                          dynaco::when(attribute("active") == true));
}

template <class Write>
void one_kind(const std::string& name, const Write& write) {
    const std::string text = write();
    const subject s("expression " + name, text.size());
    s.measure("dynaco", write);
    s.measure("floor: memcpy", memcpy_of(text));
    s.measure("floor: a copy of the text", copy_of(text));
}

}  // namespace

void expressions() {
    const std::string street = "10 Downing Street";
    one_kind("of a query", [hash = make_item(7).pk] { return query_text(hash, 7); });
    one_kind("of an update, constant", [street] { return update_text(5, street); });
    one_kind("of an update, at run time", [street] { return runtime_update_text(5, street); });
}

}  // namespace micro
