#include "load/engine/batch_request.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/item.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::string_view put_start = R"({"PutRequest":{"Item":)";
constexpr std::string_view remove_start = R"({"DeleteRequest":{"Key":)";
constexpr std::string_view member_end = "}}";
// The size of a request without its writes and the names of the tables.
constexpr std::size_t bytes_around = 200;
constexpr std::size_t bytes_around_table = 10;

std::string_view start_of(record_kind kind) noexcept {
    return kind == record_kind::put ? put_start : remove_start;
}

// The item or key inside of a WriteRequest.
struct leftover_write {
    record_kind kind = record_kind::put;
    std::string_view item{};
};

bool read_leftover(std::string_view request, leftover_write& write) {
    detail::json::reader in(request);
    bool first = true;
    std::string_view name;
    if (!in.expect('{') || !in.next_member(first, name)) return false;
    write.kind = name == "PutRequest" ? record_kind::put : record_kind::remove;
    first = true;
    return in.expect('{') && in.next_member(first, name) && in.raw(write.item);
}

// The table that DynamoDB means by a name; null: none of them.
loaded_table* named_table(const std::vector<loaded_table*>& tables, std::string_view name) {
    if (tables.size() == 1) return tables.front();
    const auto at = std::ranges::find_if(
        tables, [name](const loaded_table* each) { return is_same_table(each->name, name); });
    return at == tables.end() ? nullptr : *at;
}

// Marks the write to `table` that has the key of `request`. @returns false if no write has it
bool mark(const std::string& request, loaded_table* table, std::span<const batch_member> members,
          batch_answer& answer) {
    leftover_write write;
    checked_item found;
    if (!table || !read_leftover(request, write)) return false;
    if (table->check.run(table->keys, write.item, write.kind, found)) return false;
    const auto at = std::ranges::find_if(members, [&](const batch_member& each) {
        return each.table == table && each.key == std::string_view(found.key);
    });
    if (at == members.end()) return false;
    auto mark = answer.unprocessed[static_cast<std::size_t>(at - members.begin())];
    if (!mark) ++answer.leftovers;
    mark = true;
    return true;
}

void add_capacity(const consumed_capacity& from, loaded_table* table, batch_answer& answer) {
    auto at = std::ranges::find(answer.consumed, table, &batch_consumption::table);
    if (at == answer.consumed.end()) at = answer.consumed.insert(at, batch_consumption{.table = table});
    at->units += from.capacity_units;
    at->table_units += from.capacity_units;
    for (const auto& [index, units] : from.indexes) {
        at->index_units[index] += units;
        at->table_units -= units;
    }
}

void write_members(detail::json::writer& out, const loaded_table* table,
                   std::span<const batch_member> members) {
    out.begin_array();
    for (const batch_member& each : members) {
        if (each.table != table) continue;
        out.element();
        out.raw(start_of(each.kind));
        out.raw(each.item);
        out.raw(member_end);
    }
    out.end_array();
}

}  // namespace

std::size_t bytes_in_request(record_kind kind, std::size_t item_size) noexcept {
    return start_of(kind).size() + item_size + member_end.size() + 1;
}

std::vector<loaded_table*> tables_of(std::span<const batch_member> members) {
    std::vector<loaded_table*> tables;
    for (const batch_member& each : members)
        if (tables.empty() ||
            (tables.back() != each.table && std::ranges::find(tables, each.table) == tables.end()))
            tables.push_back(each.table);
    return tables;
}

encoded_request encode_batch(std::span<const batch_member> members) {
    const std::vector<loaded_table*> tables = tables_of(members);
    encoded_request request{.info = batch_write_item::info, .table = tables.front()->name};
    std::size_t size = bytes_around;
    for (const loaded_table* each : tables) {
        request.tables.push_back(each->name);
        size += each->name.size() + bytes_around_table;
    }
    for (const batch_member& each : members) size += bytes_in_request(each.kind, each.item.size());
    request.body = detail::recycled_string::with_room(size);
    detail::json::writer out(request.body);
    out.begin_object();
    out.plain_key("RequestItems");
    out.begin_object();
    for (const loaded_table* each : tables) {
        if (!out.key(each->name)) {
            request.refused = out.why();
            return request;
        }
        write_members(out, each, members);
    }
    out.end_object();
    out.member("ReturnConsumedCapacity", std::string_view("INDEXES"));
    out.end_object();
    return request;
}

result<batch_answer> read_batch_answer(const reply& from, std::span<const batch_member> members) {
    const auto response = batch_write_item::decode(from.body);
    if (!response) return from.explain(response.error());
    const std::vector<loaded_table*> tables = tables_of(members);
    batch_answer answer{.unprocessed = std::vector<bool>(members.size())};
    for (const consumed_capacity& each : response->capacity)
        if (loaded_table* const table = named_table(tables, each.table_name))
            add_capacity(each, table, answer);
    for (const auto& of_table : response->unprocessed) {
        loaded_table* const table = named_table(tables, of_table.table_name);
        for (const std::string& request : of_table.requests)
            if (!mark(request, table, members, answer)) {
                answer.unprocessed.assign(members.size(), true);
                answer.leftovers = members.size();
            }
    }
    return answer;
}

// The responses of PutItem, UpdateItem and DeleteItem have the same members.
result<batch_answer> read_single_answer(const reply& from, const batch_member& member) {
    const auto response = put_item::decode(from.body);
    if (!response) return from.explain(response.error());
    batch_answer answer{.unprocessed = {false}};
    if (response->capacity) add_capacity(*response->capacity, member.table, answer);
    return answer;
}

}  // namespace dynaco::loading
