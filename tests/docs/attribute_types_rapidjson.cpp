// The code of docs/guide/attribute-types.md that uses RapidJSON.
#include <dynaco.hpp>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

template <>
struct dynaco::json_codec<rapidjson::Document> {
    static std::string write(const rapidjson::Document& document) {
        rapidjson::StringBuffer text;
        rapidjson::Writer<rapidjson::StringBuffer> writer(text);
        document.Accept(writer);
        return {text.GetString(), text.GetSize()};
    }
    static bool read(std::string_view text, rapidjson::Document& document) {
        return !document.Parse(text.data(), text.size()).HasParseError();
    }
};

namespace attribute_types {

struct Page {
    std::string id{};
    dynaco::json_text<rapidjson::Document> content{};

    static constexpr dynaco::schema schema{.table_name = "pages", .hash_key = "id"};
};

bool has_title(const Page& page) { return page.content->IsObject() && page.content->HasMember("title"); }

Page copy(const Page& page) { return dynaco::from_dynamodb_json<Page>(dynaco::to_dynamodb_json(page)); }

}  // namespace attribute_types
