#pragma once

#include <aws/core/utils/memory/stl/AWSMap.h>
#include <aws/core/utils/memory/stl/AWSString.h>
#include <aws/core/utils/memory/stl/AWSVector.h>
#include <aws/dynamodb/model/AttributeValue.h>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace bench {

struct address {
    Aws::String street, city, zip;
};

struct item {
    Aws::String pk;
    std::int64_t sk = 0;
    Aws::String name, email;
    std::int64_t count = 0;
    Aws::String price;  // exact, as the SDK returns it
    bool active = false;
    Aws::Vector<Aws::String> tags;
    bench::address address;
    std::vector<std::int64_t> scores;
    std::int64_t created = 0;
    Aws::String payload;
};

using attributes = Aws::Map<Aws::String, Aws::DynamoDB::Model::AttributeValue>;

[[nodiscard]] attributes attributes_of(const item& from);
/// Throws std::out_of_range or std::invalid_argument if an attribute is missing or is not a number.
[[nodiscard]] item item_of(const attributes& from);
/// The output of --verify.
[[nodiscard]] std::string json(const item& shown);

}  // namespace bench
