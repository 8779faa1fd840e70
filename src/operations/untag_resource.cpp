#include <dynaco/operations/untag_resource.hpp>

namespace dynaco {

bool untag_resource::encode(json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    out.plain_key("TagKeys");
    out.begin_array();
    for (const std::string_view key : tag_keys) {
        out.element();
        if (!out.string(key)) return out.fail_in("TagKeys");
    }
    out.end_array();
    out.end_object();
    return true;
}

result<untag_resource::response> untag_resource::decode(std::string_view) { return response{}; }

}  // namespace dynaco
