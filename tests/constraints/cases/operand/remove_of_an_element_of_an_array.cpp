// first-error: the attribute cannot be removed, because an item could not be read without it
// expect-line: attribute_can_be_absent<Sample, .*element_attribute
#include "../models.hpp"

struct Sample {
    std::string id{};
    std::array<int, 3> values{};

    static constexpr dynaco::schema schema{.table_name = "samples", .hash_key = "id"};
};
awaitable<void> f(const table<Sample>& samples, int i) {
    co_await samples.update("1", "values"_a[i].remove());
}
