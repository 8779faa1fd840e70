#include "load/engine/read_portion.hpp"

#include "load/format/record_reader.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/item.hpp>

#include <utility>
#include <variant>

namespace dynaco::loading {
namespace {

std::unique_ptr<stored_write> take_spare(portion& from) {
    if (from.spare.empty()) return std::make_unique<stored_write>();
    auto write = std::move(from.spare.back());
    from.spare.pop_back();
    return write;
}

// A PutItem request that does not replace an item: its condition is that the hash key does not exist.
encoded_request put_if_new(const std::string& table, std::string_view item, const table_keys& keys) {
    encoded_request made{.info = put_item::info, .table = table};
    detail::json::writer out(made.body);
    out.begin_object();
    out.member("TableName", table);
    out.plain_key("Item");
    out.raw(item);
    out.member("ConditionExpression", "attribute_not_exists(#0)");
    out.plain_key("ExpressionAttributeNames");
    out.begin_object();
    out.member("#0", keys.attributes.front().name);
    out.end_object();
    out.member("ReturnConsumedCapacity", std::string_view("INDEXES"));
    out.end_object();
    return made;
}

}  // namespace

std::optional<item_fault> check_record(stored_write& write, record_use use, item_check* check) {
    loaded_table& in = *write.table;
    if (use == record_use::remove) {
        write.kind = record_kind::remove;
        write.text = key_text(write.text, in.keys);
    }
    auto fault = check ? check->run(write.text, write.kind, write.checked)
                       : in.check.run(in.keys, write.text, write.kind, write.checked);
    if (!fault && use == record_use::put_if_new && write.kind == record_kind::put)
        write.single = std::make_unique<const encoded_request>(put_if_new(in.name, write.text, in.keys));
    return fault;
}

bool portion_reader::read(portion& to, const source_progress* progress, std::uint64_t sequence) {
    auto& records = to.records;
    to.total_bytes = rows_.total_bytes();
    for (std::size_t bytes = 0; records.size() < portion::most_records && bytes < portion::most_bytes;) {
        const bool is_marked = progress && progress->is_marked(sequence + records.size());
        const source_position position = is_marked ? rows_.position() : source_position{};
        auto row = rows_.next();
        if (!row) {
            to.bytes_read = rows_.bytes_read();
            return false;
        }
        read_record& one = records.emplace_back();
        one.position = position;
        if (auto* const rejected = std::get_if<rejected_record>(&*row)) {
            one.rejected = std::move(*rejected);
            continue;
        }
        const load_record& record = std::get<load_record>(*row);
        bytes += record.item.size();
        check(record, to, one);
    }
    to.bytes_read = rows_.bytes_read();
    return true;
}

void portion_reader::check(const load_record& record, portion& in, read_record& one) {
    auto write = take_spare(in);
    write->table = &in_;
    write->kind = record.kind;
    write->position = record.position;
    write->text = record.item;
    if (const auto fault = check_record(*write, use_, &check_))
        one.rejected = {.position = record.position,
                        .attribute = fault->attribute,
                        .reason = fault->reason,
                        .text = std::move(write->text)};
    else
        one.write = std::move(write);
}

void portion_reader::put_back(std::span<read_record> records) {
    std::vector<record_reader::unused_record> unused;
    for (read_record& each : records) {
        if (each.write)
            unused.push_back(
                {.record = load_record{.kind = each.write->kind, .position = each.write->position},
                 .text = std::move(each.write->text)});
        else
            unused.push_back({.record = std::move(each.rejected)});
    }
    rows_.reader_->put_back(std::move(unused));
}

}  // namespace dynaco::loading
