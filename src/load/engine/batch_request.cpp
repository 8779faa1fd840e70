#include "load/engine/batch_request.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::string_view put_start = R"({"PutRequest":{"Item":)";
constexpr std::string_view remove_start = R"({"DeleteRequest":{"Key":)";
constexpr std::string_view member_end = "}}";
constexpr std::size_t bytes_around = 200;  // of a request, without its writes and the name of the table

std::string_view start_of(record_kind kind) noexcept {
    return kind == record_kind::put ? put_start : remove_start;
}

// The item or key inside of a WriteRequest.
struct leftover_write {
    record_kind kind = record_kind::put;
    std::string_view item{};
};

bool read_leftover(std::string_view request, leftover_write& write) {
    json::reader in(request);
    bool first = true;
    std::string_view name;
    if (!in.expect('{') || !in.next_member(first, name)) return false;
    write.kind = name == "PutRequest" ? record_kind::put : record_kind::remove;
    first = true;
    return in.expect('{') && in.next_member(first, name) && in.raw(write.item);
}

// Marks the write that has the key of `request`. @returns false if no write has it
bool mark(const std::string& request, std::span<const batch_member> members, item_check& check,
          batch_answer& answer) {
    leftover_write write;
    checked_item found;
    if (!read_leftover(request, write) || check.run(write.item, write.kind, found)) return false;
    const auto at = std::ranges::find(members, std::string_view(found.key), &batch_member::key);
    if (at == members.end()) return false;
    auto mark = answer.unprocessed[static_cast<std::size_t>(at - members.begin())];
    if (!mark) ++answer.leftovers;
    mark = true;
    return true;
}

void add_capacity(const consumed_capacity& from, batch_answer& answer) {
    answer.units += from.capacity_units;
    answer.table_units += from.capacity_units;
    for (const auto& [index, units] : from.indexes) {
        answer.index_units[index] += units;
        answer.table_units -= units;
    }
}

}  // namespace

std::size_t bytes_in_request(record_kind kind, std::size_t item_size) noexcept {
    return start_of(kind).size() + item_size + member_end.size() + 1;
}

encoded_request encode_batch(const std::string& table, std::span<const batch_member> members) {
    encoded_request request{.info = batch_write_item::info, .table = table, .tables = {table}};
    std::size_t size = bytes_around + table.size();
    for (const batch_member& each : members) size += bytes_in_request(each.kind, each.item.size());
    request.body = detail::recycled_string::with_room(size);
    json::writer out(request.body);
    out.begin_object();
    out.plain_key("RequestItems");
    out.begin_object();
    if (!out.key(table)) {
        request.refused = out.why();
        return request;
    }
    out.begin_array();
    for (const batch_member& each : members) {
        out.element();
        out.raw(start_of(each.kind));
        out.raw(each.item);
        out.raw(member_end);
    }
    out.end_array();
    out.end_object();
    out.member("ReturnConsumedCapacity", std::string_view("INDEXES"));
    out.end_object();
    return request;
}

result<batch_answer> read_batch_answer(const reply& from, std::span<const batch_member> members,
                                       item_check& check) {
    const auto response = batch_write_item::decode(from.body);
    if (!response) return from.explain(response.error());
    batch_answer answer{.unprocessed = std::vector<bool>(members.size())};
    for (const consumed_capacity& each : response->capacity) add_capacity(each, answer);
    for (const auto& of_table : response->unprocessed)
        for (const std::string& request : of_table.requests)
            if (!mark(request, members, check, answer)) {
                answer.unprocessed.assign(members.size(), true);
                answer.leftovers = members.size();
            }
    return answer;
}

}  // namespace dynaco::loading
