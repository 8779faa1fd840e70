#include "core/refusal.hpp"

#include <algorithm>
#include <array>

namespace dynaco::detail {
namespace {

struct refusal {
    std::string_view message;  // a part of DynamoDB's message
    std::string_view advice;
};

constexpr std::string_view too_large =
    "an item has at most 400 KB: split the item, or store large values elsewhere";
constexpr std::string_view wrong_key_type =
    "give the attribute the type that describe() of the table shows, or leave it out if it is only the key "
    "of "
    "an index";

constexpr auto refusals = std::to_array<refusal>({
    {"document path provided in the update expression is invalid",
     "the item has no map or list that contains this path: set the whole map or list first, in another "
     "update"},
    {"Item size to update has exceeded", too_large},
    {"Item size has exceeded", too_large},
    {"key attribute cannot contain an empty",
     "give each key attribute a value: text and binary keys have 1 byte or more"},
    {"Query condition missed key schema element",
     "compare the hash key of the table or index with = in the key condition; use a scan with a filter if "
     "its "
     "value is not known"},
    {"does not have the specified index",
     "check the index name: describe() of the table lists its indexes; a new index needs some time before it "
     "can be used"},
    {"provided key element does not match the schema",
     "the key must have exactly the key attributes of the table, with their types: describe() of the table "
     "shows them"},
    {"Missing the key ", "add the key attributes of the table to the item"},
    {"Type mismatch for key", wrong_key_type},
    {"Type mismatch for Index Key", wrong_key_type},
    {"This attribute is part of the key",
     "the key of an item cannot change: write a new item and remove the old one"},
    {"refers to an attribute that does not exist in the item",
     "give the attribute a value first, or use if_not_exists(value) or add(number) in the update"},
    {"operand in the update expression has an incorrect data type",
     "the stored attribute has another type than the update needs: read the item to see it"},
    {"Consistent reads are not supported on global secondary indexes",
     "leave out consistent_read, or read the table or a local index"},
});

}  // namespace

std::string_view advice_on_refusal(std::string_view service_message) noexcept {
    const auto* const found = std::ranges::find_if(refusals, [service_message](const refusal& each) {
        return service_message.find(each.message) != std::string_view::npos;
    });
    return found == refusals.end() ? std::string_view() : found->advice;
}

}  // namespace dynaco::detail
