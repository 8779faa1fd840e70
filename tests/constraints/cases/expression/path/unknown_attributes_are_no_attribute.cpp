// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Open,.*rest
#include "../../models.hpp"

struct Open {
    std::string id{};
    dynaco::unknown_attributes rest{};

    static constexpr dynaco::schema schema{.table_name = "open", .hash_key = "id"};
};

void f(const table<Open>& all) { (void)all.scan(filter("rest"_a.exists())); }
