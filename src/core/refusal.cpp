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
    "give the attribute the type that the description of the table shows";

constexpr auto refusals = std::to_array<refusal>({
    {"document path provided in the update expression is invalid",
     "the item has no map or list that contains this path: set the missing map or list first"},
    {"Item size to update has exceeded", too_large},
    {"Item size has exceeded", too_large},
    {"key attribute cannot contain an empty",
     "give each key attribute a value: text and binary keys have 1 byte or more"},
    {"Query condition missed key schema element",
     "a query needs the hash key of the table or index, compared with =; if its value is not known, scan"},
    {"does not have the specified index",
     "check the name of the index: the description of the table shows its indexes"},
    {"provided key element does not match the schema",
     "give exactly the key attributes, with their types: the description of the table shows them"},
    {"Missing the key ", "give the key attributes: the description of the table shows them"},
    {"Type mismatch for key", wrong_key_type},
    {"Type mismatch for Index Key", wrong_key_type},
    {"This attribute is part of the key",
     "the key of an item cannot change: write a new item and remove the old one"},
    {"refers to an attribute that does not exist in the item",
     "give the attribute a value first, or use if_not_exists or ADD"},
    {"operand in the update expression has an incorrect data type",
     "the stored attribute has another type than the update needs: read the item to see it"},
    {"Consistent reads are not supported on global secondary indexes",
     "leave out the consistent read, or read the table or a local index"},
});

}  // namespace

std::string_view advice_on_refusal(std::string_view service_message) noexcept {
    const auto* const found = std::ranges::find_if(refusals, [service_message](const refusal& each) {
        return service_message.find(each.message) != std::string_view::npos;
    });
    return found == refusals.end() ? std::string_view() : found->advice;
}

}  // namespace dynaco::detail
