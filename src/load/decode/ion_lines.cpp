#include "load/decode/ion_lines.hpp"

#include "load/decode/json_lines.hpp"

namespace dynaco::loading {

std::optional<decoded> ion_lines::next() {
    const auto line = lines_.next_record();
    if (!line) return std::nullopt;
    if (line->too_long) return refused_long_line(*line);
    item_.clear();
    keys_.clear();
    ion_.begin(line->text);
    if (!record()) return refused(line->position, line->text, ion_.take_fault());
    if (!item_.empty()) return load_record{record_kind::put, item_, line->position};
    if (!keys_.empty()) return load_record{record_kind::remove, keys_, line->position};
    return refused(
        line->position, line->text,
        {.reason = "the line has no Item, Keys or NewImage; it is not a line of a DynamoDB export"});
}

bool ion_lines::record() {
    ion_.skip_version();
    return members(0) && ion_.end();
}

// The struct around the item; `Record` of incremental exports has the same members.
bool ion_lines::members(int depth) {
    if (!ion_.expect('{')) return false;
    std::string name;
    for (bool first = true; ion_.next_field(first, name);) {
        other_.clear();
        bool good = false;
        if (name == "Record")
            good = depth < 1 && members(depth + 1);
        else if (name == "Item" || name == "NewImage")
            good = ion_.item(item_);
        else if (name == "Keys")
            good = ion_.item(keys_);
        else
            good = ion_.value(other_);
        if (!good) return ion_.failed() ? false : ion_.refuse("a Record inside a Record");
    }
    return !ion_.failed();
}

}  // namespace dynaco::loading
