// first-error: a view cannot have unknown_attributes
// expect-line: view_has_no_unknown_attributes<Letter, Letter>
#include "../models.hpp"

struct ByDate {
    std::string owner{};
    std::string date{};

    static constexpr dynaco::index_schema schema{.index_name = "by-date",
                                                 .hash_key = "owner",
                                                 .range_key = "date",
                                                 .projection = dynaco::projection::keys_only,
                                                 .scope = dynaco::index_scope::local};
};

struct Letter {
    std::string owner{};
    std::string id{};
    std::string date{};
    dynaco::unknown_attributes rest{};

    static constexpr dynaco::schema schema{.table_name = "letters", .hash_key = "owner", .range_key = "id"};
    using indexes = dynaco::indexes<ByDate>;
};

void f(const table<Letter>& letters) { static_cast<void>(letters.index<ByDate>().query<Letter>("me")); }
