// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<Thing
#include "../models.hpp"

enum class Colour { red, green };

struct Thing {
    std::string id{};
    dynaco::as_number<Colour> colour{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

auto f(const table<Thing>& things) { return things.scan(filter("colour"_a == Colour::red)); }
