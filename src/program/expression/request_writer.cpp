#include "program/expression/request_writer.hpp"

#include "program/expression/advice.hpp"
#include "program/expression/condition_parser.hpp"
#include "program/expression/key_conditions.hpp"
#include "program/expression/path_parser.hpp"
#include "program/expression/renderer.hpp"
#include "program/expression/update_parser.hpp"
#include "program/text/text_fault.hpp"

#include <optional>
#include <utility>

namespace dynaco::program {
namespace {

void refuse_second(const std::string& present, std::string_view text, const char* what) {
    if (!present.empty()) refuse(text, 0, std::string(what) + " is given twice: write one");
}

condition_tree condition_in(std::string_view text) {
    token_reader in(text);
    return parse_condition(in);
}

// Joins another filter to that of the request.
void join_filter(written_request& request, bool& is_any, const condition_tree& added, std::string_view text) {
    const bool added_is_any = added.form == condition_form::any;
    std::string one = expression_renderer(request, text).of(added);
    if (request.filter.empty()) {
        request.filter = std::move(one);
        is_any = added_is_any;
        return;
    }
    const auto inside = [](const std::string& filter, bool any) { return any ? '(' + filter + ')' : filter; };
    request.filter = inside(request.filter, is_any) + " AND " + inside(one, added_is_any);
    is_any = false;
}

}  // namespace

void request_writer::condition(std::string_view text) {
    refuse_second(request_.condition, text, "the condition");
    const condition_tree tree = condition_in(text);
    written_request request = request_;
    request.condition = expression_renderer(request, text).of(tree);
    add_advice(request.advice, tree);
    add_dotted(request.dotted, tree);
    request_ = std::move(request);
}

void request_writer::filter(std::string_view text) {
    const condition_tree tree = condition_in(text);
    written_request request = request_;
    join_filter(request, filter_is_any_, tree, text);
    add_attributes(request.filtered, tree);
    add_advice(request.advice, tree);
    add_dotted(request.dotted, tree);
    request_ = std::move(request);
}

void request_writer::projection(std::string_view text) {
    refuse_second(request_.projection, text, "the list of attributes");
    token_reader in(text);
    const std::vector<attribute_path> paths = parse_projection(in);
    written_request request = request_;
    request.projection = expression_renderer(request, text).of(paths);
    add_dotted(request.dotted, paths);
    request_ = std::move(request);
}

void request_writer::update(std::string_view text, const key_shape& key) {
    refuse_second(request_.update, text, "the update");
    token_reader in(text);
    const update_tree tree = parse_update(in, key);
    written_request request = request_;
    request.update = expression_renderer(request, text).of(tree);
    add_advice(request.advice, tree);
    add_dotted(request.dotted, tree);
    request_ = std::move(request);
}

void request_writer::query(const key_shape& key, std::span<const std::string> arguments,
                           std::string_view text) {
    refuse_second(request_.key_condition, text, "the key");
    const std::vector<value> given = key_values_from_arguments(key, arguments);
    std::optional<condition_tree> written;
    if (!text.empty()) written = condition_in(text);
    const split_query split = split_conditions(key, given, text, std::move(written));
    written_request request = request_;
    request.key_condition = expression_renderer(request, text).of(split.key);
    if (split.filter) {
        join_filter(request, filter_is_any_, *split.filter, text);
        add_attributes(request.filtered, *split.filter);
        add_advice(request.advice, *split.filter);
        add_dotted(request.dotted, *split.filter);
    }
    request_ = std::move(request);
}

written_request request_writer::take() {
    filter_is_any_ = false;
    return std::exchange(request_, {});
}

}  // namespace dynaco::program
