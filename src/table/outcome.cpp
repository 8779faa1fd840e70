#include "operations/reply.hpp"
#include "table/unreadable.hpp"

#include <dynaco/table/outcome.hpp>

namespace dynaco {

bool read_returned(const reply& answer, attributes_sink sink) {
    bool found = false;
    const auto read = operations::read_reply(answer.body, [&](json::reader& in, std::string_view name) {
        if (name != "Attributes") return in.skip();
        found = true;
        return sink.read(in);
    });
    if (!read) throw error(answer.explain(read.error()));
    return found;
}

void read_returned_always(const reply& answer, attributes_sink sink) {
    if (!read_returned(answer, sink))
        throw error(answer.explain({errc::malformed_reply, {.detail = "the answer has no Attributes"}}));
}

void throw_unreadable(const reply& from, const std::vector<std::string>& key_names,
                      std::vector<unreadable_item>& items) {
    explain_unreadable(from, key_names, items);
    throw error(items.front().why);
}

}  // namespace dynaco
